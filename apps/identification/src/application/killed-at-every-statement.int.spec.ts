import pg from 'pg';
import { verifyChain } from '@jingzhun/audit';
import { linkNow } from '@jingzhun/audit/testing';
import { signingProof } from '@jingzhun/evidence/testing';
import { booksOf, KilledCommands } from '@jingzhun/service-shell/testing';
import {
  attach,
  draft,
  heldMeeting,
  noticeOver,
  office,
  read,
  sampled,
  submitted,
  took,
  type Office,
} from '../../test/application.factory.js';
import { confirmed, emptyRegisters } from '../../test/cleared-verdict.js';
import { KEEP_TOLD, TORN_CASES } from '../../test/model/torn-cases.js';
import { objected } from '../../test/notice.factory.js';
import { startIdentification, type Caller, type Identification } from '../../test/service.js';
import type { CaseState } from './lifecycle/case-state.js';

// a kill costs the start of a process: all of them on demand, a seeded few in every run
const EVERY = process.env['DEEP'] ? 1 : 90;
const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
const UPHELD = {
  ...{ outcome: 'upheld', effect: { kind: 'return', step: 'applied' } },
  ...{ answer: 'facts-confirmed', findings: '经不动产登记核实，情况属实。' },
};

let service: Identification;
let people: Office;
let processes: KilledCommands;

beforeAll(async () => {
  service = await startIdentification();
  people = office(service);
  for (const statement of KEEP_TOLD) await service.look(statement);
  processes = new KilledCommands(service, { every: EVERY, books, agree });
});
afterAll(async () => {
  await processes?.stop();
  await service?.stop();
});

/** Everything but what keeps itself: the relay, the chain's linker, the sweeps of a new day, and the key of the command. */
const BOOKS = /^(?!(outbox|inbox|audit_chain|idempotent_request|job|notice_sweep|notice_task|reminder|reminder_round|.*_rush|.*_limit)$)/;
const books = (): Promise<string> => booksOf(service, BOOKS);

/** The case, its history, its signatures, the audit and what was told are one story. */
async function agree(name: string): Promise<void> {
  expect([name, await service.look(TORN_CASES)]).toEqual([name, []]);
}

const YEAR = 366 * 86_400_000;
async function chainIsIntact(): Promise<void> {
  await linkNow(service.database.superuserUrl, service.clock.now());
  const client = new pg.Client({ connectionString: service.database.superuserUrl });
  await client.connect();
  try {
    // days pass between two steps, and every process has a clock of its own: how long a row waited says nothing here
    const found = await verifyChain(client, { now: service.clock.now(), maxWaitMs: YEAR, maxTransactionMs: YEAR });
    expect(found).toMatchObject({ intact: true, waiting: 0 });
  } finally {
    await client.end();
  }
}

/** Longer than a person has: every statement of one command is killed under the same proof. */
const proofOf = async (by: Caller, digest: string | null): Promise<object> =>
  digest ? { proof: await signingProof(service.issuer, by.principal, digest, { lifetimeSeconds: 3_600 }) } : {};

/** A step, its process killed, until it is taken; pressed a second time on the page of before it is refused and writes nothing. */
async function step(by: Caller, id: string, name: string, becomes: CaseState, parts: object = {}): Promise<void> {
  const { version } = await read(by, id);
  const { body: preview } = await by.post(`/applications/${id}/steps/preview`, { step: name, ...parts }, version).expect(200);
  const body = { step: name, ...parts, ...(await proofOf(by, preview.digest)) };
  await command(name, by, `/applications/${id}/steps`, body, version);
  expect([name, (await read(by, id)).state]).toEqual([name, becomes]);
}

/** The same for several households at once, of whom all are taken or none. */
async function appraisedTogether(ids: readonly string[]): Promise<void> {
  const cases = [];
  for (const id of ids) {
    await heldMeeting(service, people, id, 'group');
    cases.push({ id, version: (await read(people.clerk, id)).version });
  }
  const { body: preview } = await people.clerk.post('/applications/steps/preview', { step: 'appraise', cases }).expect(200);
  const body = { step: 'appraise', cases, ...(await proofOf(people.clerk, preview.digest)) };
  await command('appraise', people.clerk, '/applications/steps', body);
  for (const id of ids) expect((await read(people.clerk, id)).state).toBe('groupAppraised');
}

async function command(name: string, by: Caller, path: string, body: object, version?: number): Promise<void> {
  await processes.take(name, { by: by.principal, path, body, ...(version === undefined ? {} : { version }) });
  const settled = await books();
  const again = await by.post(path, body, version);
  expect([name, again.status >= 400 && again.status < 500, again.text]).toEqual([name, true, again.text]);
  expect([name, await books()]).toEqual([name, settled]);
}

async function close(id: string, becomes: CaseState): Promise<void> {
  const { notice } = await read(people.clerk, id);
  await command('close', people.clerk, `/notices/${notice?.id}/close`, {});
  expect((await read(people.clerk, id)).state).toBe(becomes);
}

async function decided(id: string, finding: object): Promise<void> {
  const { notice } = await read(people.clerk, id);
  const objection = await objected(service, notice?.id ?? '', { text: '该户在县城有商品房，请核实。' });
  const { body: preview } = await people.township.post(`/objections/${objection.id}/decision-digest`, finding).expect(200);
  const body = { ...finding, ...(await proofOf(people.township, preview.digest)) };
  await command('decide', people.township, `/objections/${objection.id}/decision`, body);
}

it(`a household comes into the register, its process killed before ${EVERY === 1 ? 'every statement' : `every ${EVERY}th statement`} of every command`, async () => {
  const { id } = await draft(people);
  for (const role of ['consent', 'identity']) await attach(service, people.clerk, `/applications/${id}`, role);
  const scan = await attach(service, people.clerk, `/applications/${id}`, 'applicationForm');
  await step(people.clerk, id, 'submit', 'applied', { mark: { scan, kind: 'thumbprint' } });
  const other = await submitted(service, people);
  await emptyRegisters(service);
  await confirmed(service, id);
  await appraisedTogether([id, other.id]);
  await step(people.clerk, id, 'postGroupNotice', 'groupNoticePosted');
  await decided(id, DISMISSED);
  await noticeOver(service, people, id);
  await close(id, 'groupNoticeClosed');
  await heldMeeting(service, people, id, 'assembly');
  await step(people.clerk, id, 'review', 'assemblyPassed');
  await took(service, people.clerk, id, 'postVillageNotice');
  await noticeOver(service, people, id);
  await close(id, 'villageNoticeClosed');
  await sampled(service, people.township, people.otherTownship, 'township');
  await step(people.township, id, 'recheck', 'townshipChecked');
  await sampled(service, people.county, people.county, 'county');
  await step(people.county, id, 'examine', 'countyExamined');
  await step(people.clerk, id, 'announce', 'announced');
  await noticeOver(service, people, id);
  await step(people.otherTownship, id, 'complete', 'completed');

  await took(service, people.clerk, other.id, 'postGroupNotice');
  await decided(other.id, UPHELD);
  expect((await read(people.clerk, other.id)).state).toBe('applied');
  await chainIsIntact();
  process.stdout.write(`      killed ${processes.kills} times in ${processes.statements} statements, ${processes.started} processes\n`);
  expect(processes.kills).toBeGreaterThan(2);
}, 7_200_000);
