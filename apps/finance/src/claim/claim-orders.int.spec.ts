import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { systemSession } from '@jingzhun/persistence';
import { households } from '../../test/fake-payables.js';
import { fundAndScheme, FUND, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../test/service.js';
import type { Payable } from '../payment/payable-causes.js';
import { RecordReachedMilestones } from './record-reached-milestones.consumer.js';

const RUNS = process.env['DEEP'] ? 60 : 6;
const HOUSEHOLDS = 3;

/** What is told about one household: by the department (its events are numbered in their order), by a person, by a list. */
type Told =
  | { by: 'event'; household: number; event: number; amountFen: number }
  | { by: 'hand'; household: number }
  | { by: 'list'; households: number[] };

const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({
    by: fc.constant('event' as const),
    household: fc.nat(HOUSEHOLDS - 1),
    event: fc.nat(3),
    amountFen: fc.integer({ min: 1, max: 3 }).map((n) => n * 100_000),
  }),
  fc.record({ by: fc.constant('hand' as const), household: fc.nat(HOUSEHOLDS - 1) }),
  fc.record({ by: fc.constant('list' as const), households: fc.uniqueArray(fc.nat(HOUSEHOLDS - 1), { minLength: 1 }) }),
);

describe('claims told in any order', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  /** Persons write what the paper says; one event is one message, redelivered or not. */
  const tell = async (history: readonly Told[], made: readonly Payable[]): Promise<void> => {
    const amounts = new Map<string, number>();
    for (const one of history) {
      if (one.by === 'event') {
        const key = `${one.household} ${one.event}`;
        const amountFen = amounts.get(key) ?? one.amountFen;
        amounts.set(key, amountFen);
        await hear(made[one.household] as Payable, one.event, amountFen);
      } else if (one.by === 'hand') {
        const { householdId } = made[one.household] as Payable;
        const about = { kind: 'relocation', householdId, milestone: 'movedIn', source: 'cityPlatform', amountFen: 500_000 };
        await people.bureau.post('/claims', { ...about, dueOn: '2016-05-30', document: '验收单', fundCode: FUND }).expect(201);
      } else {
        const rows = one.households.map((i) => {
          const { householdNumber, headName } = made[i] as Payable;
          return `${householdNumber},${headName},搬迁入住,市级平台资金,5000.00,2016-05-30,验收单`;
        });
        const text = ['户编号,户主姓名,节点,资金来源,金额（元）,日期,依据', ...rows, `合计,,,,${one.households.length * 5_000}.00,,`].join(
          '\n',
        );
        await people.bureau.upload(`/claims/lists?kind=relocation&fund=${FUND}`, text, 'text/csv').expect(200);
      }
    }
  };
  const hear = ({ householdId }: Payable, number: number, amountFen: number) =>
    finance.db.transaction(systemSession('import'), (em) => {
      // ids of events grow with time; the same event is the same id
      const id = `0150000${number}-${householdId.slice(9)}`;
      const data = { milestoneId: randomUUID(), relocationId: randomUUID(), householdId, milestone: 'movedIn', reachedOn: '2016-05-30' };
      const due = [{ source: 'cityPlatform', amountFen }];
      const event = { id, division: '360781102208', data: { ...data, due, document: '验收单' } } as unknown as ReceivedEvent;
      return finance.app.get(RecordReachedMilestones, { strict: false }).handle([event], em);
    });
  const after = async (made: readonly Payable[]): Promise<unknown[]> => {
    const rows = await finance.look<{ household: string }>(
      `select household_id as household, natural_key = 'relocation ' || household_id || ' movedIn cityPlatform' as key, amount_fen as amount, state, fund_code as fund,
         (select json_agg(distinct r.origin order by r.origin) from claim_report r where r.claim_id = c.id) as origins,
         (select count(*)::int from claim_report r where r.claim_id = c.id and r.origin = 'event') as events
       from claim c where household_id = any($1::uuid[])`,
      [made.map(({ householdId }) => householdId)],
    );
    const nth = new Map(made.map(({ householdId }, i) => [householdId, i]));
    return rows.map(({ household, ...row }) => ({ ...row, nth: nth.get(household) })).sort((a, b) => (a.nth ?? 0) - (b.nth ?? 0));
  };

  it(`${RUNS} histories: the same claims in the end`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 2, maxLength: 8 }), fc.infiniteStream(fc.nat(1_000)), async (history, chance) => {
        // one event says one amount, whatever the order it is told in
        const fixed = new Map<string, number>();
        const facts = history.map((one): Told => {
          if (one.by !== 'event') return one;
          const key = `${one.household} ${one.event}`;
          const amountFen = fixed.get(key) ?? one.amountFen;
          fixed.set(key, amountFen);
          return { ...one, amountFen };
        });
        const shuffled = facts.map((one) => ({ one, at: chance.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        const [first, second] = [await households(finance, HOUSEHOLDS), await households(finance, HOUSEHOLDS)];
        await tell(facts, first);
        await tell(
          shuffled.map(({ one }) => one),
          second,
        );
        expect(await after(second)).toEqual(await after(first));
      }),
      { seed: 20161207, numRuns: RUNS },
    );
  }, 240_000);
});
