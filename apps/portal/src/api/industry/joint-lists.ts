import { get } from '../request.js';

const base = '/api/industry/v1/joint-lists';

export interface JointListRow {
  readonly id: string;
  readonly number: number;
  readonly bankCode: string;
  readonly area: string;
  readonly asOf: string;
  readonly confirmedOn: string;
  readonly listed: number;
  readonly withdrawn: number;
}
export interface JointListLine {
  readonly id: string;
  readonly householdNumber: string | null;
  readonly headName: string | null;
  readonly villageCode: string | null;
  readonly purpose: string;
  readonly isEligible: boolean;
  readonly state: 'listed' | 'withdrawn';
}
export interface JointList extends JointListRow {
  readonly lines: readonly JointListLine[];
}

export const listJointLists = (signal?: AbortSignal) => get<{ items: readonly JointListRow[] }>(base, {}, signal);
export const readJointList = (id: string, signal?: AbortSignal) => get<JointList>(`${base}/${id}`, {}, signal);
