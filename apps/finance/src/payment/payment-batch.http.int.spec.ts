import { randomUUID } from 'node:crypto';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { fakePayables, households, type FakePayables } from '../../test/fake-payables.js';
import { reminded } from '../../test/reminded.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { Commitments } from '../budget/commitments.js';
import type { Payable } from './payable-causes.js';

const FUND = 'industry-2015';
const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };

describe('a payment batch', () => {
  let finance: Finance;
  let payables: FakePayables;
  const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];
  const as = (who: ReturnType<typeof officer>) => finance.as(who);

  const decide = async (count: number, village?: string): Promise<Payable[]> => {
    const made = await households(finance, count, village);
    const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as never, COUNTY as never);
    await finance.db.transaction(sessionOf(clerk), (em) =>
      finance.app.get(Commitments).commit(
        em,
        made.map(({ causeId, villageCode, amountFen }) => ({
          fundCode: FUND,
          villageCode,
          amountFen,
          cause: { type: 'test-decision', id: causeId },
        })),
        policy,
      ),
    );
    payables.decide(FUND, ...made);
    return made;
  };
  const setAccount = (householdId: string, accountNumber: string, by = clerk) =>
    as(by).post('/payment-accounts', {
      householdId,
      bankName: '瑞金农商银行',
      accountNumber,
      holderName: '刘示例',
      sourceDocument: '一卡通名册',
      reason: '首次登记',
    });
  let recorded = 0;
  const accounts = async (rows: readonly Payable[]): Promise<void> => {
    for (const { householdId } of rows) {
      await setAccount(householdId, `62284800000000${String(recorded).padStart(5, '0')}`).expect(200);
      recorded += 1;
    }
  };
  /** What is found is right: brothers with one card, a guardian. */
  const answered = async (path: string, by = approver, reason = '兄弟两户共用一卡，已核对存折'): Promise<void> => {
    const { body: seen } = await as(by).get(path).expect(200);
    const { body: list } = await as(by).get(`${path}/payments?payee=finding`).expect(200);
    const findings = list.items.map(({ payee }: { payee: { accountId: string; digest: string } }) => ({
      accountId: payee.accountId,
      digest: payee.digest,
    }));
    await as(by).post(`${path}/payee-answers`, { findings, reason }, seen.version).expect(200);
  };
  const draft = async (rows: readonly Payable[]) => {
    const { body } = await as(clerk)
      .post('/payment-batches', { title: '第一批产业奖补', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    return (
      await as(clerk)
        .post(
          `/payment-batches/${body.id}/payments`,
          { causeType: 'test-decision', causeIds: rows.map(({ causeId }) => causeId) },
          body.version,
        )
        .expect(200)
    ).body;
  };
  const declared = async (rows: readonly Payable[], haveAccounts = false) => {
    if (!haveAccounts) await accounts(rows);
    const batch = await draft(rows);
    return (await as(clerk).post(`/payment-batches/${batch.id}/declare`, batch.totals, batch.version).expect(200)).body;
  };
  const sent = async (rows: readonly Payable[]) => {
    const batch = await declared(rows);
    const approved = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
    return (await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, approved.body.version).expect(200)).body;
  };
  const returnFile = (
    number: number,
    file: number,
    answers: readonly { position: number; amountFen: number; reason?: string; on?: string }[],
  ): string => {
    const reference = (position: number) =>
      `${String(number).padStart(6, '0')}-${String(file).padStart(2, '0')}-${String(position).padStart(6, '0')}`;
    const lines = answers.map(
      ({ position, amountFen, reason, on = finance.clock.today() }) =>
        `${reference(position)},${plainYuan(amountFen as Fen)},${reason ? '失败' : '成功'},${reason ?? ''},${on}`,
    );
    const sum = answers.reduce((total, { amountFen }) => total + amountFen, 0);
    return `付款编号,金额（元）,结果,原因,日期\r\n${lines.join('\r\n')}\r\n合计,${plainYuan(sum as Fen)},${answers.length},,\r\n`;
  };
  const take = (id: string, text: string) => as(cashier).upload(`/payment-batches/${id}/returns`, text, 'text/csv');
  const balance = async (code: string): Promise<number> => {
    const { body } = await as(clerk).get('/ledger/trial-balance?on=2016-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    return body.accounts.find((account: { code: string }) => account.code === code)?.balanceFen ?? 0;
  };
  const inFileOrder = (rows: readonly Payable[]): Payable[] => rows.toSorted((a, b) => (a.householdNumber < b.householdNumber ? -1 : 1));

  beforeAll(async () => {
    finance = await startFinance();
    payables = fakePayables(finance);
    await as(clerk)
      .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose: 'industry' })
      .expect(201);
    await as(clerk)
      .post(`/budget/funds/${FUND}/changes`, { amountFen: 28_000_000_000, on: '2016-06-01', ...RECORDED })
      .expect(200);
    await as(clerk)
      .post(`/budget/funds/${FUND}/allotments`, { area: COUNTY, amountFen: 28_000_000_000, ...RECORDED })
      .expect(200);
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
    expect(rows.map(({ causeId }) => payables.decided.get(causeId)!.state)).toEqual(['paid', 'paid', 'paid']);
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
    const given = await as(approver)
      .post(`/payment-batches/${batch.id}/payments/${list.items[1].id}/give-up`, { reason: '户主去世，无继承人' })
      .expect(200);
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

  describe('refuses', () => {
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
      expect(
        answers.map(({ status, body }) => [status, body.code, body.problems.map((problem: { code: string }) => problem.code)]),
      ).toEqual([
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
        expect((await as(clerk).post(`/payment-batches/${batch.id}/declare`, totals, batch.version)).body.code).toBe(
          'payment.totals-differ',
        );
    });

    it('an approval when a row was changed behind the declaration', async () => {
      const rows = await decide(2);
      const batch = await declared(rows);
      await finance.look('alter table payment disable trigger user');
      await finance.look('update payment set amount_fen = amount_fen + 100 where cause_id = $1', [rows[0]!.causeId]);
      await finance.look('alter table payment enable trigger user');
      expect((await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version)).body.code).toBe('payment.totals-differ');
    });

    it('one person doing two of the three', async () => {
      const rows = await decide(1);
      await accounts(rows);
      const all = officer(['county-officer', 'finance-approver', 'cashier']);
      const { body: made } = await as(all)
        .post('/payment-batches', { title: '一人', benefit: 'rewardSubsidy', fundCode: FUND })
        .expect(201);
      const { body: filled } = await as(all)
        .post(`/payment-batches/${made.id}/payments`, { causeType: 'test-decision', causeIds: [rows[0]!.causeId] }, made.version)
        .expect(200);
      const { body: batch } = await as(all).post(`/payment-batches/${made.id}/declare`, filled.totals, filled.version).expect(200);
      expect((await as(all).post(`/payment-batches/${made.id}/approve`, {}, batch.version)).body.code).toBe('payment.same-person');
      const both = officer(['finance-approver', 'cashier']);
      const { body: approved } = await as(both).post(`/payment-batches/${made.id}/approve`, {}, batch.version).expect(200);
      expect((await as(both).post(`/payment-batches/${made.id}/send`, {}, approved.version)).body.code).toBe('payment.same-person');
      expect((await as(clerk).post(`/payment-batches/${made.id}/send`, {}, approved.version)).body.code).toBe('auth.not-permitted');
      // and the database says the same
      await expect(
        finance.look('update payment_batch set sent_by = entered_by, sent_at = now() where id = $1', [made.id]),
      ).rejects.toMatchObject({ code: '23514' });
    });

    it("a further hand of one person: who filled a colleague's draft approves it not, who approved pays nothing again", async () => {
      const rows = await decide(1);
      await accounts(rows);
      const two = officer(['county-officer', 'finance-approver']);
      const { body: made } = await as(clerk)
        .post('/payment-batches', { title: '同事的草稿', benefit: 'rewardSubsidy', fundCode: FUND })
        .expect(201);
      const { body: filled } = await as(two)
        .post(`/payment-batches/${made.id}/payments`, { causeType: 'test-decision', causeIds: [rows[0]!.causeId] }, made.version)
        .expect(200);
      const { body: batch } = await as(clerk).post(`/payment-batches/${made.id}/declare`, filled.totals, filled.version).expect(200);
      expect(batch.declaredByName).toBe(clerk.name);
      expect((await as(two).post(`/payment-batches/${made.id}/approve`, {}, batch.version)).body.code).toBe('payment.same-person');
      const both = officer(['finance-approver', 'cashier']);
      const { body: approved } = await as(both).post(`/payment-batches/${made.id}/approve`, {}, batch.version).expect(200);
      const { body: out } = await as(cashier).post(`/payment-batches/${made.id}/send`, {}, approved.version).expect(200);
      const line = { position: 1, amountFen: rows[0]!.amountFen, reason: '户名不符' };
      const { body: back } = await take(made.id, returnFile(out.number, 1, [line])).expect(200);
      expect((await as(both).post(`/payment-batches/${made.id}/resend`, {}, back.batch.version)).body.code).toBe('payment.same-person');
      // whatever names a person in the tables becomes a part: the database refuses the same
      for (const part of ['pays', 'enters'])
        await expect(
          finance.look('insert into payment_batch_person (batch_id, part, account_id) values ($1, $2, $3)', [
            made.id,
            part,
            both.accountId,
          ]),
        ).rejects.toMatchObject({ code: 'JZ019' });
      await expect(
        finance.look('update payment_batch set declared_by = $2 where id = $1', [made.id, both.accountId]),
      ).rejects.toMatchObject({
        code: 'JZ019',
      });
      await as(officer(['cashier']))
        .post(`/payment-batches/${made.id}/resend`, {}, back.batch.version)
        .expect(200);
    });

    it('another payee than the one declared, and than the one approved, until a second person has seen it', async () => {
      const rows = inFileOrder(await decide(2));
      const batch = await declared(rows);
      const path = `/payment-batches/${batch.id}`;
      const own = '6228480000000077777';
      await setAccount(rows[0]!.householdId, own).expect(200);
      const refused = await as(approver).post(`${path}/approve`, {}, batch.version);
      expect([refused.body.code, refused.body.problems.length, refused.body.next]).toEqual([
        'payment.payees-changed',
        1,
        expect.stringContaining('重新申报'),
      ]);
      const { body: draftAgain } = await as(clerk).post(`${path}/reopen`, { reason: '换卡' }, batch.version).expect(200);
      expect(draftAgain.totals.digest).not.toBe(batch.totals.digest);
      // what was declared before is not what is there
      expect((await as(clerk).post(`${path}/declare`, batch.totals, draftAgain.version)).body.code).toBe('payment.totals-differ');
      const { body: second } = await as(clerk).post(`${path}/declare`, draftAgain.totals, draftAgain.version).expect(200);
      const { body: approved } = await as(approver).post(`${path}/approve`, {}, second.version).expect(200);

      const both = officer(['county-officer', 'finance-approver']);
      for (const [i, { householdId }] of rows.entries())
        await as(i === 0 ? clerk : both)
          .post('/payment-accounts', {
            ...{ householdId, bankName: '瑞金农商银行', accountNumber: own, holderName: '经办人' },
            ...{ sourceDocument: '存折', reason: '换卡' },
          })
          .expect(200);
      expect((await as(cashier).post(`${path}/send`, {}, approved.version)).body.code).toBe('payment.payees-changed');
      const { body: seen } = await as(approver).get(path).expect(200);
      const { body: list } = await as(approver).get(`${path}/payments?payee=changed`).expect(200);
      expect([seen.changedPayees.count, list.items[0].payeeChange]).toEqual([
        2,
        { accountMasked: '***************7777', bankName: '瑞金农商银行', holderName: '经办人', recordedByName: clerk.name, sharedWith: 1 },
      ]);
      const confirm = (who: ReturnType<typeof officer>, body: object) => as(who).post(`${path}/payees`, body, approved.version);
      const changed = seen.changedPayees;
      expect((await confirm(approver, { ...changed, count: 1 })).body.code).toBe('payment.payees-seen-differ');
      expect((await confirm(approver, { ...changed, digest: '0'.repeat(64) })).body.code).toBe('payment.payees-seen-differ');
      expect((await confirm(both, changed)).body.code).toBe('payment.payee-by-same-person');
      // nor does the database let an approved payment go elsewhere
      const [payment] = await finance.look<{ id: string; account: string }>(
        `select p.id, a.id as account from payment p join payment_account a on a.household_id = p.household_id and a.closed_at is null where p.batch_id = $1 limit 1`,
        [batch.id],
      );
      const elsewhere = finance.look('update payment set account_id = $2 where id = $1', [payment!.id, payment!.account]);
      await expect(elsewhere).rejects.toMatchObject({ code: 'JZ031' });
      // two households with the card of an officer: somebody says why first
      expect((await confirm(approver, changed)).body.code).toBe('payment.payees-unanswered');
      await answered(path);
      const { body: right } = await confirm(approver, changed).expect(200);
      const { body: out } = await as(cashier).post(`${path}/send`, {}, right.version).expect(200);
      expect(out.state).toBe('sent');
      expect((await as(cashier).get(`${path}/files/1`).expect(200)).text.split(own)).toHaveLength(3);
      const form = await as(cashier).get(`${path}/files/1?format=return`).expect(200);
      expect(form.headers['content-disposition']).toMatch(/-return\.csv/);
      expect(form.text).toMatch(/^\uFEFF?付款编号,金额（元）,结果,原因,日期\r\n\d{6}-01-000001,/);
      expect(form.text).not.toContain(own);
      expect((await as(both).post(`${path}/payments/${payment!.id}/give-up`, { reason: '测试' })).body.code).toBe('payment.same-person');
    });

    it('a number sealed anew behind the approval: nothing leaves', async () => {
      const rows = inFileOrder(await decide(2));
      const batch = await declared(rows);
      const { body: approved } = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
      await finance.look(`update payment_account a set account_index = '\\x00' where a.household_id = $1 and a.closed_at is null`, [
        rows[0]!.householdId,
      ]);
      expect((await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, approved.version)).body.code).toBe('payment.totals-differ');
      expect(await finance.look('select 1 from payment_attempt where batch_id = $1', [batch.id])).toEqual([]);
    });

    it('who approved what a payment pays, to send it', async () => {
      const both = officer(['finance-approver', 'cashier']);
      const rows = await decide(2);
      payables.decided.get(rows[1]!.causeId)!.decidedBy = both.accountId;
      const batch = await declared(rows);
      const { body: approved } = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
      const { body } = await as(both).post(`/payment-batches/${batch.id}/send`, {}, approved.version);
      expect([body.code, body.detail]).toEqual(['payment.same-person', expect.stringContaining('您审批通过')]);
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
      expect(payables.decided.get(rows[0]!.causeId)!.state).toBe('waiting');
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
