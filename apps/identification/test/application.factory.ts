import { randomUUID } from 'node:crypto';
import { Vault } from '@jingzhun/vault';
import { attachmentRow, signingProof } from '@jingzhun/evidence/testing';
import type { NoticeRecord } from '@jingzhun/notices';
import { systemSession } from '@jingzhun/persistence';
import type { Principal } from '@jingzhun/auth';
import type { ApplicationResponse } from '../src/application/case/application.dto.js';
import { orderOf, type CaseState } from '../src/application/lifecycle/case-state.js';
import { syntheticId } from './household.factory.js';
import { proveAndWait } from './notice.factory.js';
import { officer, type Caller, type Identification } from './service.js';

export const VILLAGE = '360781102208';

/** The five accounts a case passes through. */
export interface Office {
  clerk: Caller;
  otherClerk: Caller;
  township: Caller;
  otherTownship: Caller;
  county: Caller;
}

export const office = (service: Identification, village = VILLAGE): Office => ({
  clerk: service.as(officer(village, ['village-cadre'])),
  otherClerk: service.as(officer(village, ['village-cadre'])),
  township: service.as(officer(village.slice(0, 9))),
  otherTownship: service.as(officer(village.slice(0, 9))),
  county: service.as(officer(village.slice(0, 6), ['county-officer'])),
});

let people = 0;

export function registrationContent(parts: Record<string, unknown> = {}): Record<string, unknown> {
  people += 1;
  return {
    kind: 'registration',
    groupName: '第三小组',
    address: '黄沙村老屋三号',
    phone: `1990001${String(people).padStart(4, '0')}`,
    category: 'general',
    mainCause: '07',
    secondaryCauses: ['09'],
    living: { cultivatedCentiMu: 250, housingCentiSquareMetre: 8000, safeWater: true },
    incomes: [{ year: 2015, wageFen: 300_000, businessFen: 200_000, propertyFen: 0, businessExpenseFen: 50_000, items: {} }],
    members: [
      {
        name: '朱秋生',
        idNumber: syntheticId('1968-05-04', 'male'),
        relation: '01',
        ethnicity: '01',
        facts: { education: '02', labour: '02' },
      },
      { name: '谢香莲', idNumber: syntheticId('1970-09-12', 'female'), relation: '02', facts: { education: '02' } },
    ],
    declared: { vehicle: false },
    statement: '家中缺少技术和资金，请予纳入。',
    ...parts,
  };
}

export const read = async (by: Caller, id: string): Promise<ApplicationResponse> => (await by.get(`/applications/${id}`).expect(200)).body;

export async function draft(office: Office, parts: Record<string, unknown> = {}, village = VILLAGE): Promise<ApplicationResponse> {
  const { body } = await office.clerk.post('/applications', { villageCode: village, content: registrationContent(parts) }).expect(201);
  return body;
}

/** A finished upload. */
export async function uploaded(service: Identification, village = VILLAGE): Promise<string> {
  const { id } = await service.db.connection(systemSession('import'), (client) =>
    attachmentRow(client, { place: village, at: service.clock.now(), vault: service.app.get(Vault, { strict: false }) }),
  );
  return id;
}

export async function attach(service: Identification, by: Caller, path: string, role: string, village = VILLAGE): Promise<string> {
  const attachmentId = await uploaded(service, village);
  await by.post(`${path}/attachments`, { attachmentId, role }).expect(201);
  return attachmentId;
}

export interface StepParts {
  to?: string;
  reason?: string;
  mark?: { scan: string; kind: string };
  version?: number;
}

export const proofFor = (service: Identification, principal: Principal, digest: string): Promise<string> =>
  signingProof(service.issuer, principal, digest);

/** Previews, signs what there is to sign, and takes the step; the answer is not checked. */
export async function step(service: Identification, by: Caller, id: string, name: string, parts: StepParts = {}) {
  const { version: given, ...rest } = parts;
  const version = given ?? (await read(by, id)).version;
  const preview = await by.post(`/applications/${id}/steps/preview`, { step: name, ...rest }, version);
  const digest: string | null = preview.body?.digest ?? null;
  const proof = digest ? { proof: await proofFor(service, by.principal, digest) } : {};
  return by.post(`/applications/${id}/steps`, { step: name, ...rest, ...proof }, version);
}

