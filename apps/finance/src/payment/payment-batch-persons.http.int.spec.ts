import { approveNewest } from '../../test/by-two.js';
import { batchDesk, FUND } from '../../test/payment-batch.factory.js';
import { officer, type Finance } from '../../test/service.js';

describe('a payment batch and its persons: refused is', () => {
  let finance: Finance;
  const { start, as, clerk, approver, cashier, decide, setAccount, accounts, answered, declared, returnFile, take, inFileOrder, decision } =
    batchDesk();

  beforeAll(async () => {
    finance = await start();
  });
  afterAll(async () => finance?.stop());

  it('one person doing two of the three', async () => {
    const rows = await decide(1);
    await accounts(rows);
    const all = officer(['county-officer', 'finance-approver', 'cashier']);
    const { body: made } = await as(all).post('/payment-batches', { title: '一人', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201);
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
        finance.look('insert into payment_batch_person (batch_id, part, account_id) values ($1, $2, $3)', [made.id, part, both.accountId]),
      ).rejects.toMatchObject({ code: 'JZ019' });
    await expect(finance.look('update payment_batch set declared_by = $2 where id = $1', [made.id, both.accountId])).rejects.toMatchObject({
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
    // who entered the account may propose to give the payment up, and never approves it
    const unpaid = inFileOrder(rows).map(({ amountFen }, i) => ({ position: i + 1, amountFen, reason: '其他' }));
    await take(batch.id, returnFile(batch.number, 1, unpaid)).expect(200);
    await as(clerk).post(`${path}/payments/${payment!.id}/give-up`, { reason: '测试' }).expect(200);
    expect((await approveNewest(as(both))).body.code).toBe('payment.same-person');
    await expect(finance.look(`update payment set state = 'givenUp' where id = $1`, [payment!.id])).rejects.toMatchObject({
      code: 'JZ130',
    });
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
    decision(rows[1]!.causeId).decidedBy = both.accountId;
    const batch = await declared(rows);
    const { body: approved } = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
    const { body } = await as(both).post(`/payment-batches/${batch.id}/send`, {}, approved.version);
    expect([body.code, body.detail]).toEqual(['payment.same-person', expect.stringContaining('您审批通过')]);
  });
});
