import {
  bankAnswers,
  decideObjection,
  fundAndScheme,
  FUND,
  objected,
  objectedOnPaper,
  reached,
  read,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
  noticeOver,
} from '../../test/subsidy.factory.js';
import { approveNewest } from '../../test/by-two.js';
import { reminded } from '../../test/reminded.js';
import { officer, startFinance, type Finance } from '../../test/service.js';
import { ReminderRounds } from '@jingzhun/reminders';
import type { Caller } from '@jingzhun/service-shell/testing';

const DISMISSED = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
const upheld = (effect: object) => ({ outcome: 'upheld', effect, answer: 'facts-confirmed', findings: '经现场核实，情况属实。' });

describe('objections to a subsidy', () => {
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

  const onPaper = (noticeId: string, lastDay: string): Promise<string> => objectedOnPaper(finance, investigator, { id: noticeId, lastDay });

  it('open: the notice is not closed and nothing is approved; who took part does not answer it; dismissed: it goes on', async () => {
    const id = await reached(finance, people, 'post');
    const { notice } = await read(people, id);
    const objection = await objected(finance, notice.id);
    const early = await people.clerk.post(`/notices/${notice.id}/close`);
    expect(early.body.code).toBe('notice.not-closable');
    expect((await decideObjection(finance, people.inspector, objection, DISMISSED)).body.code).toBe('objection.own-case');
    expect((await decideObjection(finance, investigator, objection, DISMISSED)).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'noticePosted', notice: { openObjections: 0 } });
  });

  it('the village is reminded of what its notice waits for', async () => {
    const id = await reached(finance, people, 'post');
    const { notice } = await read(people, id);
    finance.clock.advance(86_400_000);
    await finance.app.get(ReminderRounds, { strict: false }).idle();
    const { items } = (await people.clerk.get('/reminders').expect(200)).body as { items: { subject: object; stage: string }[] };
    expect(items.find(({ subject }) => (subject as { id: string }).id === notice.id)).toMatchObject({ subject: { kind: 'notice' } });
    // who took part in the case is not told to answer an objection to it
    const objection = await objected(finance, notice.id);
    finance.clock.advance(15 * 86_400_000);
    expect(await reminded(finance, investigator, objection)).toEqual(['soon 调查并答复异议 0']);
    expect(await reminded(finance, people.inspector, objection)).toEqual([]);
  });

  it('upheld: rejected in the transaction of the decision, the notice down, the grant void', async () => {
    const id = await reached(finance, people, 'post');
    const { notice } = await read(people, id);
    const objection = await objected(finance, notice.id);
    expect((await decideObjection(finance, investigator, objection, upheld({ kind: 'reject' }))).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'rejected', amountFen: null, notice: { state: 'withdrawn' }, next: [] });
    expect(await finance.look('select from subsidy_grant where application_id = $1 and voided_at is null', [id])).toEqual([]);
  });

  it('upheld: back to the step the decision names, and measured again', async () => {
    const id = await reached(finance, people, 'post');
    const { notice } = await read(people, id);
    const objection = await objected(finance, notice.id);
    expect((await decideObjection(finance, investigator, objection, upheld({ kind: 'return', step: 'villageChecked' }))).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'villageChecked', notice: null, acceptances: [{ isVoid: true }] });
  });

  it('keeps its force when the notice hangs again: open nothing closes, upheld the application ends and the new notice comes down', async () => {
    const id = await reached(finance, people, 'post');
    const { notice } = await read(people, id);
    const objection = await objected(finance, notice.id);
    await people.clerk.post(`/notices/${notice.id}/post-again`, { reason: '首日漏拍照片，重新张贴' }).expect(200);
    const { notice: hung } = await read(people, id);
    expect(hung.id).not.toBe(notice.id);
    await noticeOver(finance, people.clerk, hung.id);
    expect((await people.clerk.post(`/notices/${hung.id}/close`)).status).toBe(409);
    expect((await read(people, id)).state).toBe('noticePosted');
    expect((await decideObjection(finance, investigator, objection, upheld({ kind: 'reject' }))).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'rejected', notice: { id: hung.id, state: 'withdrawn' } });
  });

  it('that came late on paper: open it stops the approval and the batch, upheld it ends what was approved and frees the money', async () => {
    const id = await reached(finance, people, 'close');
    const { notice } = await read(people, id);
    const first = await onPaper(notice.id, notice.lastDay);
    expect((await stepTaken(people.approver, id, 'approve')).body.problems).toMatchObject([{ code: 'no-open-objection' }]);
    expect((await decideObjection(finance, investigator, first, DISMISSED)).status).toBe(200);
    expect((await stepTaken(people.approver, id, 'approve')).status).toBe(200);
    const second = await onPaper(notice.id, notice.lastDay);
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const added = await people.bureau.post(
      `/payment-batches/${draft.id}/payments`,
      { causeType: 'subsidy-application', causeIds: [id] },
      draft.version,
    );
    expect(added.body).toMatchObject({
      code: 'payment.stopped',
      problems: [{ code: 'payment.open-objection', pointer: `/causeIds/${id}` }],
    });
    expect((await decideObjection(finance, investigator, second, upheld({ kind: 'return', step: 'applied' }))).status).toBe(200);
    expect((await read(people, id)).state).toBe('rejected');
    expect(await finance.look('select state from commitment where cause_id = $1', [id])).toEqual([{ state: 'released' }]);
  });

  it('upheld when the bank has the money already: nothing moves by itself', async () => {
    const id = await reached(finance, people, 'approve');
    const { notice, householdId } = await read(people, id);
    await setAccount(people, householdId);
    const batch = await sentToBank(people, [id]);
    const late = await onPaper(notice.id, notice.lastDay);
    expect((await decideObjection(finance, investigator, late, upheld({ kind: 'reject' }))).status).toBe(200);
    expect((await read(people, id)).state).toBe('inPayment');
    const answers = await bankAnswers(finance, batch.id, 1, finance.clock.today(), new Map([[id, '账户已销户']]));
    await people.cashier.upload(`/payment-batches/${batch.id}/returns`, answers, 'text/csv').expect(200);
    expect(await read(people, id)).toMatchObject({ state: 'inPayment', payment: { state: 'returned', returnReason: 'accountClosed' } });
    const { body } = await people.approver.get(`/payment-batches/${batch.id}/payments`).expect(200);
    await people.bureau.post(`/payment-batches/${batch.id}/payments/${body.items[0].id}/give-up`, { reason: '异议成立' }).expect(200);
    expect((await approveNewest(people.approver)).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'givenUp', next: [] });
    expect(await finance.look('select from subsidy_grant where application_id = $1 and voided_at is null', [id])).toEqual([]);
  });
});
