import fc from 'fast-check';
import type { DivisionLevel } from '@jingzhun/domain/division-code';
import { office, type Office } from '../../test/application.factory.js';
import { CASE_INVARIANTS } from '../../test/model/case-invariants.js';
import { anyFault, FaultyOffice } from '../../test/model/faulty-office.js';
import { begin, EXPECTED, registerSays, type HttpCase } from '../../test/model/http-case.js';
import { anyDeed, HttpRound } from '../../test/model/http-round.js';
import { Objectors } from '../../test/model/objectors.js';
import { ToldVerdicts, wordsOf } from '../../test/model/told-verdicts.js';
import { KEEP_TOLD, TORN_CASES } from '../../test/model/torn-cases.js';
import { watched, watchedOffice } from '../../test/model/watched.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import type { AppliedPolicy } from './lifecycle/case-policy.js';
import { CaseKinds, CaseStates, ENDS, type CaseKind, type CaseState } from './lifecycle/case-state.js';
import { decide } from './lifecycle/decide.js';
import type { DecisionInputs } from './step/application-event.entity.js';

/**
 * A round is three histories that go their way in one village together. The whole is ten pieces of seventeen rounds, each with a seed
 * of its own: DEEP plays all, DEEP_PIECE=3 one of them. Without it the first rounds of the first piece are played.
 */
const DEEP = Boolean(process.env['DEEP']);
const PIECES = DEEP ? (process.env['DEEP_PIECE']?.split(',').map(Number) ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) : [1];
const ROUNDS = DEEP ? 17 : 2;

interface EventRow {
  application_id: string;
  to_state: CaseState;
  decided_on: string;
  actor_id: string;
  screening_id: string | null;
  inputs: DecisionInputs;
  policy: AppliedPolicy;
}

const round = fc.record({
  kinds: fc.constantFrom<CaseKind[]>(...CaseKinds.codes.map((kind): CaseKind[] => ['registration', 'categoryChange', kind])),
  deeds: fc.array(anyDeed, { minLength: 22, maxLength: 34 }),
  // up to two for each history
  faults: fc.array(anyFault, { minLength: 2, maxLength: 6 }),
});

