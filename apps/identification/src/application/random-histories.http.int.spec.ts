import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DivisionLevel } from '@jingzhun/domain/division-code';
import { heldMeeting, office, proofFor, type Office } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { BrokenConnections, type Fault } from '../../test/model/broken-connections.js';
import { begin, correction, EXPECTED, papers, registerSays, withdrawal, type HttpCase } from '../../test/model/http-case.js';
import { decideObjection, objected, photo } from '../../test/notice.factory.js';
import { startIdentification, type Caller, type Identification } from '../../test/service.js';
import type { ApplicationResponse } from './case/application.dto.js';
import { CaseKinds, type CaseKind, type CaseState, type CaseStep } from './lifecycle/case-state.js';
import { decide } from './lifecycle/decide.js';
import type { AppliedPolicy } from './lifecycle/case-policy.js';
import type { DecisionInputs } from './step/application-event.entity.js';

/**
 * The whole is ten pieces of fifty, each with a seed of its own: DEEP plays all, DEEP_PIECE=3 one of them. Without it the first
 * histories of the first piece are played.
 */
const PIECES = process.env['DEEP'] ? (process.env['DEEP_PIECE']?.split(',').map(Number) ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) : [1];
const HISTORIES = process.env['DEEP'] ? 50 : 9;

const STATEMENTS = [
  /insert into "?application_event/,
  /insert into "?outbox/,
  /update "?application/,
  /insert into signature/,
  /insert into application_signature/,
  /notice/,
  /insert into "?(household|person|member)/,
  /audit_log/,
  /^commit/i,
  /idempotent_request/,
  /for update/,
  /./,
];
const fault = fc.record({
  statement: fc.constantFrom(...STATEMENTS),
  when: fc.constantFrom('before' as const, 'after' as const),
  skip: fc.nat(3),
});
const deed = fc.record({
  what: fc.oneof(
    { weight: 14, arbitrary: fc.constant('help' as const) },
    { weight: 4, arbitrary: fc.constantFrom('object' as const, 'twice' as const, 'wrong' as const, 'wait' as const) },
    { weight: 1, arbitrary: fc.constantFrom('correct' as const, 'return' as const, 'withdraw' as const) },
  ),
  n: fc.nat(999),
  fault: fc.option(fault, { freq: 2 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

const NEXT: Partial<Record<CaseState, [CaseStep, keyof Office]>> = {
  draft: ['submit', 'clerk'],
  applied: ['appraise', 'clerk'],
  groupAppraised: ['postGroupNotice', 'clerk'],
  groupNoticeClosed: ['review', 'clerk'],
  assemblyPassed: ['postVillageNotice', 'clerk'],
  villageNoticeClosed: ['recheck', 'township'],
  townshipChecked: ['examine', 'county'],
  countyExamined: ['announce', 'clerk'],
  announced: ['complete', 'otherTownship'],
};

/** Of a group that has room for every household the histories register in it. */
const HELD = { eligible: 999, present: 800, votesFor: 790, votesAgainst: 10, abstained: 0 };

interface EventRow {
  version: number;
  position: number;
  step: CaseStep;
  from_state: CaseState;
  to_state: CaseState;
  decided_on: string;
  actor_id: string;
  inputs: DecisionInputs;
  policy: AppliedPolicy;
}

describe('random histories through HTTP, with connections that die', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;
  let broken: BrokenConnections;
  const counts = { histories: 0, requests: 0, faults: 0, steps: 0, completed: 0, unknown: 0 };
  const played: Record<CaseKind, number> = { registration: 0, removal: 0, categoryChange: 0 };

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-01-04T02:00:00Z'), module);
    people = office(service);
    // the relay empties the outbox; what was ever put into it is kept here
    await service.look('create table told (seq bigint generated always as identity, type text, ordering_key text, data jsonb)');
    await service.look(`create function tell() returns trigger language plpgsql security definer as $$
      begin insert into told (type, ordering_key, data) values (new.type, new.ordering_key, new.data); return new; end $$`);
    await service.look('create trigger told after insert on outbox for each row execute function tell()');
    broken = new BrokenConnections('jz_identification');
  });
  afterAll(async () => {
    broken?.restore();
    await service?.stop();
  });

  const page = async (id: string): Promise<ApplicationResponse> => (await people.clerk.get(`/applications/${id}`).expect(200)).body;

  /** Sends a command while the connection may die; a lost answer is asked for again with the same key, as a browser does. */
  async function send(by: Caller, path: string, body: object, version: number, strike: Fault | null): Promise<number> {
    counts.requests += 1;
    const key = randomUUID();
    const once = () => by.post(path, body, version).set('Idempotency-Key', key);
    if (strike) broken.arm(strike);
    const first = await once();
    broken.disarm();
    if (first.status < 500) return first.status;
    counts.unknown += 1;
    const again = await once();
    // done, refused because it is done, or still held by the first for a minute: never an error of ours
    expect([again.body.code ?? '', again.status < 500]).toEqual([again.body.code ?? '', true]);
    return again.status;
  }

  async function step(by: Caller, id: string, name: CaseStep, parts: object, strike: Fault | null): Promise<number> {
    const { version } = await page(id);
    const preview = await by.post(`/applications/${id}/steps/preview`, { step: name, ...parts }, version);
    const digest = preview.body.digest as string | null;
    const proof = digest ? { proof: await proofFor(service, by.principal, digest) } : {};
    return send(by, `/applications/${id}/steps`, { step: name, ...parts, ...proof }, version, strike);
  }

  async function prepare(one: HttpCase, state: CaseState, n: number): Promise<object> {
    const { id } = one;
    if (state === 'draft') return papers(service, people, one, false);
    // a vote that was taken stands, also when the step that follows from it broke off
    if ((state === 'applied' || state === 'groupNoticeClosed') && !(await page(id)).meetingId)
      await heldMeeting(
        service,
        people,
        id,
        state === 'applied' ? 'group' : 'assembly',
        n % 17 === 0 ? { ...HELD, votesFor: 50, votesAgainst: 750 } : HELD,
      );
    if (state === 'villageNoticeClosed' || state === 'townshipChecked') {
      const level = state === 'villageNoticeClosed' ? 'township' : 'county';
      await (level === 'township' ? people.township : people.county).post('/samples', { level });
      await visitAll(id, level === 'township' ? people.otherTownship : people.county);
    }
    return {};
  }

  async function visitAll(id: string, by: Caller): Promise<void> {
    const { sample } = await page(id);
    if (!sample) return;
    const { body } = await by.get(`/samples/${sample.id}`);
    for (const { applicationId, chosen, visit } of body.cases)
      if (chosen && !visit)
        await by.post(`/samples/${sample.id}/cases/${applicationId}/visit`, {
          ...{ visitedOn: service.clock.today(), visitors: ['王核查'], agrees: true, findings: '情况属实' },
          attachmentIds: [await photo(service, by.principal.area.padEnd(12, '0'))],
        });
  }

  async function help(one: HttpCase, n: number, strike: Fault | null): Promise<void> {
    const { id } = one;
    const { state, formSigned, notice } = await page(id);
    if (state !== 'draft' && !formSigned) {
      await step(people.clerk, id, 'signForm', await papers(service, people, one, true), strike);
      return;
    }
    if (notice) {
      await provenAndOver(notice.id, notice.lastDay, n);
      if (state !== 'announced') return void (await send(people.clerk, `/notices/${notice.id}/close`, {}, 1, strike));
    }
    const next = NEXT[state];
    if (next) await step(people[next[1]], id, next[0], await prepare(one, state, n), strike);
  }

  /** Photos on their days; now and then one is forgotten or the day has not come. */
  async function provenAndOver(noticeId: string, lastDay: string, n: number): Promise<void> {
    const prove = async (occasion: string): Promise<void> =>
      void (await people.clerk.post(`/notices/${noticeId}/proofs`, { occasion, attachmentIds: [await photo(service, '360781102208')] }));
    if (n % 11 !== 0) await prove('first');
    while (service.clock.today() < lastDay) service.clock.advance(86_400_000);
    if (n % 13 !== 0) await prove('last');
    if (n % 7 !== 0) service.clock.advance(86_400_000);
  }

  async function play(one: HttpCase, { what, n, fault: strike }: Deed): Promise<void> {
    const { id } = one;
    const { state, notice, version } = await page(id);
    if (['completed', 'rejected', 'withdrawn'].includes(state)) return;
    switch (what) {
      case 'help':
        return help(one, n, strike);
      case 'twice': {
        const both = NEXT[state];
        if (!both || state === 'draft') return;
        const parts = await prepare(one, state, n);
        const answers = await Promise.all([
          step(people[both[1]], id, both[0], parts, null),
          step(people[both[1]], id, both[0], parts, null),
        ]);
        expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(1);
        return;
      }
      case 'correct':
        if (strike) broken.arm(strike);
        await [people.clerk, people.township, people.county][n % 3]!.put(`/applications/${id}/content`, correction(one.kind, n), version);
        broken.disarm();
        return;
      case 'return':
        await step(
          n % 2 === 0 ? people.township : people.county,
          id,
          'return',
          { to: ['applied', 'groupAppraised', 'assemblyPassed'][n % 3], reason: '随机退回' },
          strike,
        );
        return;
      case 'object': {
        if (!notice || n % 2 === 0) return;
        const { id: objection } = await objected(service, notice.id, { text: '该户在县城有商品房，请核实。' }).catch(() => ({ id: '' }));
        const upheld = n % 4 === 1;
        const finding = upheld
          ? {
              outcome: 'upheld',
              effect: { kind: 'return', step: 'applied' },
              answer: 'facts-confirmed',
              findings: '经不动产登记核实，情况属实。',
            }
          : { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
        if (!objection || n % 8 === 3) return;
        if (strike) broken.arm(strike);
        await decideObjection(service, state === 'announced' ? people.county : people.township, objection, finding);
        broken.disarm();
        return;
      }
      case 'withdraw':
        if (n % 9 !== 0) return;
        if (state === 'draft') return void (await step(people.clerk, id, 'withdraw', { reason: '随机撤回' }, strike));
        await step(
          one.kind === 'registration' ? people.clerk : n % 2 === 0 ? people.township : people.county,
          id,
          'withdraw',
          { reason: '随机撤回', ...(await withdrawal(service, people, one)) },
          strike,
        );
        return;
      case 'wrong':
        await step(
          [people.clerk, people.township, people.county][n % 3] as Caller,
          id,
          (['complete', 'recheck', 'examine', 'announce', 'appraise'] as const)[n % 5] as CaseStep,
          {},
          strike,
        );
        return;
      case 'wait':
        service.clock.advance((n % 9) * 86_400_000);
        return;
      default:
        throw new Error(`no such deed: ${String(what)}`);
    }
  }

  /** What the database holds is one history, whoever died in the middle of it. */
  async function assertWhole(one: HttpCase): Promise<void> {
    const { id } = one;
    const [row] = await service.look<{ state: CaseState }>('select state from application where id = $1', [id]);
    const events = await service.look<EventRow>(
      'select version, position, step, from_state, to_state, decided_on::text, actor_id, inputs, policy from application_event where application_id = $1 order by position',
      [id],
    );
    let at: CaseState = 'draft';
    for (const [i, event] of events.entries()) {
      expect([event.position, event.from_state]).toEqual([i + 1, at]);
      at = event.to_state;
      const { command, facts, level } = event.inputs;
      const actor = { accountId: event.actor_id, level: level as DivisionLevel, may: () => true };
      expect(decide(command, facts, event.policy.values, event.decided_on as never, actor).to).toBe(event.to_state);
    }
    expect(row?.state).toBe(at);
    const told = await service.look<{ data: { version: number; step: string; from: string; to: string } }>(
      `select data from told where ordering_key = $1 and type = 'identification.application.advanced.v1' order by seq`,
      [id],
    );
    expect(told.map(({ data }) => [data.version, data.step, data.from, data.to])).toEqual(
      events.map(({ version, step: name, from_state, to_state }) => [version, name, from_state, to_state]),
    );
    const audited = await service.look(`select action from audit_log where object_id = $1 and result = 'success' and action = any($2)`, [
      id,
      [
        'application.submit',
        'application.appraise',
        'application.review',
        'application.recheck',
        'application.examine',
        'application.complete',
      ],
    ]);
    const decided = events.filter(({ step: name }) => ['submit', 'appraise', 'review', 'recheck', 'examine', 'complete'].includes(name));
    expect(audited).toHaveLength(decided.length);
    await assertRecognised(one, row?.state === 'completed');
    counts.steps += events.length;
    if (row?.state === 'completed') counts.completed += 1;
  }

  async function assertRecognised(one: HttpCase, isCompleted: boolean): Promise<void> {
    const { id } = one;
    expect([one.kind, await registerSays(service, one)]).toEqual([one.kind, EXPECTED[one.kind][isCompleted ? 'done' : 'not']]);
    if (!isCompleted) return;
    const notices = await service.look<{ kind: string; early: boolean; days: number; proofs: number; open: number }>(
      `select distinct on (kind) kind, (closed_at at time zone 'Asia/Shanghai')::date <= last_day as early, last_day - posted_on as days, objections_open as open,
         (select count(distinct occasion)::int from notice_proof p where p.notice_id = n.id) as proofs
       from notice n where subject_id = $1 and state = 'closed' order by kind, posted_at desc`,
      [id],
    );
    expect(notices).toEqual(['announcement', 'group', 'village'].map((kind) => ({ kind, early: false, days: 7, proofs: 2, open: 0 })));
    const [orphans] = await service.look<{ n: number }>(
      `select count(*)::int as n from household h where not exists (select from household_history y where y.household_id = h.id)`,
    );
    expect(orphans?.n).toBe(0);
  }

  it.each(PIECES)(
    `piece %i, ${HISTORIES} histories: it happened or it did not, and the event says the same`,
    async (piece) => {
      const { completed, faults } = counts;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...CaseKinds.codes), fc.array(deed, { minLength: 16, maxLength: 36 }), async (kind, deeds) => {
          const one = await begin(service, people, kind);
          for (const next of deeds) await play(one, next);
          await assertWhole(one);
          counts.histories += 1;
          played[kind] += 1;
        }),
        { numRuns: HISTORIES, seed: 2015 + piece, endOnFailure: true },
      );
      counts.faults = broken.struck;
      console.log(JSON.stringify({ piece, ...counts, ...played }));
      expect(counts.faults - faults).toBeGreaterThan(HISTORIES);
      expect(counts.completed).toBeGreaterThan(completed);
      expect(Object.values(played).every((histories) => histories > 0)).toBe(true);
      // nothing of half a history anywhere: signatures, votes and samples belong to steps that were taken
      expect(
        await service.look(
          `select s.signature_id from application_signature s where not exists (select from application_event e where e.signature_id = s.signature_id and e.application_id = s.application_id)`,
        ),
      ).toEqual([]);
      expect(
        await service.look(
          `select v.meeting_id from meeting_vote v where v.used_by_version is not null
         and not exists (select from application_event e where e.application_id = v.application_id and e.version = v.used_by_version and e.meeting_id = v.meeting_id)`,
        ),
      ).toEqual([]);
    },
    7_200_000,
  );
});
