import { eventsPublished } from '@jingzhun/messaging/testing';
import {
  asked,
  bankAnswers,
  fundAndScheme,
  FUND,
  household,
  measured,
  noticeOver,
  photo,
  reached,
  read,
  SCHEME,
  scheme,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('a reward subsidy', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('goes from the application to the account of the household: seven persons, a notice, once', async () => {
    const id = await reached(finance, people, 'approve', { product: 'navelOrange', quantity: 600, measured: 550 });
    const approved = await read(people, id);
    expect(approved).toMatchObject({
      state: 'approved',
      acceptedQuantity: 550,
      amountFen: 300_000,
      notice: { state: 'closed', openObjections: 0 },
    });
    expect(approved.grant).toMatchObject({
      computedFen: 330_000,
      countedQuantity: 500,
      cuts: [{ by: 'productCap', amountFen: 30_000, zh: '该项目每户每年最多补助 5.00 亩，超出部分核减 300.00 元' }],
      explanation: { zh: '5.50 亩 × 600.00 元 = 3,300.00 元' },
    });
    await setAccount(people, approved.householdId);
    const today = finance.clock.today();
    const batch = await sentToBank(people, [id]);
    expect(await read(people, id)).toMatchObject({ state: 'inPayment', payment: { batchNumber: batch.number, state: 'sent' } });
    await people.cashier
      .upload(`/payment-batches/${batch.id}/returns`, await bankAnswers(finance, batch.id, 1, today), 'text/csv')
      .expect(200);
    const paid = await read(people, id);
    expect(paid).toMatchObject({ state: 'paid', paidOn: today, payment: { state: 'paid', batchState: 'settled' } });
    expect(paid.next.map(({ step }: { step: string }) => step)).toEqual(['acknowledge', 'demandBack']);
    expect(paid.events.map(({ step }: { step: string }) => step).toReversed()).toEqual([
      ...['apply', 'check', 'measure', 'accept', 'grant', 'post', 'close', 'approve', 'take', 'pay'],
    ]);
    const events = await eventsPublished(finance, id, 10);
    expect(events.map(({ type, data }) => [type, (data as { to: string }).to])).toEqual(
      [...'applied villageChecked measured accepted granted noticePosted noticeClosed approved inPayment paid'.split(' ')].map((to) => [
        'finance.subsidy-application.advanced.v1',
        to,
      ]),
    );
    expect(JSON.stringify(events)).not.toContain('刘春华');
    const [commitment] = await finance.look<{ state: string; amount: number }>(
      'select state, amount_fen::int as amount from commitment where cause_id = $1',
      [id],
    );
    expect(commitment).toEqual({ state: 'spent', amount: 300_000 });
  });

  it('the notice says name, item, quantity and amount, and has no place for more', async () => {
    const id = await reached(finance, people, 'post', { quantity: 300 });
    const { notice } = await read(people, id);
    const { body } = await people.clerk.get(`/notices/${notice.id}`).expect(200);
    expect(body.days).toBe(10);
    expect(body.text.facts.map(({ value }: { value: { zh: string } }) => value.zh)).toEqual([
      ...['刘春华', '蔬菜', '3.00 亩', '1,500.00 元', '拟发放'],
      expect.stringMatching(/^2016年/),
    ]);
    const early = await people.clerk.post(`/notices/${notice.id}/close`).expect(409);
    expect(early.body.code).toBe('notice.not-closable');
    expect((await stepTaken(people.approver, id, 'approve')).body.code).toBe('subsidy.step-not-possible');
  });

  it('a head who may still be a minor is not named', async () => {
    const id = await reached(finance, people, 'post', { householdId: await household(finance, { birthYear: 1998 }) });
    const { notice } = await read(people, id);
    const { body } = await people.clerk.get(`/notices/${notice.id}`).expect(200);
    expect(JSON.stringify(body)).not.toContain('刘春华');
  });

  it('is not for every household, product, day and parcel', async () => {
    const ask = async (parts: object) =>
      (await people.clerk.post('/subsidy-applications', { ...(await asked(finance)), ...parts })).body.code;
    expect(await ask({ householdId: await household(finance, { category: 'fiveGuarantee' }) })).toBe('subsidy.household-refused');
    expect(await ask({ householdId: await household(finance, { status: 'exited' }) })).toBe('subsidy.household-refused');
    expect(await ask({ householdId: await household(finance, { village: '360781103206' }) })).toBe('directory.household-not-found');
    expect(await ask({ product: 'bees' })).toBe('subsidy.product-refused');
    expect(await ask({ stage: 2 })).toBe('subsidy.product-refused');
    expect(await ask({ schemeCode: 'no-such-2015' })).toBe('subsidy.scheme-not-found');
    expect(await ask({ parcel: '新屋 门口塘' })).toBeUndefined();
    expect(await ask({ parcel: '新屋门口塘' })).toBe('subsidy.parcel-refused');
    const { body } = await people.bureau.post('/subsidy-applications', await asked(finance));
    expect(body.code).toBe('subsidy.not-your-office');
  });

  it('asks for papers before the check, for photographs on site, and for two persons there', async () => {
    const { body } = await people.clerk.post('/subsidy-applications', { ...(await asked(finance)), evidence: [] }).expect(201);
    const refused = await stepTaken(people.secondClerk, body.id, 'check');
    expect(refused.body).toMatchObject({ code: 'subsidy.not-yet', detail: '还缺：土地承包或流转证明 1 份。' });
    const evidence = [{ code: 'landRight', attachmentIds: [await photo(finance)] }];
    await people.clerk.post(`/subsidy-applications/${body.id}/evidence`, { evidence }).expect(200);
    expect((await stepTaken(people.clerk, body.id, 'check')).body.problems).toMatchObject([{ code: 'not-maker' }]);
    expect((await stepTaken(people.secondClerk, body.id, 'check')).status).toBe(200);
    const { version } = await read(people, body.id);
    const one = await people.inspector.post(
      `/subsidy-applications/${body.id}/acceptances`,
      { quantity: 400, on: finance.clock.today(), evidence: [{ code: 'photo', attachmentIds: [await photo(finance)] }] },
      version,
    );
    expect(one.body).toMatchObject({ code: 'subsidy.not-yet', detail: '还缺：现场照片 1 份。' });
    expect((await measured(finance, people.inspector, body.id, 400)).status).toBe(201);
    expect((await stepTaken(people.inspector, body.id, 'accept')).body.problems).toMatchObject([{ code: 'second-person' }]);
    expect((await stepTaken(people.secondInspector, body.id, 'accept')).status).toBe(200);
    expect((await stepTaken(people.clerk, body.id, 'withdraw', { reason: '农户放弃' })).status).toBe(200);
  });

  it('what is returned, corrected, rejected or withdrawn voids what came after and says why', async () => {
    const id = await reached(finance, people, 'post');
    const { notice, version } = await read(people, id);
    expect((await stepTaken(people.bureau, id, 'return', { to: 'accepted' })).body.code).toBe('subsidy.reason-needed');
    expect((await stepTaken(people.bureau, id, 'return', { to: 'villageChecked', reason: '面积需复测' })).status).toBe(200);
    const back = await read(people, id);
    expect(back).toMatchObject({
      state: 'villageChecked',
      amountFen: null,
      acceptedQuantity: null,
      notice: null,
      acceptances: [{ isVoid: true }],
    });
    expect((await people.clerk.get(`/notices/${notice.id}`)).body.state).toBe('withdrawn');
    const stale = await people.clerk.post('/subsidy-applications/steps', {
      step: 'withdraw',
      reason: '农户放弃',
      cases: [{ id, version }],
    });
    expect(stale.status).toBe(412);
    const { schemeCode: _scheme, householdId: _household, ...content } = await asked(finance, { quantity: 700 });
    const corrected = await people.clerk
      .put(`/subsidy-applications/${id}/content`, { ...content, reason: '面积写错' }, back.version)
      .expect(200);
    expect(corrected.body).toMatchObject({ state: 'applied', quantity: 700 });
    // who corrects is a maker of it from now on; the first clerk was one before
    expect((await stepTaken(people.clerk, id, 'check')).body.problems).toMatchObject([{ code: 'not-maker' }]);
    expect((await stepTaken(people.secondClerk, id, 'check')).status).toBe(200);
    expect((await stepTaken(people.inspector, id, 'reject', { reason: '现场没有种植' })).status).toBe(200);
    expect(await read(people, id)).toMatchObject({
      state: 'rejected',
      next: [],
      events: [{ step: 'reject', reason: '现场没有种植' }, ...Array.from({ length: 9 }, () => ({}))],
    });
    const other = await reached(finance, people, 'close');
    expect((await stepTaken(people.clerk, other, 'withdraw', { reason: '农户外出务工' })).status).toBe(200);
    expect(await read(people, other)).toMatchObject({ state: 'withdrawn', amountFen: null });
    expect((await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200)).body.items).toEqual([]);
  });

  it('a round explains every cut, gives the same looked at before, and ends what the scheme grants nothing for', async () => {
    const householdId = await household(finance);
    const ids = [
      await reached(finance, people, 'accept', { householdId, product: 'vegetables', quantity: 1_000 }),
      await reached(finance, people, 'accept', { householdId, product: 'curingBarn', quantity: 1 }),
      await reached(finance, people, 'accept', { product: 'navelOrange', quantity: 250, measured: 199 }),
    ];
    const before = await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200);
    expect(before.body).toMatchObject({
      id: null,
      households: 2,
      granted: 1,
      refused: 1,
      waiting: 1,
      waitsFen: 500_000,
      amountFen: 500_000,
    });
    const { body } = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME }).expect(201);
    expect({ ...body, id: null }).toEqual(before.body);
    const cut = new Map(
      body.items.map((item: { applicationId: string; cuts: { by: string }[] }) => [item.applicationId, item.cuts.map(({ by }) => by)]),
    );
    // served by product: the barn first, then the vegetables meet the limit of the batch
    expect(ids.map((id) => cut.get(id))).toEqual([['batchCap'], [], ['belowMinimum']]);
    expect(await read(people, ids[2]!)).toMatchObject({
      state: 'rejected',
      events: [{ reason: expect.stringContaining('不足最低规模') }, {}, {}, {}, {}],
    });
    // what only the batch keeps out is not refused: it comes up with the next
    expect(await read(people, ids[0]!)).toMatchObject({
      state: 'accepted',
      grant: { amountFen: 0, waitsFen: 500_000, cuts: [{ zh: expect.stringContaining('每户每批不超过 5,000.00 元') }] },
    });
    expect((await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME }).expect(201)).body).toMatchObject({
      granted: 1,
      amountFen: 500_000,
    });
    expect((await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME })).body.code).toBe('subsidy.nothing-to-grant');
  });

  it('shows each office what waits for it', async () => {
    const id = await reached(finance, people, 'accept');
    const states = async (by: SubsidyOffice['clerk']) =>
      (await by.get('/subsidy-work').expect(200)).body.items.map(({ state }: { state: string }) => state);
    expect(await states(people.bureau)).toEqual(['accepted']);
    expect(await states(people.approver)).toEqual([]);
    const { body } = await people.bureau.get('/subsidy-applications?waiting=me').expect(200);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    const next = (await read(people, id)).next.find(({ step }: { step: string }) => step === 'grant');
    expect(next).toMatchObject({ mayDo: true, possible: true, who: { zh: '县级核定人员' } });
    await stepTaken(people.bureau, id, 'return', { to: 'applied', reason: '材料不清' });
  });

  it('approves no more money than is allotted, and leaves the application where it was', async () => {
    const id = await reached(finance, people, 'close');
    await finance.look('update allotment set committed_fen = amount_fen - 1 where fund_code = $1', [FUND]);
    const refused = await stepTaken(people.approver, id, 'approve');
    expect([refused.status, refused.body.code]).toEqual([409, 'budget.allotment-exceeded']);
    expect((await read(people, id)).state).toBe('noticeClosed');
  });

  it('a scheme is recorded once, within the county’s caps', async () => {
    const codes = await Promise.all(
      [
        scheme(),
        scheme({ code: 'other-2015', batchCapFen: 600_000 }),
        scheme({ code: 'other-2015', products: [...scheme().products, scheme().products[0]] }),
        scheme({ code: 'other-2015', products: [{ ...scheme().products[0], nameZh: '油茶（新造）' }] }),
        scheme({ code: 'other-2015', opensOn: '2031-01-01' }),
        scheme({ code: 'other-2015', fundCode: 'no-such-2015' }),
      ].map(async (one) => (await people.bureau.post('/subsidy-schemes', one)).body.code),
    );
    expect(codes).toEqual([
      ...['scheme-exists', 'scheme-cap', 'scheme-product-twice', 'scheme-product-name', 'scheme-dates'].map((code) => `subsidy.${code}`),
      'budget.fund-not-found',
    ]);
    const { body } = await people.clerk.get('/subsidy-schemes').expect(200);
    expect(body.items).toMatchObject([{ code: SCHEME, isOpen: true, certainty: 'S' }]);
  });

  it('of one village are posted together: one sheet, one photograph a day, closed at once, each with its own notice', async () => {
    const ids = [await reached(finance, people, 'grant'), await reached(finance, people, 'grant', { product: 'navelOrange' })];
    const cases = await Promise.all(ids.map(async (id) => ({ id, version: (await read(people, id)).version })));
    await people.clerk.post('/subsidy-applications/steps', { step: 'post', cases }).expect(200);
    const posted = await Promise.all(ids.map((id) => read(people, id)));
    expect(new Set(posted.map(({ notice }) => notice.id)).size).toBe(2);
    const { body: list } = await people.clerk.get(`/notice-postings?subjectId=${ids[1]}`).expect(200);
    expect(list.items).toMatchObject([{ kind: 'subsidy', notices: 2, hanging: 2, place: '360781102208' }]);
    // the photograph was forgotten: taken down and posted again, all lines at once
    finance.clock.advance(2 * 86_400_000);
    const reason = '首日漏拍照片，重新张贴';
    const { body: again } = await people.clerk.post(`/notice-postings/${list.items[0].id}/post-again`, { reason }).expect(200);
    const { body: before } = await people.clerk.get(`/notice-postings/${list.items[0].id}`).expect(200);
    expect(before).toMatchObject({ left: 2, hanging: 0, postedAgainAs: again.postingId });
    expect((await Promise.all(ids.map((id) => read(people, id)))).map(({ notice }) => notice.id).sort()).toEqual(
      [...again.noticeIds].sort(),
    );
    await noticeOver(finance, people.clerk, again.postingId, 'notice-postings');
    expect((await people.clerk.post(`/notice-postings/${again.postingId}/close`).expect(200)).body).toMatchObject({
      closed: 2,
      hanging: 0,
    });
    expect((await Promise.all(ids.map((id) => read(people, id)))).map(({ state }) => state)).toEqual(['noticeClosed', 'noticeClosed']);
  });

  it('a round counts what other schemes have granted in the year, says so, and says what the approver will ask', async () => {
    const other = 'kitchen-garden-2015';
    await people.bureau.post('/subsidy-schemes', { ...scheme({ code: other, nameZh: '2015年庭院经济奖补' }) }).expect(201);
    const householdId = await household(finance);
    // 5,000 and 3,000 yuan of the first scheme: nobody has approved them yet
    await reached(finance, people, 'post', { householdId, product: 'vegetables', quantity: 1_000 });
    await reached(finance, people, 'grant', { householdId, product: 'navelOrange', quantity: 500 });
    const id = await reached(finance, people, 'accept', { schemeCode: other, householdId, product: 'vegetables', quantity: 800 });
    const order = { schemeCode: other, applicationIds: [id] };
    const before = await people.bureau.post('/subsidy-rounds/preview', order).expect(200);
    const { body } = await people.bureau.post('/subsidy-rounds', order).expect(201);
    expect({ ...body, id: null }).toEqual(before.body);
    expect(body.items).toMatchObject([
      {
        ...{ computedFen: 400_000, amountFen: 200_000 },
        cuts: [{ by: 'yearCap', zh: '本年度各项奖补合计不超过 10,000.00 元（其他项目已核定 8,000.00 元），核减 2,000.00 元' }],
        warnings: [{ zh: '同一产业项目不重复奖补：审批时须核实并说明理由' }],
      },
    ]);
    expect((await read(people, id)).grant.cuts[0].zh).toContain('其他项目已核定 8,000.00 元');
    const next = await reached(finance, people, 'accept', { schemeCode: other, householdId, product: 'curingBarn', quantity: 1 });
    await expect(
      finance.look(
        `insert into subsidy_grant (id, application_id, round_id, scheme_code, household_id, village_code, product, stage, quantity, computed_fen, counted_quantity, amount_fen, cuts, earlier, year_cap_fen)
         select gen_random_uuid(), $2, round_id, scheme_code, household_id, village_code, 'curingBarn', 1, 1, 1, 1, 1, '[]', '{}', year_cap_fen from subsidy_grant where application_id = $1`,
        [id, next],
      ),
    ).rejects.toMatchObject({ code: 'JZ033' });
  });
});
