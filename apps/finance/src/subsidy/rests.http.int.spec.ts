import { together } from '@jingzhun/service-shell/testing';
import {
  bankAnswers,
  decideObjection,
  fundAndScheme,
  FUND,
  household,
  noticeOver,
  objectedOnPaper,
  reached,
  read,
  SCHEME,
  setAccount,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('what the cap of a batch cuts', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const round = async (applicationIds?: string[]) =>
    (await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, ...(applicationIds ? { applicationIds } : {}) }).expect(201)).body;

  /** From a granted amount to its approval. */
  const approved = async (id: string): Promise<void> => {
    expect((await stepTaken(people.clerk, id, 'post')).status).toBe(200);
    const { notice } = await read(people, id);
    await noticeOver(finance, people.clerk, notice.id);
    await people.clerk.post(`/notices/${notice.id}/close`).expect(200);
    expect((await stepTaken(people.approver, id, 'approve')).body.items).toMatchObject([{ state: 'approved' }]);
  };
  const restOf = async (id: string): Promise<string> => (await read(people, id)).parts[1].id;
  const draft = async () =>
    (await people.bureau.post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201)).body;
  const add = (batch: { id: string; version: number }, causeIds?: string[]) =>
    people.bureau.post(
      `/payment-batches/${batch.id}/payments`,
      { causeType: 'subsidy-application', ...(causeIds ? { causeIds } : {}) },
      batch.version,
    );
  const paidOut = async (batch: { id: string; version: number; totals: object }, refused = new Map<string, string>()): Promise<void> => {
    const path = `/payment-batches/${batch.id}`;
    const { body: declared } = await people.bureau.post(`${path}/declare`, batch.totals, batch.version).expect(200);
    const { body: passed } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
    await people.cashier.post(`${path}/send`, {}, passed.version).expect(200);
    await people.cashier
      .upload(`${path}/returns`, await bankAnswers(finance, batch.id, 1, finance.clock.today(), refused), 'text/csv')
      .expect(200);
  };

  it('waits: one application of 10,000 yuan is paid in two batches, and never both in one', async () => {
    const id = await reached(finance, people, 'post', { product: 'curingBarn', quantity: 2 });
    const posted = await read(people, id);
    expect(posted).toMatchObject({ amountFen: 500_000, parts: [], grant: { waitsFen: 500_000 } });
    expect(posted.grant.cuts).toMatchObject([
      { by: 'batchCap', zh: '每户每批不超过 5,000.00 元，其余 5,000.00 元转入下一批，在每户总额以内核定' },
    ]);
    const hung = (await people.clerk.get(`/notices/${posted.notice.id}`).expect(200)).body.text.facts;
    expect(hung.map(({ value }: { value: { zh: string } }) => value.zh)).toEqual(expect.arrayContaining(['5,000.00 元']));
    expect(hung.map(({ label }: { label: { zh: string } }) => label.zh)).toContain('超出每批上限、转入下一批（以每户总额为限）');
    await noticeOver(finance, people.clerk, posted.notice.id);
    await people.clerk.post(`/notices/${posted.notice.id}/close`).expect(200);
    expect((await stepTaken(people.approver, id, 'approve')).status).toBe(200);

    const rest = await restOf(id);
    const waiting = await read(people, rest);
    expect(waiting).toMatchObject({ state: 'accepted', restFen: 500_000, amountFen: null, acceptedQuantity: 2 });
    expect(waiting.acceptances).toHaveLength(1);
    expect(waiting.next.map(({ step }: { step: string }) => step)).not.toContain('correct');
    const { body: benefits } = await people.bureau.get(`/household-benefits/${posted.householdId}`).expect(200);
    expect(benefits.items).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ amountFen: 500_000, about: { zh: '上一批余额', en: 'left by the batch before' } }),
      ]),
    );
    const next = await round([rest]);
    expect(next).toMatchObject({ granted: 1, refused: 0, waiting: 0, amountFen: 500_000 });
    expect(next.items).toMatchObject([{ isRest: true, explanation: { zh: '上一批余额 5,000.00 元' } }]);
    await approved(rest);

    await setAccount(people, posted.householdId);
    const first = await draft();
    const both = await add(first, [id, rest]);
    expect([both.status, both.body.code]).toEqual([409, 'payment.batch-cap-passed']);
    const { body: filled } = await add(first).expect(200);
    expect(filled.totals).toMatchObject({ sumFen: 500_000 });
    const { body: left } = await people.bureau.get(`/payment-batches/${first.id}/for-the-next`).expect(200);
    expect(left).toMatchObject({ count: 1, sumFen: 500_000, items: [{ causeId: rest, headName: '刘春华', hereFen: 500_000 }] });
    await paidOut(filled);
    const { body: second } = await add(await draft()).expect(200);
    await paidOut(second);
    expect([(await read(people, id)).state, (await read(people, rest)).state]).toEqual(['paid', 'paid']);
    expect(
      await finance.look(`select sum(amount_fen)::int as sum from payment where household_id = $1 and state = 'paid'`, [
        posted.householdId,
      ]),
    ).toEqual([{ sum: 1_000_000 }]);
  }, 60_000);

  it('is never refused: an application cut to nothing comes up with the next round', async () => {
    const householdId = await household(finance);
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) ids.push(await reached(finance, people, 'accept', { householdId, product: 'curingBarn', quantity: 1 }));
    const { body: seen } = await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200);
    expect(seen).toMatchObject({ granted: 1, refused: 0, waiting: 1, waitsFen: 500_000 });
    expect(await round()).toMatchObject({ granted: 1, refused: 0, waiting: 1, byCut: [{ by: 'batchCap', amountFen: 500_000 }] });
    const states = async () => (await Promise.all(ids.map((id) => read(people, id)))).map(({ state }) => state).toSorted();
    expect(await states()).toEqual(['accepted', 'granted']);
    expect(await round()).toMatchObject({ granted: 1, refused: 0, amountFen: 500_000 });
    expect(await states()).toEqual(['granted', 'granted']);
  });

  it('ends with what it is the rest of, and does not come up while that is asked back', async () => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const rest = await restOf(id);
    await setAccount(people, (await read(people, id)).householdId);
    await paidOut((await add(await draft(), [id]).expect(200)).body);
    expect((await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' })).status).toBe(200);
    const refused = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [rest] });
    expect(refused.body).toMatchObject({ code: 'subsidy.nothing-to-grant', problems: [{ code: 'subsidy.left-out-asked-back' }] });
    const { body: seen } = await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200);
    expect(seen.leftOut).toMatchObject([{ applicationId: rest, isRest: true, code: 'askedBack', who: { zh: '资金审批人' } }]);
    expect((await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书一号' })).status).toBe(200);
    expect((await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200)).body.leftOut).toEqual([]);
    const ended = await read(people, rest);
    expect(ended).toMatchObject({ state: 'rejected' });
    expect(ended.events[0]).toMatchObject({ step: 'endRest', reason: '原申请已终止，余额不再办理' });
  }, 60_000);

  it('is not entered anew, nor sent back behind its acceptance', async () => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const rest = await restOf(id);
    const back = await stepTaken(people.bureau, rest, 'return', { to: 'applied', reason: '重新验收' });
    expect([back.status, back.body.code]).toEqual([409, 'subsidy.not-yet']);
    await round([rest]);
    expect((await stepTaken(people.bureau, rest, 'return', { to: 'accepted', reason: '重新核定' })).body.items).toMatchObject([
      { state: 'accepted' },
    ]);
    expect(await round([rest])).toMatchObject({ granted: 1, amountFen: 500_000 });
    // who granted the first half takes no part in approving the second
    expect((await read(people, rest)).events.map(({ step }: { step: string }) => step)).toEqual(['grant', 'return', 'grant', 'carry']);
  }, 60_000);

  /** The first half is paid, the second stands in a batch that has not left. */
  const halfPaid = async (): Promise<{ id: string; rest: string; batch: { id: string; version: number; totals: object } }> => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const rest = await restOf(id);
    await setAccount(people, (await read(people, id)).householdId);
    await paidOut((await add(await draft(), [id]).expect(200)).body);
    await round([rest]);
    await approved(rest);
    const { body: batch } = await add(await draft(), [rest]).expect(200);
    return { id, rest, batch };
  };
  const declare = ({ id, version, totals }: { id: string; version: number; totals: object }) =>
    people.bureau.post(`/payment-batches/${id}/declare`, totals, version);

  it('does not leave while the half before is asked back, and ends with it out of its batch', async () => {
    const { id, rest, batch } = await halfPaid();
    expect((await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' })).status).toBe(200);
    expect((await declare(batch)).body).toMatchObject({ code: 'payment.stopped', problems: [{ code: 'payment.whole-asked-back' }] });
    expect((await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书二号' })).status).toBe(200);
    expect((await declare(batch)).body.problems).toMatchObject([{ code: 'payment.whole-ended' }]);
    await people.bureau.post(`/payment-batches/${batch.id}/cancel`, { reason: '原申请已终止' }, batch.version).expect(200);
    const ended = await read(people, rest);
    expect([ended.state, ...ended.events.slice(0, 2).map(({ step }: { step: string }) => step)]).toEqual([
      'rejected',
      'endRest',
      'release',
    ]);
    const { householdId } = await read(people, id);
    expect(
      await finance.look(`select c.state from commitment c join subsidy_application a on a.id = c.cause_id where a.household_id = $1`, [
        householdId,
      ]),
    ).toEqual([{ state: 'released' }, { state: 'released' }]);
  }, 60_000);

  it('ends when an objection to the half that was paid is upheld', async () => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const rest = await restOf(id);
    await setAccount(people, (await read(people, id)).householdId);
    await paidOut((await add(await draft(), [id]).expect(200)).body);
    await round([rest]);
    const investigator = finance.as(officer(['township-officer'], TOWNSHIP));
    const objection = await objectedOnPaper(finance, investigator, (await read(people, id)).notice);
    const decision = { outcome: 'upheld', effect: { kind: 'reject' }, answer: 'facts-confirmed', findings: '经现场核实，情况属实。' };
    expect((await decideObjection(finance, investigator, objection, decision)).status).toBe(200);
    expect(await read(people, rest)).toMatchObject({ state: 'rejected' });
    expect((await read(people, id)).state).toBe('paid');
  }, 60_000);

  it('a returned payment is given up while what its batch left is approved: both are answered, whoever is first', async () => {
    const id = await reached(finance, people, 'approve', { product: 'curingBarn', quantity: 2 });
    const rest = await restOf(id);
    await setAccount(people, (await read(people, id)).householdId);
    const { body: batch } = await add(await draft(), [id]).expect(200);
    const path = `/payment-batches/${batch.id}`;
    await paidOut(batch, new Map([[id, '账号户名不符']]));
    const [payment] = await finance.look<{ id: string; state: string }>('select id, state from payment where batch_id = $1', [batch.id]);
    expect(payment?.state).toBe('returned');
    await round([rest]);
    expect((await stepTaken(people.clerk, rest, 'post')).status).toBe(200);
    const { notice } = await read(people, rest);
    await noticeOver(finance, people.clerk, notice.id);
    await people.clerk.post(`/notices/${notice.id}/close`).expect(200);
    await people.bureau.post(`${path}/payments/${payment?.id}/give-up`, { reason: '户主去世' }).expect(200);
    const other = finance.as(officer(['finance-approver']));
    const [{ id: order }] = (await other.get('/money-orders').expect(200)).body.items;
    const answers = await together(
      finance,
      `select from notice where id = '${notice.id}' for update`,
      () => stepTaken(people.approver, rest, 'approve'),
      () => other.post(`/money-orders/${order}/approve`),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    expect([(await read(people, rest)).state, (await read(people, id)).state]).toEqual(['rejected', 'givenUp']);
  });
});