/** The same; anything but success fails the test with what the service said. */
export async function took(
  service: Identification,
  by: Caller,
  id: string,
  name: string,
  parts: StepParts = {},
): Promise<ApplicationResponse> {
  const { status, body } = await step(service, by, id, name, parts);
  if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  return body as ApplicationResponse;
}

export async function submitted(
  service: Identification,
  office: Office,
  parts: Record<string, unknown> = {},
): Promise<ApplicationResponse> {
  const { id } = await draft(office, parts);
  for (const role of ['consent', 'identity']) await attach(service, office.clerk, `/applications/${id}`, role);
  const scan = await attach(service, office.clerk, `/applications/${id}`, 'applicationForm');
  return took(service, office.clerk, id, 'submit', { mark: { scan, kind: 'thumbprint' } });
}

/** The household takes its application back: its request on paper, uploaded and witnessed. */
export async function withdrawn(
  service: Identification,
  office: Office,
  id: string,
  reason = '户主外出务工',
): Promise<ApplicationResponse> {
  const scan = await attach(service, office.clerk, `/applications/${id}`, 'withdrawalRequest');
  return took(service, office.clerk, id, 'withdraw', { reason, mark: { scan, kind: 'signature' } });
}

const ROLLS = new WeakMap<Identification, Map<string, number>>();

/** A confirmed roll of the village, or of one group of it, that says how many may come; past meetings are counted by it as well. */
export async function entitled(
  service: Identification,
  kind: 'group' | 'assembly',
  {
    count = DEFAULT_MEETING.eligible,
    groupName = '第三小组',
    village = VILLAGE,
  }: { count?: number; groupName?: string | null; village?: string } = {},
): Promise<void> {
  const known = ROLLS.get(service) ?? new Map<string, number>();
  ROLLS.set(service, known);
  const key = `${village} ${kind === 'group' ? groupName : ''}`;
  if (known.get(key) === count) return;
  const id = randomUUID();
  // the newest counts
  service.clock.advance(1_000);
  await service.look(
    `insert into voter_roll (id, village_code, valid_from, representatives, source_document, document_date, entered_by, entered_by_name, entered_at)
     values ($1, $2, '2010-01-01', $3, '名册（测试）', '2010-01-01', $1, '甲', $4)`,
    [id, village, kind === 'assembly' ? count : null, service.clock.now()],
  );
  if (kind === 'group')
    await service.look('insert into voter_roll_group (roll_id, village_code, group_name, households, adults) values ($1, $2, $3, $4, $4)', [
      ...[id, village, groupName, count],
    ]);
  await service.look(
    `update voter_roll set status = 'confirmed', decided_by = gen_random_uuid(), decided_by_name = '乙', decided_at = $2 where id = $1`,
    [id, service.clock.now()],
  );
  known.set(key, count);
}

export const DEFAULT_MEETING = { eligible: 30, present: 24, votesFor: 22, votesAgainst: 1, abstained: 1 };

