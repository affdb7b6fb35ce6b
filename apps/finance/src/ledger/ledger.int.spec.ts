import { randomUUID } from 'node:crypto';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { sessionOf } from '@jingzhun/persistence';
import { PLACE, posting, startBook, type Book } from '../../test/ledger.factory.js';
import { officer, type Finance } from '../../test/service.js';
import { PostedDifferently } from './ledger.errors.js';
import { pair } from './posting.js';

describe('ledger', () => {
  let finance: Finance;
  let ledger: Book['ledger'];
  let clerk: Book['clerk'];
  let post: Book['post'];
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
    ({ finance, ledger, clerk, post } = await startBook());
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

  it('says at a day what was known on another: what was recorded later for an earlier day is not in it', async () => {
    const trial = async (query: string) => (await finance.as(officer()).get(`/ledger/trial-balance?${query}`).expect(200)).body;
    const treasury = ({ accounts }: { accounts: { code: string; balanceFen: number }[] }) =>
      accounts.find(({ code }) => code === 'treasury')?.balanceFen;
    const [knownThen, instant] = [finance.clock.today(), finance.clock.now().toISOString()];
    const before = await trial('on=2016-06-30');
    expect(before.knownOn).toBeNull();
    // three days later: an entry of the 10th becomes known, and another is taken back by its opposite of the same day
    finance.clock.advance(3 * 24 * 3_600_000);
    const { entryId } = await post(posting());
    await post(posting({ on: '2016-06-09' as PlainDate }));
    const between = finance.clock.now().toISOString();
    finance.clock.advance(3_600_000);
    await finance.db.connection(sessionOf(clerk), (client) =>
      ledger.reverse(client, entryId, { on: '2016-06-10' as PlainDate, text: '冲销' }, clerk),
    );
    await finance.db.connection(sessionOf(clerk), (client) =>
      ledger.open(client, [{ code: 'payable/opened-later', nameZh: '后开', nameEn: 'later', kind: 'liability' }]),
    );
    expect(treasury(await trial('on=2016-06-30'))).toBe((treasury(before) as number) - 500_000);
    for (const known of [knownThen, instant]) {
      const then = await trial(`on=2016-06-30&knownOn=${known}`);
      expect([then.knownOn, then.accounts]).toEqual([known, before.accounts]);
      expect(then.debitFen).toBe(then.creditFen);
    }
    // known today, at an earlier day: only what that day had
    expect(treasury(await trial(`on=2016-06-08&knownOn=${finance.clock.today()}`))).toBe(treasury(await trial('on=2016-06-08')));
    expect(treasury(await trial('on=2016-06-30&knownOn=2016-01-01'))).toBeUndefined();
    expect((await finance.as(officer()).get('/ledger/trial-balance?knownOn=soon')).status).toBe(400);

    // the entries behind a balance, as they were known then: they are its sum, and what was taken back later was not yet
    type Listed = { id: string; reversedBy: string | null; lines: { account: string; amountFen: number }[] };
    const listed = async (known: string): Promise<Listed[]> =>
      (await finance.as(officer()).get(`/ledger/entries?account=treasury&to=2016-06-30&limit=200${known}`).expect(200)).body.items;
    const sum = (entries: Listed[]) =>
      entries.flatMap(({ lines }) => lines.filter(({ account }) => account === 'treasury')).reduce((all, line) => all + line.amountFen, 0);
    for (const known of [knownThen, instant]) expect(sum(await listed(`&knownOn=${known}`))).toBe(treasury(before));
    expect(sum(await listed(''))).toBe(treasury(await trial('on=2016-06-30')));
    const reversedBy = async (known: string) => (await listed(known)).map(({ id, reversedBy: by }) => (id === entryId ? by : undefined));
    expect(await reversedBy(`&knownOn=${between}`)).toContain(null);
    expect(await reversedBy('')).not.toContain(null);
    expect(await listed('&knownOn=2016-01-01')).toEqual([]);
    expect((await finance.as(officer()).get('/ledger/entries?knownOn=soon')).status).toBe(400);
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
});
