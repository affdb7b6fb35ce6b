import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Caller } from './service.js';

/** What a phone knows of a household after it has taken the list. */
export interface Taken {
  id: string;
  householdId: string | null;
  version: number;
  registerVersion: number | null;
  answers: Record<string, unknown>;
  masked: Record<string, string>;
  state: string;
}

export interface Report {
  id: string;
  [field: string]: unknown;
}

export const VILLAGE = '360781102208';

export async function openRound(manager: Caller, parts: Record<string, unknown> = {}): Promise<string> {
  const planned = await manager
    .post('/survey-rounds', {
      name: '2016年摸底调查',
      area: '360781102',
      startsOn: '2016-06-01',
      endsOn: '2016-07-31',
      incomeYear: 2015,
      ...parts,
    })
    .expect(201);
  await manager.post(`/survey-rounds/${planned.body.id}/open`, {}, 1).expect(200);
  return planned.body.id as string;
}

export async function takeList(surveyor: Caller, round: string, village = VILLAGE): Promise<Taken[]> {
  const items: Taken[] = [];
  for (let cursor = ''; ;) {
    const { body } = await surveyor.get(`/survey-rounds/${round}/workload?village=${village}${cursor}`).expect(200);
    items.push(...(body.items as Taken[]));
    if (!body.nextCursor) return items;
    cursor = `&cursor=${body.nextCursor}`;
  }
}

/** A visit as the phone reports it, based on what it has. */
export const reportOf = (unit: Pick<Taken, 'id' | 'version' | 'registerVersion'>, changes: object, parts: object = {}): Report => ({
  id: v7(),
  unitId: unit.id,
  baseVersion: unit.version,
  registerVersion: unit.registerVersion,
  formVersion: 1,
  outcome: 'met',
  visitedAt: '2016-06-15T09:30:00+08:00',
  changes,
  ...parts,
});

/** A household nobody knew: the phone gives it its id. */
export function foundReport(
  members: { name: string; idNumber: string; relation: string }[],
  parts: object = {},
  village = VILLAGE,
): Report {
  const changes: Record<string, unknown> = { groupName: '第二组', mainCause: '07' };
  for (const member of members) {
    const id = v7();
    for (const [key, value] of Object.entries(member)) changes[`members.${id}.${key}`] = value;
  }
  return reportOf({ id: v7(), version: 0, registerVersion: null }, changes, { found: { villageCode: village }, ...parts });
}

export interface Answered {
  id: string;
  outcome: string;
  earlier?: string;
  version?: number;
  code?: string;
  next?: string;
  signatureCounts?: boolean;
  problems?: { pointer: string; code: string; detail: string }[];
}

export async function send(surveyor: Caller, round: string, reports: Report[]): Promise<Answered[]> {
  const { body } = await surveyor.post(`/survey-rounds/${round}/submissions`, { items: reports }).expect(200);
  return body.items as Answered[];
}

export const photo = (purpose = 'signature'): { id: string; purpose: string } => ({ id: randomUUID(), purpose });
