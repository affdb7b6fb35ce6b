import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { sessionOf } from '@jingzhun/persistence';
import { officer, startFinance, type Finance } from '../../test/service.js';
import { Ledger } from './ledger.js';
import { PostedDifferently } from './ledger.errors.js';
import { pair, type Posting } from './posting.js';

const PLACE = { placeCode: '360781102208' };
const CODES = ['treasury', 'fund/industry-2015', 'payable/reward-subsidy', 'expense/reward-subsidy'];

describe('ledger', () => {
  let finance: Finance;
  let ledger: Ledger;
  const clerk = officer();
  const posting = (over: Partial<Posting> = {}): Posting => ({
    on: '2016-06-10' as PlainDate,
    kind: 'payment',
    cause: { type: 'payment', id: randomUUID() },
    text: '发放产业奖补',
    lines: pair('payable/reward-subsidy', 'treasury', 500_000, PLACE),
    ...over,
  });
  const post = (wanted: Posting) => finance.db.connection(sessionOf(clerk), (client) => ledger.post(client, wanted, clerk));
  const balanceOf = async (code: string, on: string): Promise<number> => {
    const { body } = await finance.as(officer()).get(`/ledger/trial-balance?on=${on}`).expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    return body.accounts.find((account: { code: string }) => account.code === code).balanceFen;
  };
  const refused = (sql: string, values: unknown[] = []) =>
    finance.db
      .connection(sessionOf(clerk), (client) => client.query(sql, values))
      .then(
        () => 'accepted',
        (error: { code: string }) => error.code,
      );

  beforeAll(async () => {
    finance = await startFinance();
    ledger = finance.app.get(Ledger);
    await finance.db.connection(sessionOf(clerk), (client) =>
      ledger.open(
        client,
        CODES.map((code) => ({
          code,
          nameZh: code,
          nameEn: code,
          kind: 'asset',
          ...(code.startsWith('fund') ? { fundCode: 'industry-2015' } : {}),
        })),
      ),
    );
  });
  afterAll(async () => finance?.stop());

  it('posts a cause once, however often it is told', async () => {
    const wanted = posting();
    const first = await post(wanted);
    expect(first.isNew).toBe(true);
    expect(await post(wanted)).toEqual({ entryId: first.entryId, isNew: false });
    await expect(post({ ...wanted, lines: pair('payable/reward-subsidy', 'treasury', 499_999, PLACE) })).rejects.toThrow(PostedDifferently);
    const { body } = await finance.as(officer()).get(`/ledger/entries/${first.entryId}`).expect(200);
    expect(body).toMatchObject({ on: '2016-06-10', accountName: clerk.name, reversedBy: null });
    expect(body.lines.map((line: { amountFen: number }) => line.amountFen)).toEqual([500_000, -500_000]);
  });

  it('takes back an entry by its opposite, once', async () => {
    const before = await balanceOf('treasury', '2016-06-30');
    const { entryId } = await post(posting());
    const reverse = () =>
      finance.db.connection(sessionOf(clerk), (client) =>
        ledger.reverse(client, entryId, { on: '2016-06-12' as PlainDate, text: '银行退回，冲销' }, clerk),
      );
    const { isNew } = await reverse();
    expect([isNew, (await reverse()).isNew]).toEqual([true, false]);
    expect(await balanceOf('treasury', '2016-06-11')).toBe(before - 500_000);
    expect(await balanceOf('treasury', '2016-06-12')).toBe(before);
  });

  it('refuses in the program what does not balance', async () => {
    await expect(
      post(
        posting({
          lines: [
            { account: 'treasury', amountFen: 1, ...PLACE },
            { account: 'treasury', amountFen: -2, ...PLACE },
          ],
        }),
      ),
    ).rejects.toThrow(RangeError);
    await expect(
      post(
        posting({
          lines: [
            { account: 'treasury', amountFen: 0, ...PLACE },
            { account: 'treasury', amountFen: 0, ...PLACE },
          ],
        }),
      ),
    ).rejects.toThrow(RangeError);
  });

  describe('the database', () => {
    const ENTRY = `insert into ledger_entry (id, on_date, kind, cause_type, cause_id, text, lines, recorded_at)
      values ($1, '2016-06-10', 'payment', 'payment', $1, 'x', $2, '2016-06-10')`;
    const line = (position: number, amount: number, account = 'treasury'): string => `('${position}', ${amount}, '${account}')`;
    const withLines = (count: number, ...lines: string[]): string =>
      `with e as (insert into ledger_entry (id, on_date, kind, cause_type, cause_id, text, lines, recorded_at)
         values (uuidv7(), '2016-06-10', 'payment', 'payment', uuidv7(), 'x', ${count}, '2016-06-10') returning id)
       insert into ledger_line (entry_id, position, amount_fen, account_code, place_code)
       select e.id, l.position::int, l.amount, l.account, '360781102208' from e, (values ${lines.join(',')}) as l (position, amount, account)`;

    it.each([
      ['an entry whose lines never come', ENTRY, [randomUUID(), 2], 'JZ011'],
      ['an entry of one line', ENTRY, [randomUUID(), 1], '23514'],
      ['lines of nothing', withLines(2, line(0, 0), line(1, 0)), [], '23514'],
      ['an account that was never opened', withLines(2, line(0, 5), line(1, -5, 'elsewhere')), [], '23503'],
    ])('refuses %s', async (_, sql, values, code) => {
      expect(await refused(sql, values)).toBe(code);
    });

    it('refuses lines that do not balance, and lines added later to an entry that does', async () => {
      const half = async (amounts: number[], lines: number): Promise<string> =>
        finance.db
          .connection(sessionOf(clerk), async (client) => {
            const id = randomUUID();
            await client.query(ENTRY, [id, lines]);
            await client.query(
              `insert into ledger_line (entry_id, position, account_code, amount_fen, place_code)
               select $1, row_number() over (), 'treasury', a, '360781102208' from unnest($2::bigint[]) as a`,
              [id, amounts],
            );
          })
          .then(
            () => 'accepted',
            (error: { code: string }) => error.code,
          );
      expect(await half([5, -5], 2)).toBe('accepted');
      expect(await half([5, -4], 2)).toBe('JZ011');
      expect(await half([5, -5], 3)).toBe('JZ011');
      const { entryId } = await post(posting());
      const added = await refused(
        `insert into ledger_line (entry_id, position, account_code, amount_fen, place_code)
         values ($1, 8, 'treasury', 7, '360781102208'), ($1, 9, 'treasury', -7, '360781102208')`,
        [entryId],
      );
      expect(added).toBe('JZ011');
    });

    it('changes and deletes nothing, not even for the owner', async () => {
      for (const table of ['ledger_entry', 'ledger_line', 'ledger_account', 'ledger_period']) {
        expect(await refused(`delete from ${table}`)).toBe('42501');
        await expect(finance.look(`delete from ${table}`)).rejects.toMatchObject({ code: 'JZ001' });
      }
    });
  });

  it('keeps every line of another area from a township', async () => {
    await post(posting({ lines: pair('payable/reward-subsidy', 'treasury', 1_000, { placeCode: '360781204206' }) }));
    const seen = await finance.db.connection(sessionOf(officer(['township-officer'], '360781102')), async (client) =>
      client.query<{ place_code: string }>('select distinct place_code from ledger_line'),
    );
    expect(seen.rows.map(({ place_code: code }) => code)).toEqual(['360781102208']);
  });

  const at = (day: string) =>
    `insert into ledger_entry (id, on_date, kind, cause_type, cause_id, text, lines, recorded_at) values (uuidv7(), '${day}', 'payment', 'payment', uuidv7(), 'x', 2, now())`;

  it('closes months in their order, and then nothing enters them', async () => {
    await post(posting({ on: '2016-04-20' as PlainDate }));
    await post(posting({ on: '2016-05-20' as PlainDate }));
    const approver = finance.as(officer(['finance-approver']));
    const answers = [
      await approver.post('/ledger/periods/2016-06/close'),
      await approver.post('/ledger/periods/2016-05/close'),
      await finance.as(officer()).post('/ledger/periods/2016-04/close'),
      await approver.post('/ledger/periods/2016-04/close'),
      await approver.post('/ledger/periods/2016-04/close'),
    ];
    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual([
      'ledger.period-not-over',
      'ledger.earlier-period-open',
      'auth.not-permitted',
      200,
      'ledger.period-already-closed',
    ]);
    expect(await refused(at('2016-04-30'))).toBe('JZ010');
    // March had no entries and was never closed by itself: it lies before what is closed
    expect(await refused(at('2016-03-15'))).toBe('JZ010');
    expect((await approver.post('/ledger/periods/2016-03/close')).body.code).toBe('ledger.period-already-closed');
    expect((await post(posting({ on: '2016-05-01' as PlainDate }))).isNew).toBe(true);
  });

  it('posts what happened in a closed month on the first open day, and keeps the day on which it happened', async () => {
    const before = await balanceOf('treasury', '2016-04-30');
    const { entryId } = await post(posting({ on: '2016-04-28' as PlainDate }));
    const { body } = await finance.as(officer()).get(`/ledger/entries/${entryId}`).expect(200);
    expect([body.on, body.valueOn]).toEqual(['2016-05-01', '2016-04-28']);
    expect(await balanceOf('treasury', '2016-04-30')).toBe(before);
  });

  it('the database keeps the order of months and counts what they hold, whatever it is told', async () => {
    const close = (month: string) =>
      `insert into ledger_period (month, closed_at, closed_by, closed_by_name, entries, debit_fen, credit_fen) values ('${month}', now(), uuidv7(), 'x', 7, 7, 7) returning *`;
    expect(await refused(close('2016-03-01'))).toBe('JZ010');
    const told = await finance.db
      .connection(sessionOf(officer(['finance-approver'], '360781204')), async (client) => {
        const { rows } = await client.query<{ entries: number; debit_fen: number }>(close('2016-05-01'));
        const month = await client.query<{ n: string }>(
          `select count(*) as n from ledger_entry where to_char(on_date, 'YYYY-MM') = '2016-05'`,
        );
        throw Object.assign(new Error('undone'), { rows, n: Number(month.rows[0]?.n) });
      })
      .catch((error: { rows: { entries: number; debit_fen: number }[]; n: number }) => error);
    expect(told.rows[0]).toMatchObject({ entries: told.n, debit_fen: 500_000 * told.n });
    expect(told.n).toBeGreaterThan(0);
  });

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
