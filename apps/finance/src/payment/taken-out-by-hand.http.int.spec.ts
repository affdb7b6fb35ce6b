import { randomUUID } from 'node:crypto';
import { batchDesk, FUND } from '../../test/payment-batch.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';
import { fundAndScheme, reached, read, setAccount, subsidyOffice } from '../../test/subsidy.factory.js';
import type { Payable } from './payable-causes.js';

const REASON = '该户称存折被他人保管，正在核实';

describe('a payment that an officer takes out of a draft', () => {
  const desk = batchDesk();
  const { clerk, approver, cashier, as } = desk;
  let finance: Finance;
  beforeAll(async () => {
    finance = await desk.start();
  });
  afterAll(() => finance.stop());

  const rowsOf = async (id: string) =>
    (await as(clerk).get(`/payment-batches/${id}/payments`).expect(200)).body.items as { id: string; causeId: string; headName: string }[];
  const takeOut = (id: string, payment: string, version: number, by = clerk, body: object = { reason: REASON }) =>
    as(by).post(`/payment-batches/${id}/payments/${payment}/take-out`, body, version);

  it('waits for another batch; the draft is declared without it, and says why, who and when', async () => {
    const people = (await desk.decide(3)) as [Payable, Payable, Payable];
    await desk.accounts(people);
    const draft = await desk.draft(people);
    const rows = await rowsOf(draft.id);
    const out = rows.find(({ causeId }) => causeId === people[1].causeId)!;
    const { body: left } = await takeOut(draft.id, out.id, draft.version).expect(200);
    expect(left.totals).toMatchObject({ count: 2, sumFen: people[0].amountFen + people[2].amountFen });
    expect(left.takenOut).toMatchObject([
      {
        ...{ householdNumber: people[1].householdNumber, amountFen: people[1].amountFen, because: 'byHand', reason: REASON },
        ...{ batchWas: 'draft', takenByName: clerk.name },
      },
    ]);
    const audited = await finance.look<{ detail: unknown }>(
      `select detail from audit_log where action = 'payment-batch.take-out' and object_id = $1`,
      [draft.id],
    );
    expect(audited).toMatchObject([{ detail: { because: 'byHand', payment: out.id, reason: REASON } }]);

    // what was counted with it is not what is there
    const before = await as(clerk).post(`/payment-batches/${draft.id}/declare`, draft.totals, left.version);
    expect(before.body.code).toBe('payment.totals-differ');
    const { body: declared } = await as(clerk).post(`/payment-batches/${draft.id}/declare`, left.totals, left.version).expect(200);
    expect(declared.declared).toMatchObject({ count: 2, sumFen: left.totals.sumFen });
    const { body: other } = await as(clerk)
      .post('/payment-batches', { title: '下一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const about = { causeType: 'test-decision', causeIds: [people[1].causeId] };
    const { body: next } = await as(clerk).post(`/payment-batches/${other.id}/payments`, about, other.version).expect(200);
    expect(next.totals.count).toBe(1);
  });

  it('is a draft’s payment, taken out for a reason by who prepares batches of the whole county', async () => {
    const people = await desk.decide(2);
    await desk.accounts(people);
    const draft = await desk.draft(people);
    const [first, second] = (await rowsOf(draft.id)) as unknown as [{ id: string }, { id: string }];
    expect((await takeOut(draft.id, first.id, draft.version, clerk, {})).status).toBe(400);
    for (const who of [approver, cashier]) expect((await takeOut(draft.id, first.id, draft.version, who)).status).toBe(403);
    const ofTownship = officer(['county-officer'], '360781102');
    expect((await takeOut(draft.id, first.id, draft.version, ofTownship)).body.code).toBe('finance.whole-county-only');
    expect((await takeOut(draft.id, first.id, draft.version - 1)).status).toBe(412);
    expect((await takeOut(draft.id, randomUUID(), draft.version)).body.code).toBe('payment.not-in-batch');
    const { body: left } = await takeOut(draft.id, first.id, draft.version).expect(200);
    expect((await takeOut(draft.id, first.id, left.version)).body.code).toBe('payment.not-in-batch');
    const { body: declared } = await as(clerk).post(`/payment-batches/${draft.id}/declare`, left.totals, left.version).expect(200);
    expect((await takeOut(draft.id, second.id, declared.version)).body.code).toBe('payment.step-not-possible');
    await expect(
      finance.look(
        `insert into payment_taken_out (id, batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, because, batch_was, taken_at, taken_by, taken_by_name)
         select gen_random_uuid(), batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, 'byHand', 'draft', now(), $2, '某人' from payment where id = $1`,
        [second.id, clerk.accountId],
      ),
    ).rejects.toMatchObject({ constraint: 'payment_taken_out_by_hand_says_why' });
  });

  it('is owed no more when an approval has stood over it; who took it out approves nothing of the batch', async () => {
    const both = officer(['county-officer', 'finance-approver']);
    const people = await desk.decide(2);
    const owed = await desk.balance('payable/reward-subsidy');
    const declared = await desk.declared(people);
    const path = `/payment-batches/${declared.id}`;
    const { body: approved } = await as(approver).post(`${path}/approve`, {}, declared.version).expect(200);
    expect(await desk.balance('payable/reward-subsidy')).not.toBe(owed);
    const { body: back } = await as(approver).post(`${path}/refuse`, { reason: '账户有争议' }, approved.version).expect(200);
    const [first, second] = (await rowsOf(declared.id)) as unknown as [{ id: string }, { id: string }];
    // who approved it once neither puts in nor takes out
    const was = { ...both, accountId: approver.accountId };
    expect((await takeOut(declared.id, first.id, back.version, was)).body.code).toBe('payment.same-person');
    const { body: left } = await takeOut(declared.id, first.id, back.version, both).expect(200);
    const { body: again } = await as(clerk).post(`${path}/declare`, left.totals, left.version).expect(200);
    expect((await as(both).post(`${path}/approve`, {}, again.version)).body.code).toBe('payment.same-person');
    const { body: reopened } = await as(clerk).post(`${path}/reopen`, { reason: '也移出' }, again.version).expect(200);
    await takeOut(declared.id, second.id, reopened.version).expect(200);
    expect(await desk.balance('payable/reward-subsidy')).toBe(owed);
  });
});

describe('a subsidy whose payment is taken out of a draft', () => {
  let finance: Finance;
  beforeAll(async () => {
    finance = await startFinance();
  });
  afterAll(() => finance?.stop());

  it('is approved and waits, as before it was put in', async () => {
    const people = subsidyOffice(finance);
    await fundAndScheme(people);
    const id = await reached(finance, people, 'approve');
    await setAccount(people, (await read(people, id)).householdId);
    const { body: batch } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const { body: filled } = await people.bureau
      .post(`/payment-batches/${batch.id}/payments`, { causeType: 'subsidy-application', causeIds: [id] }, batch.version)
      .expect(200);
    expect((await read(people, id)).state).toBe('inPayment');
    const [payment] = await finance.look<{ id: string }>('select id from payment where cause_id = $1', [id]);
    await people.bureau
      .post(`/payment-batches/${batch.id}/payments/${payment!.id}/take-out`, { reason: REASON }, filled.version)
      .expect(200);
    const { state, events } = await read(people, id);
    expect([state, events[0].step]).toEqual(['approved', 'release']);
  });
});
