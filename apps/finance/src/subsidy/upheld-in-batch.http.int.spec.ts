import type { Caller } from '@jingzhun/service-shell/testing';
import {
  asked,
  bankAnswers,
  decideObjection,
  fundAndScheme,
  FUND,
  household,
  objectedOnPaper,
  reached,
  read,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

const ELSEWHERE = '360781103201';
const PAYABLE = 'payable/reward-subsidy/industry-reward-2015';
const UPHELD = { outcome: 'upheld', effect: { kind: 'reject' }, answer: 'facts-confirmed', findings: '经现场核实，情况属实。' };
const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };

describe('an objection while the money is in a batch that has not left', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let investigator: Caller;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    investigator = finance.as(officer(['township-officer'], TOWNSHIP));
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const approvedOne = async (): Promise<string> => {
    const householdId = await household(finance);
    await setAccount(people, householdId, `62284800000${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`);
    return reached(finance, people, 'approve', { householdId });
  };

  const onPaper = async (id: string): Promise<string> => objectedOnPaper(finance, investigator, (await read(people, id)).notice);

  /** A draft with these; the second lies in another township, which the investigator does not see. */
  const batchOf = async (...ids: string[]) => {
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    await people.bureau.post(`${path}/payments`, { causeType: 'subsidy-application', causeIds: ids }, draft.version).expect(200);
    if (ids[1]) await finance.look('update payment set village_code = $2 where cause_id = $1', [ids[1], ELSEWHERE]);
    const now = async () => (await people.bureau.get(path).expect(200)).body;
    const step = async (by: Caller, name: string, body?: object) => {
      const { version, totals } = await now();
      return by.post(`${path}/${name}`, body ?? (name === 'declare' ? totals : {}), version);
    };
    return { path, id: draft.id as string, now, step };
  };
  const owed = async (): Promise<number> =>
    (
      await finance.look<{ sum: number }>('select coalesce(sum(amount_fen), 0)::int as sum from ledger_line where account_code = $1', [
        PAYABLE,
      ])
    )[0]!.sum;
  const bookBalances = async (): Promise<void> => {
    const { body } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
  };
  const ended = async (id: string): Promise<void> => {
    expect(await read(people, id)).toMatchObject({ state: 'rejected', amountFen: null, payment: null, next: [] });
    expect(await finance.look('select state from commitment where cause_id = $1', [id])).toEqual([{ state: 'released' }]);
    expect(await finance.look('select from subsidy_grant where application_id = $1 and voided_at is null', [id])).toEqual([]);
  };

  it('open: a draft is not declared, with the row and what to do; upheld: the row is out, the application ends, the parcel is free', async () => {
    const [id, other] = [await approvedOne(), await approvedOne()];
    const batch = await batchOf(id, other);
    const objection = await onPaper(id);
    const stopped = await batch.step(people.bureau, 'declare');
    const [row] = await finance.look<{ id: string }>('select id from payment where cause_id = $1', [id]);
    expect(stopped.body).toMatchObject({
      status: 409,
      code: 'payment.stopped',
      problems: [{ code: 'payment.open-objection', pointer: `/payments/${row!.id}` }],
    });
    expect((await decideObjection(finance, investigator, objection, UPHELD)).status).toBe(200);
    await ended(id);
    expect(await batch.now()).toMatchObject({
      state: 'draft',
      totals: { count: 1 },
      takenOut: [{ because: 'objectionUpheld', batchWas: 'draft' }],
    });
    const { parcel, householdId } = await read(people, id);
    await people.clerk.post('/subsidy-applications', await asked(finance, { parcel, householdId })).expect(201);
    expect((await batch.step(people.bureau, 'declare')).status).toBe(200);
  });

  it('dismissed: the batch goes on as it was', async () => {
    const id = await approvedOne();
    const batch = await batchOf(id);
    const objection = await onPaper(id);
    expect((await batch.step(people.bureau, 'declare')).body.code).toBe('payment.stopped');
    expect((await decideObjection(finance, investigator, objection, DISMISSED)).status).toBe(200);
    expect((await batch.step(people.bureau, 'declare')).status).toBe(200);
    expect((await batch.step(people.approver, 'approve')).status).toBe(200);
    expect((await batch.step(people.cashier, 'send')).status).toBe(200);
  });

  it('a declared batch is not approved; upheld it is a draft again, for every township', async () => {
    const [id, other] = [await approvedOne(), await approvedOne()];
    const batch = await batchOf(id, other);
    expect((await batch.step(people.bureau, 'declare')).status).toBe(200);
    const objection = await onPaper(id);
    expect((await batch.step(people.approver, 'approve')).body.code).toBe('payment.stopped');
    expect((await decideObjection(finance, investigator, objection, UPHELD)).status).toBe(200);
    await ended(id);
    expect(await batch.now()).toMatchObject({ state: 'draft', totals: { count: 1 }, takenOut: [{ batchWas: 'declared' }] });
    // the accounts are those that are open when it is declared anew, of the other township too
    expect(await finance.look('select account_id from payment where cause_id = $1', [other])).toEqual([{ account_id: null }]);
  });

  it('an approved batch is not sent; upheld the approval falls, what was owed is reversed, the others are approved anew and paid once', async () => {
    const before = await owed();
    const [id, other] = [await approvedOne(), await approvedOne()];
    const amount = (await read(people, id)).amountFen;
    const batch = await batchOf(id, other);
    for (const [by, name] of [
      [people.bureau, 'declare'],
      [people.approver, 'approve'],
    ] as const)
      expect((await batch.step(by, name)).status).toBe(200);
    expect(await owed()).toBe(before - 2 * amount);
    const objection = await onPaper(id);
    expect((await batch.step(people.cashier, 'send')).body).toMatchObject({
      code: 'payment.stopped',
      problems: [{ code: 'payment.open-objection' }],
    });
    expect((await decideObjection(finance, investigator, objection, UPHELD)).status).toBe(200);
    await ended(id);
    expect(await batch.now()).toMatchObject({
      state: 'draft',
      approvedByName: null,
      totals: { count: 1 },
      byState: { prepared: { count: 1 } },
      takenOut: [{ batchWas: 'approved' }],
    });
    expect(await owed()).toBe(before - amount);
    expect((await batch.step(people.cashier, 'send')).body.code).toBe('payment.step-not-possible');
    for (const [by, name] of [
      [people.bureau, 'declare'],
      [people.approver, 'approve'],
      [people.cashier, 'send'],
    ] as const)
      expect([name, (await batch.step(by, name)).status]).toEqual([name, 200]);
    expect(await owed()).toBe(before - amount);
    await people.cashier
      .upload(`${batch.path}/returns`, await bankAnswers(finance, batch.id, 1, finance.clock.today()), 'text/csv')
      .expect(200);
    expect([await owed(), (await read(people, other)).state]).toEqual([before, 'paid']);
    await bookBalances();
  });

  it('an approver takes an approved batch back; cancelled, nothing is owed any more and the next batch pays', async () => {
    const before = await owed();
    const id = await approvedOne();
    const batch = await batchOf(id);
    for (const [by, name] of [
      [people.bureau, 'declare'],
      [people.approver, 'approve'],
    ] as const)
      expect((await batch.step(by, name)).status).toBe(200);
    const objection = await onPaper(id);
    expect((await batch.step(people.cashier, 'refuse', { reason: '有异议' })).status).toBe(403);
    expect((await batch.step(people.approver, 'refuse', { reason: '有异议，待答复' })).status).toBe(200);
    expect(await batch.now()).toMatchObject({ state: 'draft', approvedByName: null });
    expect((await batch.step(people.bureau, 'cancel', { reason: '重新组批' })).status).toBe(200);
    expect([await owed(), (await read(people, id)).state]).toEqual([before, 'approved']);
    expect((await decideObjection(finance, investigator, objection, DISMISSED)).status).toBe(200);
    const next = await sentToBank(people, [id]);
    await people.cashier
      .upload(`/payment-batches/${next.id}/returns`, await bankAnswers(finance, next.id, 1, finance.clock.today()), 'text/csv')
      .expect(200);
    expect([await owed(), (await read(people, id)).state]).toEqual([before, 'paid']);
    await bookBalances();
  });

  it('one that was left in a batch against an upheld objection ends when the batch is cancelled, or by an approver', async () => {
    const [id, second] = [await approvedOne(), await approvedOne()];
    const batch = await batchOf(id, second);
    // as a county has it from before
    await finance.look(
      `set session_replication_role = replica; update notice set objections_upheld = 1 where subject_id in ('${id}', '${second}'); set session_replication_role = origin`,
    );
    expect((await batch.step(people.bureau, 'declare')).body).toMatchObject({
      code: 'payment.stopped',
      problems: [{ code: 'payment.upheld-objection' }, {}],
    });
    expect((await batch.step(people.bureau, 'cancel', { reason: '异议成立' })).status).toBe(200);
    await ended(id);
    const stuck = await approvedOne();
    expect((await stepTaken(people.approver, stuck, 'reject', { reason: '异议成立' })).body).toMatchObject({
      code: 'subsidy.not-yet',
    });
    await finance.look(
      `set session_replication_role = replica; update notice set objections_upheld = 1 where subject_id = '${stuck}'; set session_replication_role = origin`,
    );
    expect((await read(people, stuck)).next).toMatchObject([{ step: 'reject', possible: true }]);
    expect((await stepTaken(people.approver, stuck, 'reject', { reason: '异议成立' })).status).toBe(200);
    await ended(stuck);
  });

  it('under the code: no payment becomes sent against an objection', async () => {
    const id = await approvedOne();
    const batch = await batchOf(id);
    for (const [by, name] of [
      [people.bureau, 'declare'],
      [people.approver, 'approve'],
    ] as const)
      expect((await batch.step(by, name)).status).toBe(200);
    await onPaper(id);
    await expect(finance.look(`update payment set state = 'sent', attempt = 1 where cause_id = $1`, [id])).rejects.toMatchObject({
      code: 'JZ104',
    });
  });
});