export async function heldMeeting(
  service: Identification,
  office: Office,
  id: string,
  kind: 'group' | 'assembly',
  parts: Partial<
    typeof DEFAULT_MEETING & { minutes: string; screeningReadOut: boolean; attached: string[]; heldOn: string; repeatReason: string }
  > = {},
): Promise<string> {
  // the newest record counts, and a clock that stands still makes none the newest
  service.clock.advance(1_000);
  const {
    attached = ['signIn', 'photo', 'video'],
    minutes = '会议记录：逐户评议。',
    screeningReadOut = true,
    heldOn,
    repeatReason,
    ...numbers
  } = parts;
  const { eligible, present, votesFor, votesAgainst, abstained } = { ...DEFAULT_MEETING, ...numbers };
  const { groupName } = await read(office.clerk, id);
  await entitled(service, kind, { count: eligible, groupName });
  const { body, status } = await office.clerk.post('/meetings', {
    kind,
    villageCode: VILLAGE,
    ...(kind === 'group' ? { groupName } : {}),
    heldOn: heldOn ?? service.clock.today(),
    place: '村部会议室',
    chairName: '罗组长',
    basis: kind === 'group' ? 'households' : 'representatives',
    eligible,
    present,
    ...(repeatReason ? { repeatReason } : {}),
    minutes,
    screeningReadOut,
    votes: [{ applicationId: id, votesFor, votesAgainst, abstained }],
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  for (const role of attached) await attach(service, office.clerk, `/meetings/${body.id}`, role);
  return body.id;
}

/** The record as it is, corrected for a stated reason in nothing but its place. */
export async function correctedMeeting(by: Caller, meetingId: string): Promise<void> {
  const { body } = await by.get(`/meetings/${meetingId}`).expect(200);
  const { kind, villageCode, groupName, heldOn, chairName, basis, eligible, eligibleSource, present, minutes, screeningReadOut } = body;
  const votes = body.votes.map(({ applicationId, votesFor, votesAgainst, abstained }: Record<string, unknown>) => ({
    ...{ applicationId, votesFor, votesAgainst, abstained },
  }));
  const said = { kind, villageCode, groupName, heldOn, chairName, basis, eligible, eligibleSource, present, minutes, screeningReadOut };
  await by.put(`/meetings/${meetingId}`, { ...said, place: '祠堂', votes, reason: '会议地点填写有误' }, body.version).expect(200);
}

/** Both photos, each on its day, and the period passes. */
export async function noticeOver(service: Identification, office: Office, id: string): Promise<void> {
  const { notice } = await read(office.clerk, id);
  if (!notice) throw new Error('no notice hangs');
  const { body } = await office.clerk.get(`/notices/${notice.id}`).expect(200);
  await proveAndWait(service, office.clerk, body as NoticeRecord);
}

/** The village closes the notice of the case. */
export async function closeNotice(by: Caller, id: string): Promise<{ status: number; body: { code?: string; detail?: string } }> {
  const { notice } = await read(by, id);
  return by.post(`/notices/${notice?.id}/close`);
}

async function closed(by: Caller, id: string): Promise<void> {
  const { status, body } = await closeNotice(by, id);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Draws the sample the case waits for, and visits every chosen household of it. */
export async function sampled(service: Identification, drawer: Caller, visitor: Caller, level: 'township' | 'county'): Promise<string> {
  const { body } = await drawer.post('/samples', { level }).expect(201);
  for (const { applicationId, chosen } of body.cases)
    if (chosen)
      await visitor
        .post(`/samples/${body.id}/cases/${applicationId}/visit`, {
          visitedOn: service.clock.today(),
          visitors: ['王核查'],
          agrees: true,
          findings: '情况属实',
          attachmentIds: [await uploaded(service)],
        })
        .expect(201);
  return body.id;
}

/** One step each, in order; what must happen before it included. */
const WAY: readonly [CaseState, (service: Identification, people: Office, id: string) => Promise<unknown>][] = [
  [
    'groupAppraised',
    async (service, people, id) => {
      await heldMeeting(service, people, id, 'group');
      await took(service, people.clerk, id, 'appraise');
    },
  ],
  ['groupNoticePosted', (service, people, id) => took(service, people.clerk, id, 'postGroupNotice')],
  [
    'groupNoticeClosed',
    async (service, people, id) => {
      await noticeOver(service, people, id);
      await closed(people.clerk, id);
    },
  ],
  [
    'assemblyPassed',
    async (service, people, id) => {
      await heldMeeting(service, people, id, 'assembly');
      await took(service, people.clerk, id, 'review');
    },
  ],
  ['villageNoticePosted', (service, people, id) => took(service, people.clerk, id, 'postVillageNotice')],
  [
    'villageNoticeClosed',
    async (service, people, id) => {
      await noticeOver(service, people, id);
      await closed(people.clerk, id);
    },
  ],
  [
    'townshipChecked',
    async (service, people, id) => {
      await sampled(service, people.township, people.otherTownship, 'township');
      await took(service, people.township, id, 'recheck');
    },
  ],
  [
    'countyExamined',
    async (service, people, id) => {
      await sampled(service, people.county, people.county, 'county');
      await took(service, people.county, id, 'examine');
    },
  ],
  ['announced', (service, people, id) => took(service, people.clerk, id, 'announce')],
  [
    'completed',
    async (service, people, id) => {
      await noticeOver(service, people, id);
      await took(service, people.otherTownship, id, 'complete');
    },
  ],
];

/** Takes a submitted case on until it stands in `state`. */
export async function advanced(service: Identification, people: Office, id: string, state: CaseState): Promise<ApplicationResponse> {
  let page = await read(people.clerk, id);
  for (const [to, go] of WAY) {
    if (page.state === state) return page;
    if (orderOf(page.state) >= orderOf(to)) continue;
    await go(service, people, id);
    page = await read(people.clerk, id);
  }
  if (page.state !== state) throw new Error(`the case stands at ${page.state}`);
  return page;
}
