import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { Caller, Identification } from './service.js';

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

/** What the gateway told of an account. */
export async function knownOfficer(service: Identification, id: string, area: string, parts: { roles?: string[]; enabled?: boolean } = {}) {
  const { from, to } = areaRange(area as DivisionPrefix);
  await service.look(
    `insert into officer_account (account_id, version, roles, area, area_from, area_to, enabled) values ($1, 1, $2, $3, $4, $5, $6)
     on conflict (account_id) do update set version = officer_account.version + 1, roles = excluded.roles, area = excluded.area,
       area_from = excluded.area_from, area_to = excluded.area_to, enabled = excluded.enabled`,
    [id, parts.roles ?? ['township-officer'], area, from, to, parts.enabled ?? true],
  );
  return id;
}

/** The manager decides, and somebody of the township stands in. */
export const decidersOf = async (service: Identification, { principal }: Caller) => ({
  named: await knownOfficer(service, principal.accountId, principal.area),
  substitute: await knownOfficer(service, randomUUID(), principal.area),
});

export async function openRound(service: Identification, manager: Caller, parts: Record<string, unknown> = {}): Promise<string> {
  const planned = await manager
    .post('/survey-rounds', {
      name: '2016年摸底调查',
      area: '360781102',
      startsOn: '2016-06-01',
      endsOn: '2016-07-31',
      incomeYear: 2015,
      deciders: await decidersOf(service, manager),
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
