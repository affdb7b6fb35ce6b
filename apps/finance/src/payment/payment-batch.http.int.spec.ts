import { randomUUID } from 'node:crypto';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { approveNewest } from '../../test/by-two.js';
import { batchDesk, FUND } from '../../test/payment-batch.factory.js';
import { reminded } from '../../test/reminded.js';
import { officer, type Finance } from '../../test/service.js';

describe('a payment batch', () => {
  let finance: Finance;
  const {
    start,
    as,
    clerk,
    approver,
    cashier,
    decide,
    setAccount,
    draft,
    declared,
    sent,
    returnFile,
    take,
    balance,
    inFileOrder,
    decision,
  } = batchDesk();

  beforeAll(async () => {
    finance = await start();
  });
  afterAll(async () => finance?.stop());

  it('goes from decision to the bank and back: paid, booked, told', async () => {
    const rows = inFileOrder(await decide(3));
    const total = rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
    const before = { treasury: await balance('treasury'), fund: await balance(`fund/${FUND}`) };
    const batch = await sent(rows);
    expect(batch).toMatchObject({ state: 'sent', files: 1, totals: { count: 3, sumFen: total }, withoutAccount: 0 });
    expect([await balance('payable/reward-subsidy'), await balance(`fund/${FUND}`)]).toEqual([-total, before.fund + total]);
    const { body } = await take(
      batch.id,
      returnFile(
        batch.number,
        1,
        rows.map(({ amountFen }, i) => ({ position: i + 1, amountFen })),
      ),
    ).expect(200);
    expect(body).toMatchObject({ isNew: true, rows: 3, paid: 3, returned: 0, batch: { state: 'settled' } });
    expect([await balance('payable/reward-subsidy'), await balance('treasury')]).toEqual([0, before.treasury - total]);
    expect(rows.map(({ causeId }) => decision(causeId).state)).toEqual(['paid', 'paid', 'paid']);
    const events = await eventsPublished(finance, rows[0]!.householdId, 1);
    expect(events).toMatchObject([
      { type: 'finance.subsidy.paid.v1', data: { amountFen: rows[0]!.amountFen, paidOn: '2016-06-15', fundCode: FUND } },
    ]);
    const spent = await finance.look<{ state: string }>(`select state from commitment where cause_id = any ($1)`, [
      rows.map(({ causeId }) => causeId),
    ]);
    expect(spent.map(({ state }) => state)).toEqual(['spent', 'spent', 'spent']);
    const { body: entries } = await as(clerk).get('/ledger/entries?account=payable/reward-subsidy').expect(200);
    expect(new Set(entries.items.map(({ cause }: { cause: { batchId: string } }) => cause.batchId))).toEqual(new Set([batch.id]));
    // from the fund to the payment and its two entries
    const { body: promised } = await as(clerk).get(`/budget/funds/${FUND}/commitments?state=spent`).expect(200);
    expect(promised).toMatchObject({ count: 3, sumFen: total });
    for (const { batch: of, cause } of promised.items) {
      expect(of).toMatchObject({ id: batch.id, number: batch.number });
      const { body: booked } = await as(clerk).get(`/ledger/entries?cause=${cause.id}`).expect(200);
      expect(booked.items.map(({ kind }: { kind: string }) => kind)).toEqual(['payment', 'obligation']);
    }
  });

  it('says which village gets how much, of the own area only, without what was given up', async () => {
    const rows = await decide(3);
    const batch = await draft(rows);
    const { body } = await as(approver).get(`/payment-batches/${batch.id}/places`).expect(200);
    const sum = (of: (row: { sumFen: number; households: number }) => number) =>
      body.items.reduce((total: number, one: never) => total + of(one), 0);
    expect([sum(({ households }) => households), sum(({ sumFen }) => sumFen)]).toEqual([3, batch.totals.sumFen]);
    expect(body.items[0]).toMatchObject({ villageCode: rows[0]?.villageCode, mostFen: expect.any(Number) });
    const of = async (area: string) =>
      (await as(approver).get(`/payment-batches/${batch.id}/payments?area=${area}`).expect(200)).body.items;
    const village = body.items[0] as { villageCode: string; payments: number };
    expect(await of(village.villageCode)).toHaveLength(village.payments);
    expect(await of(village.villageCode.slice(0, 9))).toHaveLength(3);
    expect(await of('360781103')).toEqual([]);
    const elsewhere = finance.as(officer(['county-officer'], '360781103'));
    expect((await elsewhere.get(`/payment-batches/${batch.id}/places`)).body.items ?? []).toEqual([]);
    expect((await as(clerk).get(`/payment-batches/${randomUUID()}/places`)).status).toBe(404);
  });

  it('the same return file again changes nothing', async () => {
    const rows = await decide(1);
    const batch = await sent(rows);
    const text = returnFile(batch.number, 1, [{ position: 1, amountFen: rows[0]!.amountFen }]);
    await take(batch.id, text).expect(200);
    const before = await balance('treasury');
    expect((await take(batch.id, text).expect(200)).body).toMatchObject({ isNew: false, rows: 1, paid: 1 });
    expect(await balance('treasury')).toBe(before);
  });

  it('what comes back is paid again to the new account, or given up and the money is free', async () => {
    const rows = inFileOrder(await decide(2));
    const batch = await sent(rows);
    const back = await take(
      batch.id,
      returnFile(
        batch.number,
        1,
        rows.map(({ amountFen }, i) => ({ position: i + 1, amountFen, reason: '账户已销户' })),
      ),
    ).expect(200);
    expect(back.body.batch).toMatchObject({ state: 'sent', byState: { returned: { count: 2 } } });
    const { body: list } = await as(clerk).get(`/payment-batches/${batch.id}/payments?state=returned`).expect(200);
    expect(list.items.map(({ returnReason }: { returnReason: string }) => returnReason)).toEqual(['accountClosed', 'accountClosed']);
    expect((await eventsPublished(finance, rows[0]!.householdId, 1))[0]).toMatchObject({
      type: 'finance.payment.returned.v1',
      data: { reason: 'accountClosed', attempt: 1 },
    });

    await setAccount(rows[0]!.householdId, '6228480000000099999').expect(200);
    const giving = `/payment-batches/${batch.id}/payments/${list.items[1].id}/give-up`;
    const asked = await as(clerk).post(giving, { reason: '户主去世，无继承人' }).expect(200);
    expect(asked.body.byState.returned).toMatchObject({ count: 2 });
    const waiting = await as(clerk).get(`/payment-batches/${batch.id}/payments?state=returned`).expect(200);
    expect(waiting.body.items.map(({ giveUpProposedByName }: { giveUpProposedByName: string }) => giveUpProposedByName)).toEqual([
      null,
      clerk.name,
    ]);
    expect((await as(approver).post(giving, { reason: '再提一次' })).body.code).toBe('money-order.waits');
    // why it is given up is read where the household is, and by the county
    const ordersOf = async (area: string) =>
      (
        await finance
          .as(officer(['township-officer'], area))
          .get('/money-orders')
          .expect(200)
      ).body.items[0];
    expect([await ordersOf(list.items[1].villageCode.slice(0, 9)), await ordersOf('360781999')]).toMatchObject([
      { kind: 'paymentGivenUp', batchId: batch.id, reason: '户主去世，无继承人', sourceDocument: `第 ${batch.number} 号付款批次` },
      { kind: 'paymentGivenUp', batchId: null, householdNumber: null, reason: '', sourceDocument: '' },
    ]);
    expect((await approveNewest(as(approver))).status).toBe(200);
    const given = await as(approver).get(`/payment-batches/${batch.id}`).expect(200);
    expect(given.body.byState.givenUp).toMatchObject({ count: 1 });
    // the new account is not what was approved: a second person says that it is right
    expect(given.body.changedPayees.count).toBe(1);
    const early = await as(cashier).post(`/payment-batches/${batch.id}/resend`, {}, given.body.version);
    expect([early.body.code, early.body.problems.length]).toEqual(['payment.payees-changed', 1]);
    const confirmed = await as(approver)
      .post(`/payment-batches/${batch.id}/payees`, given.body.changedPayees, given.body.version)
      .expect(200);
    expect(confirmed.body).toMatchObject({ changedPayees: { count: 0 }, payeesApprovedByName: approver.name });
    const again = await as(cashier).post(`/payment-batches/${batch.id}/resend`, {}, confirmed.body.version).expect(200);
    const file = await as(cashier).get(`/payment-batches/${batch.id}/files/2`).expect(200);
    expect(file.text).toContain('6228480000000099999');
    const done = await take(batch.id, returnFile(batch.number, 2, [{ position: 1, amountFen: rows[0]!.amountFen }])).expect(200);
    expect(again.body.files).toBe(2);
    expect(done.body.batch.state).toBe('settled');
    const commitments = await finance.look<{ state: string }>('select state from commitment where cause_id = any ($1) order by state', [
      rows.map(({ causeId }) => causeId),
    ]);
    expect(commitments.map(({ state }) => state)).toEqual(['released', 'spent']);
  });

  it('a payment that comes back after it was credited is taken out of the book again', async () => {
    const rows = await decide(1);
    const batch = await sent(rows);
    const before = await balance('treasury');
    const amountFen = rows[0]!.amountFen;
    await take(batch.id, returnFile(batch.number, 1, [{ position: 1, amountFen }])).expect(200);
    const late = await take(batch.id, returnFile(batch.number, 1, [{ position: 1, amountFen, reason: '户名不符' }])).expect(200);
    expect(late.body.batch.state).toBe('sent');
    expect(await balance('treasury')).toBe(before);
  });

  it('keeps account numbers sealed, masked on screen, and out of every table and message', async () => {
    const [row] = await decide(1);
    const number = '6228489999999911119';
    await setAccount(row!.householdId, number).expect(200);
    const { body } = await as(clerk).get(`/payment-accounts?householdId=${row!.householdId}`).expect(200);
    expect(body.items).toMatchObject([{ accountMasked: '***************1119', closedAt: null, sharedWith: 0 }]);
    expect(JSON.stringify(body)).not.toContain(number);
    const batch = await declared([row!], true);
    const approved = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
    const out = await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, approved.body.version).expect(200);
    const line = { position: 1, amountFen: row!.amountFen };
    // the file for the bank is the one place it may stand in
    expect((await as(cashier).get(`/payment-batches/${batch.id}/files/1`).expect(200)).text).toContain(number);
    await take(batch.id, returnFile(out.body.number, 1, [{ ...line, reason: '户名不符' }])).expect(200);
    const told = await eventsPublished(finance, row!.householdId, 1);
    expect(told).toMatchObject([{ type: 'finance.payment.returned.v1' }]);
    expect(JSON.stringify(told)).not.toContain(number);
    const tables = await finance.look<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['audit_log', 'idempotent_request', 'outbox', 'payment_account', 'payment_attempt', 'return_file']),
    );
    for (const table of ['payment_account', 'payment_attempt', 'return_file', 'audit_log', 'idempotent_request'])
      expect([table, await finance.look(`select 1 from ${table} limit 1`)]).toEqual([table, [expect.anything()]]);
    const holding = [];
    // bytes are searched as text too: a cipher that did nothing would be found
    for (const name of names)
      if (
        (
          await finance.look(`select 1 from "${name}" t where t::text like $1 or t::text like $2 limit 1`, [
            `%${number}%`,
            `%${Buffer.from(number).toString('hex')}%`,
          ])
        ).length > 0
      )
        holding.push(name);
    expect(holding).toEqual([]);
    expect((await setAccount(row!.householdId, '123').then(({ body: refused }) => refused)).code).toMatch(/request|payment/);
    expect((await setAccount(randomUUID(), number)).body.code).toBe('payment.household-unknown');
  });

  it('names what the bank has not answered when a month is closed; the answer is posted in the next one, with the day of the bank', async () => {
    const rows = inFileOrder(await decide(2));
    const batch = await sent(rows);
    finance.clock.advance(17 * 86_400_000);
    const close = (onTheWay?: number) => as(approver).post('/ledger/periods/2016-06/close', onTheWay === undefined ? {} : { onTheWay });
    const refused = await close();
    expect([refused.status, refused.body.code]).toEqual([409, 'ledger.still-on-the-way']);
    expect(refused.body.problems.map(({ zh, detail }: Record<string, string>) => zh ?? detail).join()).toContain(`第${batch.number}号批次`);
    const { body: way } = await as(approver).get('/ledger/periods/2016-06/on-the-way').expect(200);
    expect(way.items.find(({ batchId }: { batchId: string }) => batchId === batch.id)).toMatchObject({ payments: 2, number: batch.number });
    const seen = way.items.reduce((sum: number, { payments }: { payments: number }) => sum + payments, 0);
    const months = (await close(seen).expect(200)).body.items;
    expect(months.find(({ month }: { month: string }) => month === '2016-06')).toMatchObject({
      onTheWay: seen,
      closedByName: approver.name,
    });
    const at = async (on: string) => (await as(clerk).get(`/ledger/trial-balance?on=${on}`).expect(200)).body;
    const closed = await at('2016-06-30');
    const amounts = rows.map(({ amountFen }, i) => ({ position: i + 1, amountFen, on: '2016-06-20' }));
    expect((await take(batch.id, returnFile(batch.number, 1, amounts)).expect(200)).body.paid).toBe(2);
    expect(await at('2016-06-30')).toEqual(closed);
    const { body: entries } = await as(clerk).get('/ledger/entries?account=treasury&from=2016-07-01').expect(200);
    expect(entries.items.map(({ on, valueOn }: Record<string, string>) => [on, valueOn])).toEqual([
      ['2016-07-01', '2016-06-20'],
      ['2016-07-01', '2016-06-20'],
    ]);
    const paid = await finance.look<{ on: string }>('select paid_on::text as on from payment where batch_id = $1', [batch.id]);
    expect(paid.map(({ on }) => on)).toEqual(['2016-06-20', '2016-06-20']);
  });

  it('that came back reminds who records accounts, then who confirms them, then who sends; of the whole batch at once', async () => {
    const rows = inFileOrder(await decide(2));
    const batch = await sent(rows);
    const answers = rows.map(({ amountFen }, i) => ({ position: i + 1, amountFen, reason: '账户已销户', on: finance.clock.today() }));
    await take(batch.id, returnFile(batch.number, 1, answers)).expect(200);
    finance.clock.advance(7 * 86_400_000);
    const [record, send] = ['soon 银行退回的付款，登记新账号 0', 'soon 银行退回的付款，再付一次 0'];
    const confirm = 'soon 农户换了收款账户，确认收款账户变更 0';
    const recorder = officer(['county-officer', 'finance-approver']);
    const shown = async (): Promise<string[][]> => {
      const those = [];
      for (const who of [clerk, approver, cashier]) those.push(await reminded(finance, as(who), batch.id));
      return those;
    };
    expect(await shown()).toEqual([[record], [], []]);
    // to be given up: no account is looked for, until who proposed it takes it back
    const { body: list } = await as(clerk).get(`/payment-batches/${batch.id}/payments`).expect(200);
    for (const { id } of list.items)
      await as(clerk).post(`/payment-batches/${batch.id}/payments/${id}/give-up`, { reason: '户主去世，无继承人' }).expect(200);
    expect(await shown()).toEqual([[], [], []]);
    for (const { id } of (await as(clerk).get('/money-orders').expect(200)).body.items.slice(0, 2))
      await as(clerk).post(`/money-orders/${id}/withdraw`, { reason: '有继承人' }).expect(200);
    expect(await shown()).toEqual([[record], [], []]);
    await setAccount(rows[0]!.householdId, '6228480000000076777', recorder).expect(200);
    expect(await shown()).toEqual([[record], [confirm], []]);
    // nobody confirms what he recorded himself
    expect(await reminded(finance, as(recorder), batch.id)).toEqual([record]);
    await setAccount(rows[1]!.householdId, '6228480000000077778').expect(200);
    expect(await shown()).toEqual([[], [confirm], []]);
    // a batch of before the parts were kept apart: who sent it had decided what it pays
    await finance.look('alter table payment_batch_person disable trigger payment_batch_person_apart');
    await finance.look(`insert into payment_batch_person (batch_id, part, account_id) values ($1, 'decided', $2)`, [
      batch.id,
      cashier.accountId,
    ]);
    await finance.look('alter table payment_batch_person enable trigger payment_batch_person_apart');
    const { body: now } = await as(approver).get(`/payment-batches/${batch.id}`).expect(200);
    const confirmed = await as(approver).post(`/payment-batches/${batch.id}/payees`, now.changedPayees, now.version).expect(200);
    expect(await shown()).toEqual([[], [], [send]]);
    await as(officer(['cashier']))
      .post(`/payment-batches/${batch.id}/resend`, {}, confirmed.body.version)
      .expect(200);
    expect(await shown()).toEqual([[], [], []]);

    const waits = await declared(await decide(1));
    await as(approver).post(`/payment-batches/${waits.id}/approve`, {}, waits.version).expect(200);
    const [household] = await finance.look<{ id: string }>('select household_id as id from payment where batch_id = $1', [waits.id]);
    await setAccount(household!.id, '6228480000000077779').expect(200);
    finance.clock.advance(7 * 86_400_000);
    expect(await reminded(finance, as(approver), waits.id)).toEqual([confirm]);
  });
});
