import { fakePayables, households, type FakePayables } from '../../test/fake-payables.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import type { Payable } from './payable-causes.js';

const FUND = 'industry-2015';
const REASON = '兄弟两户共用一卡，村委会已证明';

describe('accounts of several, or of who is no member of the household', () => {
  let finance: Finance;
  let payables: FakePayables;
  const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];
  const both = officer(['county-officer', 'finance-approver']);
  const as = (who: typeof clerk) => finance.as(who);
  const record = ({ householdId }: Payable, last: string, holderName = '刘示例', by = clerk) =>
    as(by)
      .post('/payment-accounts', {
        ...{ householdId, bankName: '瑞金农商银行', accountNumber: `622848000000000${last}`, holderName },
        ...{ sourceDocument: '存折', reason: '首次登记' },
      })
      .expect(200);
  const declared = async (...rows: Payable[]) => {
    const decided = rows.map((row) => ({ ...row, causeId: crypto.randomUUID() }));
    payables.decide(FUND, ...decided);
    const { body } = await as(clerk).post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201);
    const about = { causeType: 'test-decision', causeIds: decided.map(({ causeId }) => causeId) };
    const { body: added } = await as(clerk).post(`/payment-batches/${body.id}/payments`, about, body.version).expect(200);
    return (await as(clerk).post(`/payment-batches/${body.id}/declare`, added.totals, added.version).expect(200)).body;
  };
  interface Batch {
    id: string;
    version: number;
  }
  const approve = ({ id, version }: Batch) => as(approver).post(`/payment-batches/${id}/approve`, {}, version);
  const found = async ({ id }: Batch, by = approver) =>
    (await as(by).get(`/payment-batches/${id}/payments?payee=finding`).expect(200)).body.items as {
      headName: string;
      payee: { accountId: string; digest: string; holderName: string; sharedWith: number; isStranger: boolean; answer: unknown };
    }[];
  const answer = async (batch: Batch, by = approver, digest?: string) => {
    const findings = (await found(batch)).map(({ payee }) => ({ accountId: payee.accountId, digest: digest ?? payee.digest }));
    return as(by).post(`/payment-batches/${batch.id}/payee-answers`, { findings, reason: REASON }, batch.version);
  };
  const counted = async ({ id }: Batch) => (await as(clerk).get(`/payment-batches/${id}`).expect(200)).body.payeeFindings;

  beforeAll(async () => {
    finance = await startFinance();
    payables = fakePayables(finance);
    await as(clerk).post('/budget/funds', { code: FUND, nameZh: '产业扶贫资金', nameEn: 'industry fund', purpose: 'industry' }).expect(201);
  });
  afterAll(() => finance.stop());

  it('are seen in the batch and answered once, with a reason, before it is approved', async () => {
    const [elder, younger, alone] = (await households(finance, 3)) as [Payable, Payable, Payable];
    await record(elder, '1001');
    await record(younger, '1001', '钱经办');
    await record(alone, '1002');
    const batch = await declared(elder, younger, alone);
    expect(batch.payeeFindings).toEqual({ count: 2, unanswered: 2 });
    const { body: list } = await as(approver).get(`/payment-batches/${batch.id}/payments`).expect(200);
    const rows = list.items as { householdId: string; payee: unknown }[];
    const payeeOf = ({ householdId }: Payable) => rows.find((row) => row.householdId === householdId)?.payee;
    const plain = { bankName: '瑞金农商银行', holderName: '刘示例', answer: null };
    expect(payeeOf(alone)).toMatchObject({ ...plain, sharedWith: 0, sharedHouseholds: [], isStranger: false, digest: null });
    const other = { householdNumber: elder.householdNumber, headName: elder.headName };
    expect(payeeOf(younger)).toMatchObject({ ...plain, holderName: '钱经办', sharedWith: 1, sharedHouseholds: [other], isStranger: true });
    expect(payeeOf(elder)).toMatchObject({ ...plain, sharedWith: 1, isStranger: false });

    const refused = await approve(batch);
    expect([refused.status, refused.body.code]).toEqual([409, 'payment.payees-unanswered']);
    expect(refused.body.problems.map(({ code }: { code: string }) => code).toSorted()).toEqual([
      'payment.payee-shared',
      'payment.payee-stranger',
    ]);
    expect(JSON.stringify(refused.body)).not.toMatch(/钱经办|刘示例|1001/);
    // nor does the database approve it
    await expect(
      finance.look('update payment_batch set approved_by = $2, approved_at = now() where id = $1', [batch.id, approver.accountId]),
    ).rejects.toMatchObject({ code: 'JZ109' });
    expect((await answer(batch, clerk)).status).toBe(403);
    expect((await answer(batch, approver, '0'.repeat(64))).body.code).toBe('payment.payee-findings-changed');
    expect((await answer(batch).then(({ body }) => body)).payeeFindings).toEqual({ count: 2, unanswered: 0 });
    expect((await found(batch)).map(({ payee }) => payee.answer)).toEqual([
      { reason: REASON, byName: approver.name, at: expect.stringMatching(/^2016/) },
      { reason: REASON, byName: approver.name, at: expect.stringMatching(/^2016/) },
    ]);
    const { body: approved } = await approve(batch).expect(200);
    await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, approved.version).expect(200);
  });

  it('are not asked again in the next batch, until somebody else comes to the number or the holder leaves the household', async () => {
    const [elder, younger, third] = (await households(finance, 3)) as [Payable, Payable, Payable];
    for (const one of [elder, younger]) await record(one, '2001');
    const first = await declared(elder, younger);
    await answer(first).then(({ status }) => expect(status).toBe(200));
    await approve(first).then(({ status }) => expect(status).toBe(200));
    const second = await declared(elder, younger);
    expect(await counted(second)).toEqual({ count: 2, unanswered: 0 });
    await record(third, '2001');
    expect(await counted(second)).toEqual({ count: 2, unanswered: 2 });
    expect((await approve(second)).body.code).toBe('payment.payees-unanswered');
    // with fewer there is nothing new
    await record(third, '2002');
    await approve(second).then(({ status }) => expect(status).toBe(200));

    const next = await declared(third);
    expect(await counted(next)).toEqual({ count: 0, unanswered: 0 });
    await finance.look(`delete from directory_person where household_id = $1 and name = '刘示例'`, [third.householdId]);
    expect(await counted(next)).toEqual({ count: 1, unanswered: 1 });
    expect((await found(next))[0]!.payee).toMatchObject({ isStranger: true, sharedWith: 0 });
  });

  it('are answered by nobody who recorded one; a point or a blank in a name is no stranger', async () => {
    const [one, two] = (await households(finance, 2)) as [Payable, Payable];
    await record(one, '3001', '外人', both);
    await record(two, '3002', '刘 示例');
    const batch = await declared(one, two);
    expect(await counted(batch)).toEqual({ count: 1, unanswered: 1 });
    expect((await answer(batch, both)).body.code).toBe('payment.same-person');
    const { accountId } = (await found(batch))[0]!.payee;
    const inserted = finance.look(
      `insert into payee_answer (id, account_id, village_code, shared_with, is_stranger, reason, batch_id, answered_at, answered_by, answered_by_name)
       values (gen_random_uuid(), $1, '360781102208', '{}', true, '好的', $2, now(), $3, '某人')`,
      [accountId, batch.id, both.accountId],
    );
    await expect(inserted).rejects.toMatchObject({ code: 'JZ110' });
  });

  it('who only reads sees how a name begins, and of its area only', async () => {
    const [one] = (await households(finance, 1)) as [Payable];
    await record(one, '4001', '欧阳示例');
    const batch = await declared(one);
    const seenBy = async (who: typeof clerk) => (await found(batch, who)).map(({ payee }) => payee.holderName);
    expect(await seenBy(clerk)).toEqual(['欧阳示例']);
    expect(await seenBy(officer(['leader'], COUNTY))).toEqual(['欧阳**']);
    expect(await seenBy(officer(['county-officer'], '360781103'))).toEqual([]);
  });
});
