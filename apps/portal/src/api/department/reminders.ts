import { command, get } from '../request.js';
import type { Both } from './notices.js';

export interface Reminder {
  readonly id: string;
  readonly stage: 'soon' | 'late' | 'township' | 'county';
  readonly step: Both;
  readonly level: 'village' | 'township' | 'county';
  readonly subject: { readonly kind: string; readonly id: string };
  readonly number: string | null;
  readonly place: string;
  readonly placeNames: readonly string[];
  readonly dueOn: string;
  readonly daysLeft: number;
  readonly isRead: boolean;
}

export interface Reminders {
  readonly items: readonly Reminder[];
  readonly counts: { readonly all: number; readonly unread: number; readonly late: number };
  readonly nextCursor: string | null;
}

/** Every department reminds of what waits for a second person; some of more. */
export const remindingDepartments: readonly string[] = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability'];

const PAGE = 50;

/** The most urgent so many pages; counts are of all. */
export async function readReminders(department: string, pages: number, signal?: AbortSignal): Promise<Reminders> {
  const read = (cursor?: string): Promise<Reminders> =>
    get(`/api/${department}/v1/reminders`, cursor ? { limit: PAGE, cursor } : { limit: PAGE }, signal);
  let last = await read();
  const items = [...last.items];
  for (let page = 1; page < pages && last.nextCursor !== null; page += 1) {
    last = await read(last.nextCursor);
    items.push(...last.items);
  }
  return { ...last, items };
}

export const markRead = (department: string, ids: readonly string[], idempotencyKey: string): Promise<void> =>
  command('POST', `/api/${department}/v1/reminders/read`, { body: { ids }, idempotencyKey });

export const dismissReminder = (department: string, id: string, idempotencyKey: string): Promise<void> =>
  command('POST', `/api/${department}/v1/reminders/${id}/dismiss`, { body: {}, idempotencyKey });
