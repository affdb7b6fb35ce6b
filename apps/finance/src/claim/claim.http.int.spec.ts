import { randomUUID } from 'node:crypto';
import { approveNewest } from '../../test/by-two.js';
import { bankAnswers, fundAndScheme, FUND, setAccount, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { claimDesk, TITLES, type ClaimDesk } from '../../test/claim.factory.js';
import { reminded } from '../../test/reminded.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('claims of other departments', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let desk: ClaimDesk;
  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    desk = claimDesk(finance, people);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('are one claim, whether a department tells it, a person enters it or a list holds it', async () => {
    const one = await desk.household();
    await desk.hear(desk.event(one.householdId));
    expect(await desk.of(one)).toMatchObject([
      { state: 'received', amountFen: 800_000, about: { zh: '搬迁入住 · 中央和省级资金' }, enteredByName: null },
    ]);
    const { body } = await people.bureau.post('/claims', desk.entry(one)).expect(201);
    expect(body).toMatchObject({ state: 'proposed', differs: false, headName: one.headName });
    expect((await desk.upload(`${TITLES}\n${desk.line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body).toEqual({
      rows: 1,
      entered: 0,
      known: 1,
      notEntered: [{ row: 2, state: 'proposed' }],
    });
    const claims = await desk.of(one);
    expect(claims).toHaveLength(1);
    expect(claims[0].reports.map(({ origin }: { origin: string }) => origin)).toEqual(['event', 'hand', 'list']);
  });

  it('are approved by another person, paid by a batch, and told', async () => {
    const one = await desk.household();
    const { body: claim } = await people.bureau.post('/claims', desk.entry(one)).expect(201);
    expect((await desk.step(people.bureau, 'approve', claim)).body.code).toBe('claim.not-your-office');
    expect((await desk.step(people.approver, 'approve', claim)).status).toBe(200);
    await setAccount(people, one.householdId);
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '搬迁补助', benefit: 'relocationSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    const { body: added } = await people.bureau
      .post(`${path}/payments`, { causeType: 'relocation-claim', causeIds: [claim.id] }, draft.version)
      .expect(200);
    const { body: declared } = await people.bureau.post(`${path}/declare`, added.totals, added.version).expect(200);
    const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
    await people.cashier.post(`${path}/send`, {}, approved.version).expect(200);
    const answer = async (back = new Map<string, string>()) =>
      people.cashier.upload(`${path}/returns`, await bankAnswers(finance, draft.id, 1, '2016-06-15', back), 'text/csv').expect(200);
    await answer();
    expect(await desk.of(one)).toMatchObject([{ state: 'paid', paidOn: '2016-06-15' }]);
    await answer(new Map([[claim.id, '账户已销户']]));
    expect(await desk.of(one)).toMatchObject([{ state: 'inPayment', paidOn: null }]);
    const { body: book } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(book.debitFen).toBe(book.creditFen);
  });

  it('whose reports differ are approved only with a reason; what was approved keeps its amount', async () => {
    const one = await desk.household();
    await people.bureau.post('/claims', desk.entry(one, 700_000)).expect(201);
    await desk.hear(desk.event(one.householdId, 800_000));
    const [claim] = await desk.of(one);
    expect(claim).toMatchObject({ amountFen: 800_000, differs: true, state: 'proposed' });
    expect((await desk.step(people.approver, 'approve', claim)).body.code).toBe('claim.reason-needed');
    expect((await desk.step(people.approver, 'approve', claim, { reason: '以验收单为准' })).status).toBe(200);
    await desk.hear(desk.event(one.householdId, 900_000));
    expect(await desk.of(one)).toMatchObject([{ amountFen: 800_000, differs: true, state: 'approved' }]);
  });

  it('whose reports differ are approved one by one, never with one reason for several; the others go together', async () => {
    const households = await Promise.all([desk.household(), desk.household(), desk.household()]);
    for (const one of households) await people.bureau.post('/claims', desk.entry(one, 700_000)).expect(201);
    for (const { householdId } of households.slice(1)) await desk.hear(desk.event(householdId, 800_000));
    const cases = (await Promise.all(households.map((one) => desk.of(one)))).map(([{ id, version }]) => ({ id, version }));
    const approve = (some: object[], parts: object = {}) =>
      people.approver.post('/claims/steps', { step: 'approve', cases: some, ...parts });
    const { body } = await approve(cases, { reason: '以验收单为准' }).expect(409);
    expect([body.code, body.problems.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      'claim.one-by-one',
      ['/cases/1', '/cases/2'],
    ]);
    expect(await Promise.all(households.map(async (one) => (await desk.of(one))[0].state))).toEqual(['proposed', 'proposed', 'proposed']);
    await approve(cases.slice(0, 1)).expect(200);
    for (const one of cases.slice(1)) await approve([one], { reason: '以验收单为准' }).expect(200);
  });

  it('by another person with another amount are refused with what to do', async () => {
    const one = await desk.household();
    await people.bureau.post('/claims', desk.entry(one)).expect(201);
    const again = await people.bureau.post('/claims', desk.entry(one, 900_000));
    expect([again.status, again.body.code]).toEqual([409, 'claim.entered-differently']);
    const { body } = await desk.upload(`${TITLES}\n${desk.line(one, '9000.00')}\n合计,,,,9000.00,,`).expect(422);
    expect(body.problems).toMatchObject([{ pointer: '/rows/2/amountFen', code: 'claim-list.entered-differently' }]);
    expect(await desk.of(one)).toHaveLength(1);
  });

  it('are approved by nobody who ever entered them: by hand, by list, before a return, or what they renew', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const missing = async (claim: { id: string; version: number }) => {
      const { status, body } = await desk.step(both, 'approve', claim);
      return [status, body.code, body.problems?.map(({ code }: { code: string }) => code)];
    };
    const one = await desk.household();
    const { body: claim } = await both.post('/claims', desk.entry(one)).expect(201);
    expect(await missing(claim)).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await desk.step(people.approver, 'return', claim, { reason: '资金选错' }).expect(200);
    await desk.step(people.bureau, 'propose', (await desk.of(one))[0], { fundCode: FUND }).expect(200);
    expect(await missing((await desk.of(one))[0])).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await desk.step(people.approver, 'approve', (await desk.of(one))[0]).expect(200);
    // entered by one, told by the list of another while it is open
    const two = await desk.household();
    await people.bureau.post('/claims', desk.entry(two)).expect(201);
    await desk.upload(`${TITLES}\n${desk.line(two, '8000.00')}\n合计,,,,8000.00,,`, 'relocation', both).expect(200);
    expect(await missing((await desk.of(two))[0])).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await desk.step(people.approver, 'approve', (await desk.of(two))[0]).expect(200);
    // once it is approved, a list says nothing new: who uploads it has entered nothing
    const three = await desk.household();
    const { body: third } = await people.bureau.post('/claims', desk.entry(three)).expect(201);
    await desk.step(people.approver, 'approve', third).expect(200);
    await desk.upload(`${TITLES}\n${desk.line(three, '8000.00')}\n合计,,,,8000.00,,`, 'relocation', both).expect(200);
    expect(await finance.look('select account_id from cause_enterer where cause_id = $1', [third.id])).toEqual([
      { account_id: people.bureau.principal.accountId },
    ]);
  });

  it('wait for their household: an event may arrive first', async () => {
    const householdId = randomUUID();
    await desk.hear(desk.event(householdId));
    const { body } = await people.bureau.get('/claims?state=received&limit=200').expect(200);
    const claim = body.items.find((one: { householdId: string }) => one.householdId === householdId);
    expect(claim).toMatchObject({ householdNumber: null, headName: null });
    expect((await desk.step(people.bureau, 'propose', claim, { fundCode: FUND })).body.code).toBe('claim.not-yet');
    expect((await desk.step(people.bureau, 'propose', claim)).body.code).toBe('claim.fund-needed');
  });

  it('return to who enters and end with a reason; nobody skips a step, whatever the version', async () => {
    const one = await desk.household();
    const { body: claim } = await people.bureau.post('/claims', desk.entry(one)).expect(201);
    expect((await desk.step(people.approver, 'return', claim)).body.code).toBe('claim.reason-needed');
    expect((await desk.step(people.approver, 'return', claim, { reason: '资金选错' })).status).toBe(200);
    expect((await desk.step(people.approver, 'approve', claim)).status).toBe(412);
    const [returned] = await desk.of(one);
    expect(returned).toMatchObject({ state: 'received', fundCode: null });
    expect((await desk.step(people.approver, 'approve', returned)).body.code).toBe('claim.step-not-possible');
    expect((await desk.step(people.approver, 'reject', returned, { reason: '不在范围' })).status).toBe(200);
    await desk.hear(desk.event(one.householdId));
    expect(await desk.of(one)).toMatchObject([{ state: 'rejected' }]);
    // entered once more, nothing would happen: it is said
    expect((await people.bureau.post('/claims', desk.entry(one)).expect(409)).body.code).toBe('claim.rejected-before');
    expect((await desk.upload(`${TITLES}\n${desk.line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body.notEntered).toEqual([
      { row: 2, state: 'rejected' },
    ]);
  });

  it('whose payment was given up are taken up again by a new claim, approved again and paid', async () => {
    const one = await desk.household();
    const pay = async (claim: { id: string }, back = new Map<string, string>()) => {
      const { body: draft } = await people.bureau
        .post('/payment-batches', { title: '搬迁补助', benefit: 'relocationSubsidy', fundCode: FUND })
        .expect(201);
      const path = `/payment-batches/${draft.id}`;
      const only = { causeType: 'relocation-claim', causeIds: [claim.id] };
      const { body: added } = await people.bureau.post(`${path}/payments`, only, draft.version).expect(200);
      const { body: declared } = await people.bureau.post(`${path}/declare`, added.totals, added.version).expect(200);
      const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
      await people.cashier.post(`${path}/send`, {}, approved.version).expect(200);
      await people.cashier.upload(`${path}/returns`, await bankAnswers(finance, draft.id, 1, '2016-06-15', back), 'text/csv').expect(200);
      return path;
    };
    const { body: first } = await people.bureau.post('/claims', desk.entry(one)).expect(201);
    await desk.step(people.approver, 'approve', first);
    await setAccount(people, one.householdId);
    const path = await pay(first, new Map([[first.id, '账户已销户']]));
    const { body: payments } = await people.cashier.get(`${path}/payments`).expect(200);
    await people.bureau.post(`${path}/payments/${payments.items[0].id}/give-up`, { reason: '找不到账户' }).expect(200);
    expect((await approveNewest(people.approver)).status).toBe(200);

    expect((await people.bureau.post('/claims', desk.entry(one)).expect(409)).body.code).toBe('claim.given-up-before');
    await people.bureau
      .post('/payment-accounts', {
        ...{ householdId: one.householdId, bankName: '瑞金农商银行', accountNumber: '6228480000000009911', holderName: one.headName },
        ...{ sourceDocument: '新一卡通', reason: '旧卡销户' },
      })
      .expect(200);
    expect((await desk.upload(`${TITLES}\n${desk.line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body).toMatchObject({
      ...{ entered: 0, notEntered: [{ row: 2, state: 'givenUp' }] },
    });
    const again = () =>
      finance.look(
        `insert into claim (id, kind, natural_key, household_id, village_code, subject, due_on, document, state, state_since)
         select gen_random_uuid(), kind, natural_key, household_id, village_code, subject, due_on, document, 'received', now() from claim where id = $1`,
        [first.id],
      );
    await expect(again()).rejects.toMatchObject({ code: 'JZ031' });
    const [ended] = await desk.of(one);
    expect((await desk.step(people.bureau, 'renew', ended, { fundCode: FUND })).body.code).toBe('claim.reason-needed');
    expect((await desk.step(people.bureau, 'renew', ended, { reason: '农户已办新卡' })).body.code).toBe('claim.fund-needed');
    expect((await desk.step(people.bureau, 'renew', ended, { fundCode: FUND, reason: '农户已办新卡' })).status).toBe(200);
    const claims = await desk.of(one);
    const old = claims.find(({ id }: { id: string }) => id === first.id);
    const anew = claims.find(({ id }: { id: string }) => id !== first.id);
    expect([old, anew]).toMatchObject([
      { state: 'givenUp', renewedById: anew.id },
      { state: 'proposed', renewsId: first.id, amountFen: 800_000 },
    ]);
    expect((await desk.step(people.bureau, 'renew', old, { fundCode: FUND, reason: '再来一次' })).body.problems).toMatchObject([
      { code: 'notRenewed' },
    ]);
    // the department's old message again changes nothing
    await desk.hear(desk.event(one.householdId));
    expect(await desk.of(one)).toHaveLength(2);
    await desk.step(
      people.approver,
      'approve',
      (await desk.of(one)).find(({ id }: { id: string }) => id === anew.id),
    );
    await pay(anew);
    expect((await desk.of(one)).find(({ id }: { id: string }) => id === anew.id)).toMatchObject({ state: 'paid' });
    await expect(again()).rejects.toMatchObject({ code: '23505' });
  });

  it('names nobody outside the own area, is entered by the county only', async () => {
    const one = await desk.household();
    await people.bureau.post('/claims', desk.entry(one)).expect(201);
    const elsewhere = finance.as(officer(['county-officer'], '360781103'));
    const { body } = await elsewhere.get('/claims?limit=200').expect(200);
    expect(body.items).toEqual([]);
    // the county asks for one village, or one kind
    const found = async (query: string) =>
      (await people.bureau.get(`/claims?limit=200&${query}`).expect(200)).body.items as { villageCode: string }[];
    const here = await found('area=360781102&kind=relocation');
    expect(here.length).toBeGreaterThan(0);
    expect(here.filter(({ villageCode }) => !villageCode.startsWith('360781102'))).toEqual([]);
    expect(await found('area=360781103')).toEqual([]);
    expect((await people.bureau.get('/claims?area=36078110')).status).toBe(400);
    expect((await elsewhere.post('/claims', desk.entry(one))).body.code).toBe('claim.household-unknown');
    expect((await people.clerk.post('/claims', desk.entry(one))).status).toBe(403);
  });

  it('the database keeps who enters from approving, and amounts from changing', async () => {
    const one = await desk.household();
    const { body: claim } = await people.bureau.post('/claims', desk.entry(one)).expect(201);
    const attempt = (set: string) =>
      finance.look(`update claim set ${set}, version = version + 1 where id = $1`, [claim.id]).then(
        () => 'done',
        (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
      );
    expect(await attempt(`state = 'approved', approved_by = entered_by, approved_at = now()`)).toBe('claim_enters_is_not_approves');
    expect(await attempt(`state = 'paid', paid_on = '2016-06-15'`)).toBe('JZ018');
    // who entered it before it was returned is asked as well
    await desk.step(people.approver, 'return', claim, { reason: '资金选错' }).expect(200);
    const another = finance.as(officer(['county-officer']));
    await desk.step(another, 'propose', (await desk.of(one))[0], { fundCode: FUND }).expect(200);
    const earlier = `'${people.bureau.principal.accountId}'::uuid`;
    expect(await attempt(`state = 'approved', approved_by = ${earlier}, approved_at = now()`)).toBe('JZ108');
    expect(await attempt(`household_id = uuidv7()`)).toBe('JZ018');
    await desk.step(people.approver, 'approve', (await desk.of(one))[0]).expect(200);
    expect(await attempt(`amount_fen = 1`)).toBe('JZ018');
  });

  it('that wait are said once for all of a day, to who may act, and not to who entered them all', async () => {
    const dueOn = finance.clock.today();
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const enter = async (by: typeof both): Promise<{ id: string; version: number }> =>
      (await by.post('/claims', { ...desk.entry(await desk.household()), dueOn }).expect(201)).body;
    const claims = [await enter(both), await enter(both)];
    const today = async (by: typeof both): Promise<string[]> => (await reminded(finance, by)).filter((one) => one.endsWith(' 0'));
    expect(await today(people.approver)).toEqual(['soon 审批已填报的应付款 0']);
    expect([await today(both), await today(people.bureau), await today(people.clerk)]).toEqual([[], [], []]);
    // with one of another person among them there is something to approve
    claims.push(await enter(people.bureau));
    expect(await today(both)).toEqual(['soon 审批已填报的应付款 0']);
    await people.approver.post('/claims/steps', { step: 'approve', cases: claims.map(({ id, version }) => ({ id, version })) }).expect(200);
    expect([await today(people.approver), await today(people.bureau)]).toEqual([[], ['soon 把已批准的应付款编入付款批次 0']]);
  });
});
