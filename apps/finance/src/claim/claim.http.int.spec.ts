import { randomUUID } from 'node:crypto';
import { readXlsx, writeXlsx } from 'hucre';
import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { systemSession } from '@jingzhun/persistence';
import { bankAnswers, fundAndScheme, FUND, setAccount, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { households } from '../../test/fake-payables.js';
import { reminded } from '../../test/reminded.js';
import { binary, officer, startFinance, type Finance } from '../../test/service.js';
import type { Payable } from '../payment/payable-causes.js';
import { RecordAcceptedProjects } from './record-accepted-projects.consumer.js';
import { RecordReachedMilestones } from './record-reached-milestones.consumer.js';

const TITLES = '户编号,户主姓名,节点,资金来源,金额（元）,日期,依据';

describe('claims of other departments', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  const household = async (): Promise<Payable> => (await households(finance, 1))[0]!;
  const entry = ({ householdId }: Payable, amountFen = 800_000) => ({
    ...{ kind: 'relocation', householdId, milestone: 'movedIn', source: 'centralAndProvincial', amountFen },
    ...{ dueOn: '2016-05-30', document: '搬迁验收单 31', fundCode: FUND },
  });
  const event = (householdId: string, amountFen = 800_000): ReceivedEvent =>
    ({
      ...{ id: randomUUID(), type: MilestoneReachedV1.type, definition: MilestoneReachedV1, division: '360781102208' },
      data: {
        ...{ milestoneId: randomUUID(), relocationId: randomUUID(), householdId, milestone: 'movedIn', reachedOn: '2016-05-30' },
        ...{ due: [{ source: 'centralAndProvincial', amountFen }], document: '搬迁验收单 31' },
      },
    }) as unknown as ReceivedEvent;
  const hear = (...events: ReceivedEvent[]) =>
    finance.db.transaction(systemSession('import'), (em) => finance.app.get(RecordReachedMilestones, { strict: false }).handle(events, em));
  const of = async ({ householdId }: Payable) => {
    const { body } = await people.bureau.get('/claims?limit=200').expect(200);
    return body.items.filter((one: { householdId: string }) => one.householdId === householdId);
  };
  const step = (by: SubsidyOffice['bureau'], name: string, claim: { id: string; version: number }, parts: object = {}) =>
    by.post('/claims/steps', { step: name, cases: [{ id: claim.id, version: claim.version }], ...parts });
  const upload = (content: string | Buffer, kind = 'relocation', by = people.bureau) =>
    by.upload(`/claims/lists?kind=${kind}&fund=${FUND}`, content, typeof content === 'string' ? 'text/csv' : 'application/octet-stream');
  const line = ({ householdNumber, headName }: Payable, yuan: string, head = headName): string =>
    [householdNumber, head, '搬迁入住', '中央和省级资金', yuan, '2016-05-30', '搬迁验收单 31'].join(',');

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  it('are one claim, whether a department tells it, a person enters it or a list holds it', async () => {
    const one = await household();
    await hear(event(one.householdId));
    expect(await of(one)).toMatchObject([
      { state: 'received', amountFen: 800_000, about: { zh: '搬迁入住 · 中央和省级资金' }, enteredByName: null },
    ]);
    const { body } = await people.bureau.post('/claims', entry(one)).expect(201);
    expect(body).toMatchObject({ state: 'proposed', differs: false, headName: one.headName });
    expect((await upload(`${TITLES}\n${line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body).toEqual({
      rows: 1,
      entered: 0,
      known: 1,
      notEntered: [{ row: 2, state: 'proposed' }],
    });
    const claims = await of(one);
    expect(claims).toHaveLength(1);
    expect(claims[0].reports.map(({ origin }: { origin: string }) => origin)).toEqual(['event', 'hand', 'list']);
  });

  it('are approved by another person, paid by a batch, and told', async () => {
    const one = await household();
    const { body: claim } = await people.bureau.post('/claims', entry(one)).expect(201);
    expect((await step(people.bureau, 'approve', claim)).body.code).toBe('claim.not-your-office');
    expect((await step(people.approver, 'approve', claim)).status).toBe(200);
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
    expect(await of(one)).toMatchObject([{ state: 'paid', paidOn: '2016-06-15' }]);
    await answer(new Map([[claim.id, '账户已销户']]));
    expect(await of(one)).toMatchObject([{ state: 'inPayment', paidOn: null }]);
    const { body: book } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(book.debitFen).toBe(book.creditFen);
  });

  it('whose reports differ are approved only with a reason; what was approved keeps its amount', async () => {
    const one = await household();
    await people.bureau.post('/claims', entry(one, 700_000)).expect(201);
    await hear(event(one.householdId, 800_000));
    const [claim] = await of(one);
    expect(claim).toMatchObject({ amountFen: 800_000, differs: true, state: 'proposed' });
    expect((await step(people.approver, 'approve', claim)).body.code).toBe('claim.reason-needed');
    expect((await step(people.approver, 'approve', claim, { reason: '以验收单为准' })).status).toBe(200);
    await hear(event(one.householdId, 900_000));
    expect(await of(one)).toMatchObject([{ amountFen: 800_000, differs: true, state: 'approved' }]);
  });

  it('by another person with another amount are refused with what to do', async () => {
    const one = await household();
    await people.bureau.post('/claims', entry(one)).expect(201);
    const again = await people.bureau.post('/claims', entry(one, 900_000));
    expect([again.status, again.body.code]).toEqual([409, 'claim.entered-differently']);
    const { body } = await upload(`${TITLES}\n${line(one, '9000.00')}\n合计,,,,9000.00,,`).expect(422);
    expect(body.problems).toMatchObject([{ pointer: '/rows/2/amountFen', code: 'claim-list.entered-differently' }]);
    expect(await of(one)).toHaveLength(1);
  });

  it('are approved by nobody who ever entered them: by hand, by list, before a return, or what they renew', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const missing = async (claim: { id: string; version: number }) => {
      const { status, body } = await step(both, 'approve', claim);
      return [status, body.code, body.problems?.map(({ code }: { code: string }) => code)];
    };
    const one = await household();
    const { body: claim } = await both.post('/claims', entry(one)).expect(201);
    expect(await missing(claim)).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await step(people.approver, 'return', claim, { reason: '资金选错' }).expect(200);
    await step(people.bureau, 'propose', (await of(one))[0], { fundCode: FUND }).expect(200);
    expect(await missing((await of(one))[0])).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await step(people.approver, 'approve', (await of(one))[0]).expect(200);
    // entered by one, told by the list of another while it is open
    const two = await household();
    await people.bureau.post('/claims', entry(two)).expect(201);
    await upload(`${TITLES}\n${line(two, '8000.00')}\n合计,,,,8000.00,,`, 'relocation', both).expect(200);
    expect(await missing((await of(two))[0])).toEqual([409, 'claim.not-yet', ['notEnterer']]);
    await step(people.approver, 'approve', (await of(two))[0]).expect(200);
    // once it is approved, a list says nothing new: who uploads it has entered nothing
    const three = await household();
    const { body: third } = await people.bureau.post('/claims', entry(three)).expect(201);
    await step(people.approver, 'approve', third).expect(200);
    await upload(`${TITLES}\n${line(three, '8000.00')}\n合计,,,,8000.00,,`, 'relocation', both).expect(200);
    expect(await finance.look('select account_id from cause_enterer where cause_id = $1', [third.id])).toEqual([
      { account_id: people.bureau.principal.accountId },
    ]);
  });

  it('wait for their household: an event may arrive first', async () => {
    const householdId = randomUUID();
    await hear(event(householdId));
    const { body } = await people.bureau.get('/claims?state=received&limit=200').expect(200);
    const claim = body.items.find((one: { householdId: string }) => one.householdId === householdId);
    expect(claim).toMatchObject({ householdNumber: null, headName: null });
    expect((await step(people.bureau, 'propose', claim, { fundCode: FUND })).body.code).toBe('claim.not-yet');
    expect((await step(people.bureau, 'propose', claim)).body.code).toBe('claim.fund-needed');
  });

  it('return to who enters and end with a reason; nobody skips a step, whatever the version', async () => {
    const one = await household();
    const { body: claim } = await people.bureau.post('/claims', entry(one)).expect(201);
    expect((await step(people.approver, 'return', claim)).body.code).toBe('claim.reason-needed');
    expect((await step(people.approver, 'return', claim, { reason: '资金选错' })).status).toBe(200);
    expect((await step(people.approver, 'approve', claim)).status).toBe(412);
    const [returned] = await of(one);
    expect(returned).toMatchObject({ state: 'received', fundCode: null });
    expect((await step(people.approver, 'approve', returned)).body.code).toBe('claim.step-not-possible');
    expect((await step(people.approver, 'reject', returned, { reason: '不在范围' })).status).toBe(200);
    await hear(event(one.householdId));
    expect(await of(one)).toMatchObject([{ state: 'rejected' }]);
    // entered once more, nothing would happen: it is said
    expect((await people.bureau.post('/claims', entry(one)).expect(409)).body.code).toBe('claim.rejected-before');
    expect((await upload(`${TITLES}\n${line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body.notEntered).toEqual([
      { row: 2, state: 'rejected' },
    ]);
  });

  it('whose payment was given up are taken up again by a new claim, approved again and paid', async () => {
    const one = await household();
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
    const { body: first } = await people.bureau.post('/claims', entry(one)).expect(201);
    await step(people.approver, 'approve', first);
    await setAccount(people, one.householdId);
    const path = await pay(first, new Map([[first.id, '账户已销户']]));
    const { body: payments } = await people.cashier.get(`${path}/payments`).expect(200);
    await people.approver.post(`${path}/payments/${payments.items[0].id}/give-up`, { reason: '找不到账户' }).expect(200);

    expect((await people.bureau.post('/claims', entry(one)).expect(409)).body.code).toBe('claim.given-up-before');
    await people.bureau
      .post('/payment-accounts', {
        ...{ householdId: one.householdId, bankName: '瑞金农商银行', accountNumber: '6228480000000009911', holderName: one.headName },
        ...{ sourceDocument: '新一卡通', reason: '旧卡销户' },
      })
      .expect(200);
    expect((await upload(`${TITLES}\n${line(one, '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body).toMatchObject({
      ...{ entered: 0, notEntered: [{ row: 2, state: 'givenUp' }] },
    });
    const again = () =>
      finance.look(
        `insert into claim (id, kind, natural_key, household_id, village_code, subject, due_on, document, state, state_since)
         select gen_random_uuid(), kind, natural_key, household_id, village_code, subject, due_on, document, 'received', now() from claim where id = $1`,
        [first.id],
      );
    await expect(again()).rejects.toMatchObject({ code: 'JZ031' });
    const [ended] = await of(one);
    expect((await step(people.bureau, 'renew', ended, { fundCode: FUND })).body.code).toBe('claim.reason-needed');
    expect((await step(people.bureau, 'renew', ended, { reason: '农户已办新卡' })).body.code).toBe('claim.fund-needed');
    expect((await step(people.bureau, 'renew', ended, { fundCode: FUND, reason: '农户已办新卡' })).status).toBe(200);
    const claims = await of(one);
    const old = claims.find(({ id }: { id: string }) => id === first.id);
    const anew = claims.find(({ id }: { id: string }) => id !== first.id);
    expect([old, anew]).toMatchObject([
      { state: 'givenUp', renewedById: anew.id },
      { state: 'proposed', renewsId: first.id, amountFen: 800_000 },
    ]);
    expect((await step(people.bureau, 'renew', old, { fundCode: FUND, reason: '再来一次' })).body.problems).toMatchObject([
      { code: 'notRenewed' },
    ]);
    // the department's old message again changes nothing
    await hear(event(one.householdId));
    expect(await of(one)).toHaveLength(2);
    await step(
      people.approver,
      'approve',
      (await of(one)).find(({ id }: { id: string }) => id === anew.id),
    );
    await pay(anew);
    expect((await of(one)).find(({ id }: { id: string }) => id === anew.id)).toMatchObject({ state: 'paid' });
    await expect(again()).rejects.toMatchObject({ code: '23505' });
  });

  it('a list is refused whole: a row twice, a stranger, a shifted head, sums that do not add up, a protected or damaged file', async () => {
    const [a, b] = (await households(finance, 2)) as [Payable, Payable];
    const rows = [
      line(a, '8000.00'),
      line(a, '8000.00'),
      line(b, '500.00', '旁人'),
      line({ ...b, householdNumber: 'X-1' }, '1.00'),
      '合计,,,,16501.00,,',
    ];
    const { body } = await upload([TITLES, ...rows].join('\n')).expect(422);
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/rows/3/householdNumber', 'claim-list.twice'],
      ['/rows/4/headName', 'listed-household.head-differs'],
      ['/rows/5/householdNumber', 'listed-household.unknown'],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/旁人|示例|X-1/);
    const sums = await upload([TITLES, line(a, '8000.00'), '合计,,,,8000.01,,'].join('\n')).expect(422);
    expect(sums.body.code).toBe('claim.list-refused');
    const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows: [TITLES.split(','), line(a, '8000.00').split(',')] }] }));
    expect((await upload(workbook.subarray(0, workbook.length / 2))).status).toBe(422);
    expect([...(await of(a)), ...(await of(b))]).toEqual([]);
  });

  it('of accepted projects come by list as well, with no money; what industry tells of the same paper is the same project', async () => {
    const [one, two] = (await households(finance, 2)) as [Payable, Payable];
    const titles = '户编号,户主姓名,产业项目,第几年,规模,验收日期,验收文号';
    const row = ({ householdNumber, headName }: Payable, paper: string, scale = '3.2') =>
      [householdNumber, headName, '脐橙', 1, scale, '2016-05-20', paper].join(',');
    const take = (...rows: string[]) => people.bureau.upload('/claims/lists?kind=project', [titles, ...rows].join('\n'), 'text/csv');
    const accepted = (householdId: string, document: string): ReceivedEvent =>
      ({
        ...{ id: randomUUID(), type: ProjectAcceptedV1.type, definition: ProjectAcceptedV1, division: '360781102208' },
        data: {
          ...{ projectId: randomUUID(), householdId, product: 'navelOrange', stage: 1, parcels: [], acceptedOn: '2016-05-21', document },
          measure: { unit: 'centiMu', areaCentiMu: 310 },
        },
      }) as unknown as ReceivedEvent;
    const heard = (...events: ReceivedEvent[]) =>
      finance.db.transaction(systemSession('import'), (em) =>
        finance.app.get(RecordAcceptedProjects, { strict: false }).handle(events, em),
      );
    expect((await take(row(one, '验收 7 号'), row(one, '验收 7 号')).expect(422)).body.problems).toMatchObject([
      { code: 'claim-list.twice' },
    ]);
    expect((await take(row(one, '验收 7 号', '0')).expect(422)).body.problems).toMatchObject([{ code: 'claim-list.nothing' }]);
    expect((await take(row(one, '验收 7 号'))).body).toMatchObject({ rows: 1, entered: 1, known: 0 });
    expect((await take(row(one, '验收 7 号'))).body).toMatchObject({ entered: 0, known: 1, notEntered: [{ row: 2, state: 'received' }] });
    expect(await of(one)).toMatchObject([
      {
        kind: 'project',
        state: 'received',
        amountFen: null,
        fundCode: null,
        about: { zh: '脐橙（第 1 年，3.2 亩）' },
        enteredByName: null,
      },
    ]);
    const [told, other] = [accepted(one.householdId, '验收 7 号'), accepted(one.householdId, '验收 7 号')];
    await heard(told, accepted(two.householdId, '验收 8 号'));
    await heard(told);
    const [claim, ...more] = await of(one);
    expect([more.length, claim.about.zh, claim.dueOn]).toEqual([0, '脐橙（第 1 年，3.1 亩）', '2016-05-21']);
    const [kept] = await finance.look<{ project: string }>(`select subject ->> 'projectId' as project from claim where id = '${claim.id}'`);
    expect(kept!.project).toBe((told.data as { projectId: string }).projectId);
    // the other way round, and another project of one paper
    expect((await take(row(two, '验收 8 号')).expect(200)).body).toMatchObject({ entered: 0, known: 1 });
    await heard(other);
    expect([(await of(one)).length, (await of(two)).length]).toEqual([2, 1]);
    // two projects of a listed paper in one delivery, one of them twice
    expect((await take(row(two, '验收 9 号'))).body).toMatchObject({ entered: 1 });
    const [third, fourth] = [accepted(two.householdId, '验收 9 号'), accepted(two.householdId, '验收 9 号')];
    await heard(third, fourth, third);
    expect((await of(two)).length).toBe(3);
    expect((await people.bureau.upload(`/claims/lists?kind=project&fund=${FUND}`, titles, 'text/csv')).status).toBe(400);
  });

  it('and every other list finance takes has a template that it reads itself', async () => {
    const template = async (path: string) => {
      const { body } = await people.bureau
        .get(`${path}template.xlsx${path.startsWith('/claims') ? '?kind=relocation' : ''}`)
        .buffer()
        .parse(binary)
        .expect(200);
      return (await readXlsx(body as Buffer)).sheets;
    };
    const [list, choices] = await template('/claims/lists/');
    expect(list!.dataValidations?.map(({ range }) => range)).toEqual(['C2:C20000', 'D2:D20000']);
    expect(choices!.rows[1]).toEqual(['签订协议', '中央和省级资金']);
    const titles = list!.rows[0]!.join(',');
    expect((await upload(`${titles}\n${line(await household(), '8000.00')}\n合计,,,,8000.00,,`).expect(200)).body).toMatchObject({
      entered: 1,
    });
    expect((await template('/payment-accounts/lists/'))[0]!.rows[0]).toEqual(['*户编号', '*户主姓名', '*开户行', '*账号', '*户名']);
    expect((await template('/interest-claims/'))[0]!.rows[0]).toEqual(['*合同编号', '*申报贴息（元）']);
  });

  it('names nobody outside the own area, is entered by the county only', async () => {
    const one = await household();
    await people.bureau.post('/claims', entry(one)).expect(201);
    const elsewhere = finance.as(officer(['county-officer'], '360781103'));
    const { body } = await elsewhere.get('/claims?limit=200').expect(200);
    expect(body.items).toEqual([]);
    expect((await elsewhere.post('/claims', entry(one))).body.code).toBe('claim.household-unknown');
    expect((await people.clerk.post('/claims', entry(one))).status).toBe(403);
  });

  it('the database keeps who enters from approving, and amounts from changing', async () => {
    const one = await household();
    const { body: claim } = await people.bureau.post('/claims', entry(one)).expect(201);
    const attempt = (set: string) =>
      finance.look(`update claim set ${set}, version = version + 1 where id = $1`, [claim.id]).then(
        () => 'done',
        (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
      );
    expect(await attempt(`state = 'approved', approved_by = entered_by, approved_at = now()`)).toBe('claim_enters_is_not_approves');
    expect(await attempt(`state = 'paid', paid_on = '2016-06-15'`)).toBe('JZ018');
    // who entered it before it was returned is asked as well
    await step(people.approver, 'return', claim, { reason: '资金选错' }).expect(200);
    const another = finance.as(officer(['county-officer']));
    await step(another, 'propose', (await of(one))[0], { fundCode: FUND }).expect(200);
    const earlier = `'${people.bureau.principal.accountId}'::uuid`;
    expect(await attempt(`state = 'approved', approved_by = ${earlier}, approved_at = now()`)).toBe('JZ108');
    expect(await attempt(`household_id = uuidv7()`)).toBe('JZ018');
    await step(people.approver, 'approve', (await of(one))[0]).expect(200);
    expect(await attempt(`amount_fen = 1`)).toBe('JZ018');
  });

  it('that wait are said once for all of a day, to who may act, and not to who entered them all', async () => {
    const dueOn = finance.clock.today();
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const enter = async (by: typeof both): Promise<{ id: string; version: number }> =>
      (await by.post('/claims', { ...entry(await household()), dueOn }).expect(201)).body;
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