describe('random histories through HTTP, with processes and connections that die', () => {
  let service: Identification;
  let people: Office;
  let faulty: FaultyOffice;
  let objectors: Objectors;
  let told: ToldVerdicts;
  const counts = { histories: 0, steps: 0, completed: 0, verdicts: 0, explained: 0 };
  const played: Record<CaseKind, number> = { registration: 0, removal: 0, categoryChange: 0 };
  const reached = new Map<CaseState, number>([['draft', 1]]);

  beforeAll(async () => {
    // whoever looks into a long run finds the error behind an answer; those of cut connections are among them
    service = await startIdentification(new Date('2016-01-04T02:00:00Z'), undefined, DEEP ? { JINGZHUN_LOG_LEVEL: 'error' } : {});
    people = watchedOffice(office(service));
    for (const statement of KEEP_TOLD) await service.look(statement);
    faulty = new FaultyOffice(service);
    objectors = new Objectors(service, people, faulty);
    told = new ToldVerdicts(service);
  });
  afterAll(async () => {
    await faulty?.stop();
    await service?.stop();
  });

  /** What the database holds is one history of each case, whoever died in the middle of it. */
  async function assertWhole(cases: readonly HttpCase[]): Promise<void> {
    const ids = cases.map(({ id }) => id);
    expect(await service.look(TORN_CASES)).toEqual([]);
    for (const [name, sql] of Object.entries(CASE_INVARIANTS)) expect([name, await service.look(sql, [ids])]).toEqual([name, []]);
    const events = await service.look<EventRow>(
      'select application_id, to_state, decided_on::text, actor_id, screening_id, inputs, policy from application_event where application_id = any($1) order by position',
      [ids],
    );
    for (const { to_state: to, inputs, policy, decided_on: on, actor_id: accountId } of events) {
      const { command, facts, level } = inputs;
      expect(decide(command, facts, policy.values, on as never, { accountId, level: level as DivisionLevel, may: () => true }).to).toBe(to);
      reached.set(to, (reached.get(to) ?? 0) + 1);
    }
    await assertVerdictsRecompute(new Set(events.flatMap(({ screening_id: id }) => id ?? [])));
    for (const one of cases) {
      const isCompleted = events.some(({ application_id: id, to_state: to }) => id === one.id && to === 'completed');
      expect([one.kind, await registerSays(service, one)]).toEqual([one.kind, EXPECTED[one.kind][isCompleted ? 'done' : 'not']]);
      if (isCompleted) counts.completed += 1;
      played[one.kind] += 1;
    }
    counts.histories += cases.length;
    counts.steps += events.length;
  }

  /** The page rebuilds an explanation from what is stored; it says of every rule what the bits beside the decision say, in the words of that day. */
  async function assertVerdictsRecompute(ids: ReadonlySet<string>): Promise<void> {
    const reader = watched(service.as(officer('360781', ['county-officer', 'verification-officer'])));
    for (const id of ids) {
      const { body } = await reader.get(`/screenings/${id}`).expect(200);
      const [stored] = await service.look<{ veto: number; strict: number; unknown: number; isOver: boolean }>(
        `select s.veto, s.strict, s.unknown, coalesce(a.state = any($2), false) as "isOver"
         from screening s left join application a on a.id = s.subject_id where s.id = $1`,
        [id, ENDS],
      );
      for (const result of ['veto', 'strict', 'unknown'] as const) {
        const said = body.rules.filter((rule: { result: string }) => rule.result === result).length;
        expect([id, result, said]).toEqual([id, result, bitsIn(stored?.[result] ?? 0)]);
      }
      counts.verdicts += 1;
      // one that a process made before it died was told nobody here
      const atDecision = told.of(id);
      if (!atDecision) continue;
      expect([id, wordsOf(body)]).toEqual([id, stored?.isOver ? atDecision.nameless : atDecision.named]);
      counts.explained += 1;
    }
  }
  const bitsIn = (mask: number): number => mask.toString(2).replaceAll('0', '').length;

  it.each(PIECES)(
    `piece %i, ${ROUNDS * 3} histories: it happened or it did not, and the event says the same`,
    async (piece) => {
      const { completed } = counts;
      await fc.assert(
        fc.asyncProperty(round, async ({ kinds, deeds, faults }) => {
          const cases: HttpCase[] = [];
          for (const kind of kinds) cases.push(await begin(service, people, kind));
          told.follow(cases.flatMap(({ id, householdId }) => [id, householdId]));
          faulty.plan(faults);
          const village = new HttpRound(service, people, faulty, objectors, cases);
          for (const deed of deeds) await village.play(deed);
          await assertWhole(cases);
        }),
        { numRuns: ROUNDS, seed: 2015 + piece, endOnFailure: true, includeErrorInReport: true },
      );
      const [seen] = await service.look<Record<string, number>>(
        `select (select count(*)::int from notice where state = 'closed') as closed, (select count(*)::int from notice_posting) as sheets,
           (select count(*)::int from objection where outcome = 'upheld') as upheld`,
      );
      const { struck, requests } = faulty;
      const spread = {
        ...counts,
        ...seen,
        ...played,
        doors: objectors.taken,
        faults: struck,
        requests,
        reached: Object.fromEntries(reached),
      };
      process.stdout.write(`      ${JSON.stringify({ piece, ...spread })}\n`);
      expect(counts.completed).toBeGreaterThan(completed);
    },
    7_200_000,
  );

  it('nothing of half a history is anywhere: signatures, votes and persons belong to steps that were taken', async () => {
    const orphans = await service.look(
      `select s.signature_id::text as what from application_signature s where not exists (select from application_event e where e.signature_id = s.signature_id and e.application_id = s.application_id)
       union all select v.meeting_id::text from meeting_vote v where v.used_by_version is not null
         and not exists (select from application_event e where e.application_id = v.application_id and e.version = v.used_by_version and e.meeting_id = v.meeting_id)
       union all select h.id::text from household h where not exists (select from household_history y where y.household_id = h.id)`,
    );
    expect(orphans).toEqual([]);
  });

  if (!process.env['DEEP_PIECE'])
    it('somebody objected by every door, every kind of fault has struck', () => {
      expect(Object.entries({ ...objectors.taken, ...faulty.struck }).filter(([, times]) => times === 0)).toEqual([]);
      expect(counts.explained).toBeGreaterThan(counts.verdicts / 2);
    });

  // a few histories do not come everywhere
  if (DEEP && !process.env['DEEP_PIECE'])
    it('every state was reached', () => expect(CaseStates.codes.filter((state) => !reached.has(state))).toEqual([]));
});
