import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { PremiumFellDueV1 } from '@jingzhun/events/medical/premium-fell-due.v1';
import { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import { Consumers, type ReceivedEvent } from '@jingzhun/messaging';
import { households } from '../../test/fake-payables.js';
import { startFinance, type Finance } from '../../test/service.js';

const RUNS = process.env['DEEP'] ? 150 : 8;
const KINDS = ['project', 'relocation', 'premium'] as const;
const HANDLERS = { project: 'record-accepted-projects', relocation: 'record-reached-milestones', premium: 'record-due-premiums' };

interface Said {
  kind: (typeof KINDS)[number];
  /** Which project, milestone or person it is about. */
  thing: number;
  amount: number;
}
const said = fc.record({ kind: fc.constantFrom(...KINDS), thing: fc.nat(1), amount: fc.integer({ min: 1, max: 900 }) });

describe('what departments tell, in any order, several times, by batches that are cut', () => {
  let finance: Finance;
  beforeAll(async () => {
    finance = await startFinance();
  });
  afterAll(async () => finance?.stop());

  const cut = () =>
    finance.look(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'jz_finance'`);

  /** The broker delivers until it is answered. */
  async function deliver(events: readonly ReceivedEvent[], kind: Said['kind'], isCut: boolean): Promise<void> {
    const { effect } = finance.app.get(Consumers, { strict: false }).get(HANDLERS[kind]);
    if (isCut) await Promise.all([effect.once(events).catch(() => undefined), cut()]);
    // connections that were cut while they were idle are noticed one by one
    for (let attempt = 0; ; attempt += 1)
      try {
        return void (await effect.once(events));
      } catch (error) {
        if (attempt === 20 || !/terminat|not queryable|connection/i.test(String(error))) throw error;
      }
  }

  it(`${RUNS} seeded: one claim for one thing, with what was said last`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 3, maxLength: 9 }),
        fc.infiniteStream(fc.nat(999)),
        fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
        async (facts, chance, sizes) => {
          const random = (below: number): number => (chance.next().value ?? 0) % below;
          const made = await households(finance, 2);
          const things = facts.map(() => randomUUID());
          const events = facts.map((one, i) => {
            const household = made[one.thing]!.householdId;
            const first = facts.findIndex(({ kind, thing }) => kind === one.kind && thing === one.thing);
            return eventOf(one, i, household, things[first] as string);
          });
          const order = [...events, ...events.filter(() => random(2) === 0)]
            .map((event) => ({ event, at: random(999) }))
            .sort((a, b) => a.at - b.at);
          for (const kind of KINDS) {
            const mine = order.map(({ event }) => event).filter(({ type }) => type === TYPES[kind].type);
            while (mine.length > 0) await deliver(mine.splice(0, sizes.next().value ?? 1), kind, random(4) === 0);
          }

          const last = new Map<string, { amount: number | null; events: number }>();
          for (const { kind, thing, amount } of facts) {
            const before = last.get(`${kind} ${thing}`)?.events ?? 0;
            last.set(`${kind} ${thing}`, { amount: kind === 'project' ? null : amount, events: before + 1 });
          }
          const claims = await finance.look<{ kind: string; household: string; amount: number | null; events: number }>(
            `select c.kind, c.household_id as household, c.amount_fen::int as amount, (select count(*)::int from claim_report r where r.claim_id = c.id) as events
             from claim c where c.household_id = any($1)`,
            [made.map(({ householdId }) => householdId)],
          );
          const thingOf = new Map(made.map(({ householdId }, i) => [householdId, i]));
          expect(claims).toHaveLength(last.size);
          expect(
            new Map(claims.map(({ kind, household, amount, events: n }) => [`${kind} ${thingOf.get(household)}`, { amount, events: n }])),
          ).toEqual(last);
        },
      ),
      { seed: 20161127, numRuns: RUNS },
    );
  }, 240_000);
});

const TYPES = { project: ProjectAcceptedV1, relocation: MilestoneReachedV1, premium: PremiumFellDueV1 };

/** Ids of events grow with time: the later of two is the newer. */
function eventOf({ kind, amount }: Said, i: number, householdId: string, thing: string): ReceivedEvent {
  const id = `0150${String(i).padStart(4, '0')}-0000-7000-8000-${randomUUID().slice(24)}`;
  const document = `第${i}号`;
  const data = {
    project: {
      ...{ projectId: thing, householdId, product: 'navelOrange', stage: 1, acceptedOn: '2016-05-30', document },
      ...{ measure: { unit: 'centiMu', areaCentiMu: amount }, parcels: [] },
    },
    relocation: {
      ...{ milestoneId: randomUUID(), relocationId: thing, householdId, milestone: 'movedIn', reachedOn: '2016-05-30', document },
      due: [{ source: 'cityPlatform', amountFen: amount }],
    },
    premium: {
      ...{ premiumId: randomUUID(), personId: thing, householdId, scheme: 'basic', year: 2016, amountFen: amount },
      ...{ dueOn: '2016-01-31', document },
    },
  }[kind];
  return { id, type: TYPES[kind].type, definition: TYPES[kind], division: '360781102208', data } as unknown as ReceivedEvent;
}
