import { randomUUID } from 'node:crypto';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { overtaken, together } from '@jingzhun/service-shell/testing';
import { approveNewest, funded } from './by-two.js';
import { approveLoan, confirmedLoan, borrower, lenderBank, loanOffice } from './loan.factory.js';
import { officer, startFinance, type Finance } from './service.js';
import {
  asked,
  FUND,
  fundAndScheme,
  household,
  photo,
  reached,
  read,
  SCHEME,
  scheme,
  setAccount,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from './subsidy.factory.js';

const RECORDED = { sourceDocument: '瑞财〔2016〕20号', reason: '年度预算' };
/** What only the database saw; the filter says it. */
const DONE_MEANWHILE = [409, 'record.done-meanwhile'];

/** Two persons at once, through the service: one has it, the other reads what to do now, and the money is there once. */
describe('two persons at once', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  /** Whoever is let in first after a table was held: nobody says. */
  const inAnyOrder = (answers: readonly { status: number; body: { code?: string } }[]) =>
    answers.toSorted((a, b) => a.status - b.status).map(heard);
  const heard = ({ status, body }: { status: number; body: { code?: string } }) => (status < 300 ? status : [status, body.code]);
  const book = async (): Promise<void> => {
    const { body } = await people.bureau.get('/ledger/trial-balance?on=2030-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
  };
  const account = (householdId: string, last: number) =>
    people.bureau.post('/payment-accounts', {
      ...{ householdId, bankName: '瑞金农商银行', accountNumber: `622848000000000${last}`, holderName: '刘春华' },
      ...{ sourceDocument: '一卡通名册', reason: '换卡' },
    });
  const declared = async (ids: readonly string[]): Promise<{ path: string; id: string; version: number }> => {
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    const { body: added } = await people.bureau
      .post(`${path}/payments`, { causeType: 'subsidy-application', causeIds: ids }, draft.version)
      .expect(200);
    const { body } = await people.bureau.post(`${path}/declare`, added.totals, added.version).expect(200);
    return { path, id: draft.id, version: body.version };
  };

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterEach(book);
  afterAll(async () => finance?.stop());

  it('a file for the bank and a new account of a household: nothing leaves for the account that was closed', async () => {
    const householdId = await household(finance);
    const id = await reached(finance, people, 'approve', { householdId });
    await setAccount(people, householdId, '6228480000000001001');
    const { path, version, id: batch } = await declared([id]);
    const { body: approved } = await people.approver.post(`${path}/approve`, {}, version).expect(200);
    const send = (at: number) => people.cashier.post(`${path}/send`, {}, at);
    const replace = async () => {
      await setAccount(people, householdId, '6228480000000001002');
      return people.bureau.get(path);
    };
    const [sent, seen] = await overtaken(finance, 'payment_attempt', () => send(approved.version), replace);
    expect(heard(sent)).toEqual(DONE_MEANWHILE);
    expect(sent.body.next).toMatch(/刷新/);
    expect(seen.body.state).toBe('approved');
    expect(await finance.look('select from payment_attempt where batch_id = $1', [batch])).toEqual([]);
  });

  it('a new account that is confirmed, and another one meanwhile: only the one that was seen is approved', async () => {
    const householdId = await household(finance);
    const id = await reached(finance, people, 'approve', { householdId });
    await setAccount(people, householdId, '6228480000000001101');
    const { path, version } = await declared([id]);
    await people.approver.post(`${path}/approve`, {}, version).expect(200);
    await setAccount(people, householdId, '6228480000000001102');
    const { body: seen } = await people.approver.get(path).expect(200);
    const confirm = () => people.approver.post(`${path}/payees`, seen.changedPayees, seen.version);
    const [confirmed, replaced] = await together(finance, 'lock table payment_batch in share mode', confirm, () =>
      account(householdId, 1103),
    );
    expect([heard(confirmed!), heard(replaced!)]).toEqual([200, 200]);
    const [to] = await finance.look<{ masked: string }>(
      'select a.account_masked as masked from payment p join payment_account a on a.id = p.account_id where p.cause_id = $1',
      [id],
    );
    expect(to!.masked).toMatch(/1102$/);
    expect((await people.approver.get(path).expect(200)).body.changedPayees.count).toBe(1);
  });

  it('two accounts for one household: the second is told that there is a new one', async () => {
    const householdId = await household(finance);
    await setAccount(people, householdId, '6228480000000001201');
    const set = [1202, 1203].map((last) => () => account(householdId, last));
    const answers = await together(finance, `select from payment_account where household_id = '${householdId}' for update`, ...set);
    expect(answers.map(heard)).toEqual([200, DONE_MEANWHILE]);
  });

  it('an approval and an objection that is entered late: no money while it is not answered', async () => {
    const id = await reached(finance, people, 'close');
    const { notice } = await read(people, id);
    const said = { via: 'paper', receivedOn: notice.lastDay, submissionId: randomUUID(), text: '书面异议：该地块是他人的。' };
    const scanAttachmentId = await photo(finance, 'aboveVillage');
    const investigator = finance.as(officer(['township-officer'], TOWNSHIP));
    const object = () => investigator.post(`/notices/${notice.id}/objections`, { ...said, scanAttachmentId });
    const approve = () => stepTaken(people.approver, id, 'approve');
    const answers = await together(finance, 'lock table subsidy_event in share mode', approve, object);
    expect(answers.map(heard)).toEqual([200, 201]);
    expect(await read(people, id)).toMatchObject({ state: 'approved', notice: { openObjections: 1 } });
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const about = { causeType: 'subsidy-application', causeIds: [id] };
    expect(heard(await people.bureau.post(`/payment-batches/${draft.id}/payments`, about, draft.version))).toEqual([
      409,
      'payment.stopped',
    ]);
  });

  it('two rounds of the same household: its cap is used once, whoever comes first', async () => {
    const householdId = await household(finance);
    const barn = { householdId, product: 'curingBarn', quantity: 1 };
    await reached(finance, people, 'grant', barn);
    const waiting = [await reached(finance, people, 'accept', barn), await reached(finance, people, 'accept', barn)];
    const rounds = waiting.map((id) => () => people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [id] }));
    const answers = await together(finance, `select pg_advisory_xact_lock(${ADVISORY_LOCKS.subsidyRounds})`, ...rounds);
    expect(answers.map(heard)).toEqual([201, 201]);
    const states = await Promise.all(waiting.map(async (id) => (await read(people, id)).state));
    expect(states).toEqual(['granted', 'rejected']);
    const [granted] = await finance.look<{ fen: number }>(
      'select sum(amount_fen)::float8 as fen from subsidy_grant where household_id = $1 and voided_at is null',
      [householdId],
    );
    expect(granted!.fen).toBe(1_000_000);
  });

  it('two applications for one parcel: the second is told', async () => {
    const parts = await Promise.all([1, 2].map(() => asked(finance, { parcel: '屋背坑 7 号' })));
    const apply = parts.map((part) => () => people.clerk.post('/subsidy-applications', part));
    const answers = await together(finance, 'lock table subsidy_application in share mode', ...apply);
    expect(inAnyOrder(answers)).toEqual([201, [409, 'subsidy.parcel-refused']]);
  });

  it('approved and refused: an order is decided once', async () => {
    await funded(people.bureau, people.approver, FUND, { amountFen: 5_000, on: '2016-06-02', ...RECORDED });
    await people.bureau.post(`/budget/funds/${FUND}/changes`, { amountFen: -5_000, on: '2016-06-03', ...RECORDED }).expect(200);
    const [{ id }] = (await people.approver.get('/money-orders').expect(200)).body.items;
    const other = finance.as(officer(['finance-approver']));
    const answers = await together(
      finance,
      `select from money_order where id = '${id}' for update`,
      () => people.approver.post(`/money-orders/${id}/approve`),
      () => other.post(`/money-orders/${id}/refuse`, { reason: '暂不调减' }),
    );
    expect(answers.map(heard)).toEqual([200, [409, 'money-order.decided']]);
    expect(await finance.look('select from fund_change where order_id = $1', [id])).toHaveLength(1);
  });

  it('the rest of a fund, allotted and taken away', async () => {
    const code = 'training-2016';
    await people.bureau.post('/budget/funds', { code, nameZh: '雨露计划', nameEn: 'training', purpose: 'other' }).expect(201);
    await funded(people.bureau, people.approver, code, { amountFen: 100_000, on: '2016-06-01', ...RECORDED });
    await people.bureau.post(`/budget/funds/${code}/changes`, { amountFen: -60_000, on: '2016-06-02', ...RECORDED }).expect(200);
    // nothing is reserved by what waits: three orders, each of them possible alone
    for (const area of [TOWNSHIP, '360781204'])
      await people.bureau.post(`/budget/funds/${code}/allotments`, { area, amountFen: 60_000, ...RECORDED }).expect(200);
    const { body: waiting } = await people.approver.get('/money-orders').expect(200);
    const [other, one, taken] = waiting.items.slice(0, 3).map(
      ({ id }: { id: string }) =>
        () =>
          people.approver.post(`/money-orders/${id}/approve`),
    );
    const answers = await together(finance, `select lock_funds(array['${code}'])`, one, taken, other);
    expect(answers.map(heard)).toEqual([200, [409, 'budget.fund-too-small'], [409, 'budget.fund-exceeded']]);
  });

  it('one code entered twice: a fund, a bank, a scheme', async () => {
    const fund = { code: 'health-2016', nameZh: '健康扶贫', nameEn: 'health', purpose: 'other' };
    const bank = { code: 'ccb', nameZh: '建设银行', nameEn: 'CCB' };
    const one = scheme({ code: 'planting-2016', nameZh: '2016年种植奖补' });
    for (const [table, path, body, code] of [
      ['fund', '/budget/funds', fund, 'budget.fund-exists'],
      ['lender_bank', '/lender-banks', bank, 'lender-bank.exists'],
      ['subsidy_scheme', '/subsidy-schemes', one, 'subsidy.scheme-exists'],
    ] as const) {
      const send = () => people.bureau.post(path, body);
      const answers = await together(finance, `lock table ${table} in share mode`, send, send);
      expect([path, ...inAnyOrder(answers)]).toEqual([path, 201, [409, code]]);
    }
  });

  it('one subsidy into two batches: it is paid by one of them', async () => {
    const id = await reached(finance, people, 'approve');
    const draft = async () =>
      (await people.bureau.post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND }).expect(201)).body;
    const drafts = [await draft(), await draft()];
    const put = drafts.map(
      (batch) => () =>
        people.bureau.post(`/payment-batches/${batch.id}/payments`, { causeType: 'subsidy-application', causeIds: [id] }, batch.version),
    );
    const answers = await together(finance, `select from subsidy_application where id = '${id}' for update`, ...put);
    expect(answers.map(heard)).toEqual([200, [409, 'payment.cause-not-waiting']]);
    expect(await finance.look('select from payment where cause_id = $1', [id])).toHaveLength(1);
  });

  it('a month that is closed and money that is entered for it', async () => {
    await people.bureau.post(`/budget/funds/${FUND}/changes`, { amountFen: 7_000, on: '2016-05-20', ...RECORDED }).expect(200);
    const deposit = () => approveNewest(people.approver);
    const close = () => people.approver.post('/ledger/periods/2016-05/close', { onTheWay: 0 });
    const lock = `select pg_advisory_xact_lock(${ADVISORY_LOCKS.ledger})`;
    const answers = await together(finance, lock, close, deposit);
    expect(answers.map(heard)).toEqual([200, 200]);
  });

  describe('at the banks', () => {
    const office = (code: string) => loanOffice(finance, code);
    const approval = (code: string, id: string) => () => approveLoan(office(code).approver, id);
    beforeAll(async () => {
      for (const [code, fen] of [
        ['rcb', 100_000_000],
        ['abc', 100_000_000],
        ['boc', 500_000],
      ] as const)
        await lenderBank(office(code), fen, code);
    });

    it('two loans of one household: its limit is used once', async () => {
      const home = await borrower(finance);
      const [one, two] = [
        await confirmedLoan(finance, office('rcb'), { ...home, bankCode: 'rcb' }),
        await confirmedLoan(finance, office('abc'), { ...home, bankCode: 'abc' }),
      ];
      const answers = await together(finance, 'lock table household_credit in share mode', approval('rcb', one), approval('abc', two));
      expect(inAnyOrder(answers)).toEqual([200, [409, 'loan.not-yet']]);
    });

    it('two loans of one bank: its fund carries one', async () => {
      const loans = [];
      for (let i = 0; i < 2; i += 1) loans.push(await confirmedLoan(finance, office('boc'), { bankCode: 'boc' }));
      const answers = await together(
        finance,
        `select from risk_fund where bank_code = 'boc' for update`,
        ...loans.map((id) => approval('boc', id)),
      );
      expect(answers.map(heard)).toEqual([200, [409, 'loan.not-yet']]);
    });
  });
});
