import { get } from '../request.js';

/** The department's day; a computer in the office may show another one, and a demonstration has its own. */
export const readClock = (department: string, signal?: AbortSignal) =>
  get<{ now: string; today: string }>(`/api/${department}/v1/clock`, {}, signal);
