import fc from 'fast-check';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { sessionOf } from '@jingzhun/persistence';
import { CODES, PLACE, posting, startBook, type Book } from '../../test/ledger.factory.js';
import { officer, type Finance } from '../../test/service.js';
import { pair } from './posting.js';

describe('the ledger, whatever its history,', () => {
  let finance: Finance;
  let ledger: Book['ledger'];
  let clerk: Book['clerk'];
  let post: Book['post'];

  beforeAll(async () => {
    ({ finance, ledger, clerk, post } = await startBook());
  });
  afterAll(async () => finance?.stop());

  it('balances after any history, and equals a plain sum', async () => {
    const balances = new Map<string, number>();
    const start = await finance.as(officer()).get('/ledger/trial-balance?on=2017-12-31').expect(200);
    for (const { code, balanceFen } of start.body.accounts) balances.set(code, balanceFen);
    const operation = fc.record({
      debit: fc.constantFrom(...CODES),
      credit: fc.constantFrom(...CODES),
      amountFen: fc.integer({ min: 1, max: 1_000_000 }),
      again: fc.boolean(),
      reversed: fc.boolean(),
      day: fc.integer({ min: 1, max: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), async (history) => {
        const wanted = history.map(({ debit, credit, amountFen, day }) =>
          posting({ on: `2016-06-${String(day).padStart(2, '0')}` as PlainDate, lines: pair(debit, credit, amountFen, PLACE) }),
        );
        const told = wanted.flatMap((one, i) => (history[i]!.again ? [one, one] : [one]));
        await finance.db.connection(sessionOf(clerk), async (client) => {
          const first = await ledger.postMany(
            client,
            told.slice(0, Math.ceil(told.length / 2)).filter((one, i, all) => all.indexOf(one) === i),
            clerk,
          );
          expect(first.every(({ isNew }) => isNew)).toBe(true);
          for (const one of told) await ledger.post(client, one, clerk);
          for (const [i, one] of wanted.entries()) {
            if (!history[i]!.reversed) continue;
            const { entryId } = await ledger.post(client, one, clerk);
            await ledger.reverse(client, entryId, { on: '2016-07-01' as PlainDate, text: '冲销' }, clerk);
          }
        });
        for (const { debit, credit, amountFen, reversed } of history) {
          if (reversed) continue;
          balances.set(debit, balances.get(debit)! + amountFen);
          balances.set(credit, balances.get(credit)! - amountFen);
        }
        const { body } = await finance.as(officer()).get('/ledger/trial-balance?on=2017-12-31').expect(200);
        expect(body.debitFen).toBe(body.creditFen);
        expect(Object.fromEntries(body.accounts.map((a: { code: string; balanceFen: number }) => [a.code, a.balanceFen]))).toEqual(
          Object.fromEntries(balances),
        );
      }),
      { numRuns: process.env['DEEP'] ? 100 : 10, seed: 20160615 },
    );
  });

  it('says at every closed date what it said when that was closed, whatever is posted, reversed and closed afterwards', async () => {
    const day = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant('post' as const), at: day, amountFen: fc.integer({ min: 1, max: 1_000_000 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), at: day, which: fc.nat() }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), month: fc.integer({ min: 1, max: 12 }) }) },
    );
    const closer = finance.as(officer(['finance-approver']));
    const balances = async (on: string) => (await closer.get(`/ledger/trial-balance?on=${on}`).expect(200)).body.accounts;
    // months are closed in their order; one without entries is passed over
    const closeUpTo = async (last: string): Promise<string | undefined> => {
      const { body } = await closer.get('/ledger/periods').expect(200);
      const open = body.items.filter(({ month, closedAt }: Record<string, string>) => closedAt === null && month! <= last).reverse();
      for (const { month } of open) await closer.post(`/ledger/periods/${month}/close`).expect(200);
      return open.at(-1)?.month;
    };
    let year = 2016;
    let closedInAll = 0;
    let laterInAll = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (history) => {
        year += 1;
        finance.clock.advance(Math.max(0, Date.parse(`${year + 1}-01-05T02:00:00Z`) - finance.clock.now().getTime()));
        const on = ({ month, day: of }: { month: number; day: number }) =>
          `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}` as PlainDate;
        await closeUpTo(`${year - 1}-12`);
        const entries: { id: string; on: PlainDate }[] = [];
        const closed: { on: string; balances: unknown }[] = [];
        for (const one of history) {
          if (one.kind === 'post') {
            const wanted = posting({ on: on(one.at), lines: pair('treasury', 'fund/industry-2015', one.amountFen, PLACE) });
            entries.push({ id: (await post(wanted)).entryId, on: wanted.on });
          } else if (one.kind === 'reverse' && entries.length > 0) {
            const { id } = entries[one.which % entries.length]!;
            await finance.db.connection(sessionOf(clerk), (client) => ledger.reverse(client, id, { on: on(one.at), text: '冲销' }, clerk));
          } else if (one.kind === 'close') {
            const month = await closeUpTo(on({ month: one.month, day: 1 }).slice(0, 7));
            if (!month) continue;
            const last = new Date(Date.UTC(year, Number(month.slice(5)), 0)).toISOString().slice(0, 10);
            closed.push({ on: last, balances: await balances(last) });
          }
        }
        for (const { on: last, balances: then } of closed)
          expect({ last, accounts: await balances(last) }).toEqual({ last, accounts: then });
        const days = await finance.look<{ id: string; value: string; later: boolean }>(
          `select id, coalesce(value_on, on_date)::text as value, value_on is not null as later from ledger_entry where id = any($1)`,
          [entries.map(({ id }) => id)],
        );
        expect(new Map(days.map(({ id, value }) => [id, value]))).toEqual(new Map(entries.map((entry) => [entry.id, entry.on])));
        closedInAll += closed.length;
        laterInAll += days.filter(({ later }) => later).length;
      }),
      { numRuns: process.env['DEEP'] ? 60 : 8, seed: 20161201 },
    );
    expect([closedInAll > 0, laterInAll > 0]).toEqual([true, true]);
  });
});
