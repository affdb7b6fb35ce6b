import { get } from '../request.js';

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: 'county' | 'township' | 'village';
  readonly kind: string;
  readonly parentCode: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly successorCode: string | null;
}

export const readDivisions = (asOf: string | undefined, signal?: AbortSignal) =>
  get<{ items: readonly Division[] }>('/api/identification/v1/divisions', { asOf }, signal);
