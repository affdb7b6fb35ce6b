import { randomUUID } from 'node:crypto';
import { sessionOf } from '@jingzhun/persistence';
import { batchDesk, FUND, RECORDED } from '../../test/payment-batch.factory.js';
import { officer, type Finance } from '../../test/service.js';

describe('a payment batch refuses', () => {
  let finance: Finance;
  const { start, as, clerk, approver, cashier, decide, accounts, draft, declared, sent, returnFile, take, inFileOrder, decision } =
    batchDesk();

  beforeAll(async () => {
    finance = await start();
  });
  afterAll(async () => finance?.stop());

  it('a return file with anything wrong, whole, and names the lines', async () => {
    const rows = inFileOrder(await decide(2));
    const batch = await sent(rows);
    const amounts = rows.map(({ amountFen }) => amountFen);
    const wrong = [
      returnFile(batch.number, 1, [
        { position: 1, amountFen: amounts[0]! },
        { position: 2, amountFen: amounts[1]! + 1 },
      ]),
      returnFile(batch.number, 1, [
        { position: 1, amountFen: amounts[0]! },
        { position: 9, amountFen: amounts[1]! },
      ]),
      returnFile(batch.number + 1, 1, [{ position: 1, amountFen: amounts[0]! }]),
      returnFile(batch.number, 1, [{ position: 1, amountFen: amounts[0]! }]).replace('合计', '小计'),
    ];
    const answers = [];
    for (const text of wrong) answers.push(await take(batch.id, text));
    expect(answers.map(({ status, body }) => [status, body.code, body.problems.map((problem: { code: string }) => problem.code)])).toEqual([
      [422, 'payment.return-file-refused', ['return-file.amount-differs']],
      [422, 'payment.return-file-refused', ['return-file.unknown']],
      [422, 'payment.return-file-refused', ['return-file.unknown']],
      [422, 'payment.return-file-refused', expect.arrayContaining(['return-file.total-missing'])],
    ]);
    const states = await finance.look<{ state: string }>('select state from payment where batch_id = $1', [batch.id]);
    expect(states.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('a return file with a day that cannot be, row by row, and so does the database', async () => {
    const rows = inFileOrder(await decide(3));
    const batch = await sent(rows);
    const on = (...days: string[]) => days.map((day, i) => ({ position: i + 1, amountFen: rows[i]!.amountFen, on: day }));
    const { body } = await take(batch.id, returnFile(batch.number, 1, on('2099-06-01', '2016-06-14', '2016-06-15')));
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/rows/2/date', 'return-file.after-today'],
      ['/rows/3/date', 'return-file.before-sending'],
    ]);
    const [attempt] = await finance.look<{ id: string; village: string }>(
      'select id, village_code as village from payment_attempt where batch_id = $1 limit 1',
      [batch.id],
    );
    const result = (day: string) =>
      finance.db
        .connection(sessionOf(clerk), (client) =>
          client.query(
            `insert into payment_result (attempt_id, position, return_file_id, village_code, outcome, on_date, recorded_at) values ($1, 1, $1, $2, 'paid', $3, $4)`,
            [attempt!.id, attempt!.village, day, finance.clock.now()],
          ),
        )
        .then(
          () => 'accepted',
          ({ code }: { code: string }) => code,
        );
    expect([await result('2016-06-14'), await result('2016-06-16')]).toEqual(['JZ018', '23514']);
    finance.clock.advance(86_400_000);
    await take(batch.id, returnFile(batch.number, 1, on('2016-06-16', '2016-06-16', '2016-06-16'))).expect(200);
    const back = await take(batch.id, returnFile(batch.number, 1, [{ ...on('2016-06-15')[0]!, reason: '户名不符' }]));
    expect(back.body.problems.map(({ code }: { code: string }) => code)).toEqual(['return-file.before-credit']);
  });

  it('totals that are not what is there', async () => {
    const batch = await draft(await decide(2));
    for (const totals of [
      { ...batch.totals, count: 3 },
      { ...batch.totals, sumFen: batch.totals.sumFen + 1 },
      { ...batch.totals, digest: '0'.repeat(64) },
    ])
      expect((await as(clerk).post(`/payment-batches/${batch.id}/declare`, totals, batch.version)).body.code).toBe('payment.totals-differ');
  });

  it('an approval when a row was changed behind the declaration', async () => {
    const rows = await decide(2);
    const batch = await declared(rows);
    await finance.look('alter table payment disable trigger user');
    await finance.look('update payment set amount_fen = amount_fen + 100 where cause_id = $1', [rows[0]!.causeId]);
    await finance.look('alter table payment enable trigger user');
    expect((await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version)).body.code).toBe('payment.totals-differ');
  });

  it('an account of one township: it would leave the others behind', async () => {
    const rows = [...(await decide(1)), ...(await decide(1, '360781103206'))];
    const batch = await draft(rows);
    const town = (roles: Parameters<typeof officer>[0]) => as(officer(roles, '360781102'));
    const path = `/payment-batches/${batch.id}`;
    const answers = [
      await town(['county-officer']).post(`${path}/cancel`, { reason: '重新组批' }, batch.version),
      await town(['county-officer']).post(`${path}/declare`, batch.totals, batch.version),
      await town(['finance-approver']).post(`${path}/approve`, {}, batch.version),
      await town(['cashier']).post(`${path}/send`, {}, batch.version),
      await town(['county-officer']).post('/payment-batches', { title: '本镇', benefit: 'rewardSubsidy', fundCode: FUND }),
      await town(['finance-approver']).post('/ledger/periods/2016-05/close'),
      await town(['county-officer']).post(`/budget/funds/${FUND}/changes`, { amountFen: 1, on: '2016-06-01', ...RECORDED }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [403, 'finance.whole-county-only']));
    const left = await finance.look<{ state: string }>('select state from payment where batch_id = $1', [batch.id]);
    expect(left.map(({ state }) => state)).toEqual(['prepared', 'prepared']);
  });

  it('households without an account, whole', async () => {
    const rows = await decide(2);
    await accounts(rows.slice(0, 1));
    const batch = await draft(rows);
    const { body } = await as(clerk).post(`/payment-batches/${batch.id}/declare`, batch.totals, batch.version);
    expect(body.code).toBe('payment.accounts-missing');
    expect(body.detail).toContain('1 户');
    expect(await finance.look('select 1 from payment_attempt where batch_id = $1', [batch.id])).toEqual([]);
  });

  it('a cause twice, and the same cause in two batches', async () => {
    const rows = await decide(1);
    const batch = await draft(rows);
    const again = await as(clerk).post(
      `/payment-batches/${batch.id}/payments`,
      { causeType: 'test-decision', causeIds: [rows[0]!.causeId] },
      batch.version,
    );
    expect(again.body.code).toBe('payment.cause-not-waiting');
    await as(clerk).post(`/payment-batches/${batch.id}/cancel`, { reason: '重新组批' }, batch.version).expect(200);
    expect(decision(rows[0]!.causeId).state).toBe('waiting');
    const next = await draft(rows);
    expect(next.totals.count).toBe(1);
  });

  it('a step on an old version, on a cancelled batch, on a batch that is not there', async () => {
    const batch = await declared(await decide(1));
    expect((await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version - 1)).status).toBe(412);
    expect((await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, batch.version)).body.code).toBe('payment.step-not-possible');
    expect((await as(clerk).get(`/payment-batches/${randomUUID()}`)).body.code).toBe('payment.batch-not-found');
  });
});
