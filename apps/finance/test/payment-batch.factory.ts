import { sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { Commitments } from '../src/budget/commitments.js';
import type { Payable } from '../src/payment/payable-causes.js';
import { allotted, funded } from './by-two.js';
import { fakePayables, households, type FakePayables } from './fake-payables.js';
import { COUNTY, officer, startFinance, type Finance } from './service.js';

export const FUND = 'industry-2015';
export const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };

/** Three persons over batches of made-up decisions, with a fund that pays them; everything but the persons works once it has started. */
export function batchDesk() {
  let finance: Finance;
  let payables: FakePayables;
  const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];
  const as = (who: ReturnType<typeof officer>) => finance.as(who);

  const decide = async (count: number, village?: string): Promise<Payable[]> => {
    const made = await households(finance, count, village);
    const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as never, COUNTY as never);
    await finance.db.transaction(sessionOf(clerk), (em) =>
      finance.app.get(Commitments).commit(
        em,
        made.map(({ causeId, villageCode, amountFen }) => ({
          fundCode: FUND,
          villageCode,
          amountFen,
          cause: { type: 'test-decision', id: causeId },
        })),
        policy,
      ),
    );
    payables.decide(FUND, ...made);
    return made;
  };
  const setAccount = (householdId: string, accountNumber: string, by = clerk) =>
    as(by).post('/payment-accounts', {
      householdId,
      bankName: '瑞金农商银行',
      accountNumber,
      holderName: '刘示例',
      sourceDocument: '一卡通名册',
      reason: '首次登记',
    });
  let recorded = 0;
  const accounts = async (rows: readonly Payable[]): Promise<void> => {
    for (const { householdId } of rows) {
      await setAccount(householdId, `62284800000000${String(recorded).padStart(5, '0')}`).expect(200);
      recorded += 1;
    }
  };
  /** What is found is right: brothers with one card, a guardian. */
  const answered = async (path: string, by = approver, reason = '兄弟两户共用一卡，已核对存折'): Promise<void> => {
    const { body: seen } = await as(by).get(path).expect(200);
    const { body: list } = await as(by).get(`${path}/payments?payee=finding`).expect(200);
    const findings = list.items.map(({ payee }: { payee: { accountId: string; digest: string } }) => ({
      accountId: payee.accountId,
      digest: payee.digest,
    }));
    await as(by).post(`${path}/payee-answers`, { findings, reason }, seen.version).expect(200);
  };
  const draft = async (rows: readonly Payable[]) => {
    const { body } = await as(clerk)
      .post('/payment-batches', { title: '第一批产业奖补', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    return (
      await as(clerk)
        .post(
          `/payment-batches/${body.id}/payments`,
          { causeType: 'test-decision', causeIds: rows.map(({ causeId }) => causeId) },
          body.version,
        )
        .expect(200)
    ).body;
  };
  const declared = async (rows: readonly Payable[], haveAccounts = false) => {
    if (!haveAccounts) await accounts(rows);
    const batch = await draft(rows);
    return (await as(clerk).post(`/payment-batches/${batch.id}/declare`, batch.totals, batch.version).expect(200)).body;
  };
  const sent = async (rows: readonly Payable[]) => {
    const batch = await declared(rows);
    const approved = await as(approver).post(`/payment-batches/${batch.id}/approve`, {}, batch.version).expect(200);
    return (await as(cashier).post(`/payment-batches/${batch.id}/send`, {}, approved.body.version).expect(200)).body;
  };
  const returnFile = (
    number: number,
    file: number,
    answers: readonly { position: number; amountFen: number; reason?: string; on?: string }[],
  ): string => {
    const reference = (position: number) =>
      `${String(number).padStart(6, '0')}-${String(file).padStart(2, '0')}-${String(position).padStart(6, '0')}`;
    const lines = answers.map(
      ({ position, amountFen, reason, on = finance.clock.today() }) =>
        `${reference(position)},${plainYuan(amountFen as Fen)},${reason ? '失败' : '成功'},${reason ?? ''},${on}`,
    );
    const sum = answers.reduce((total, { amountFen }) => total + amountFen, 0);
    return `付款编号,金额（元）,结果,原因,日期\r\n${lines.join('\r\n')}\r\n合计,${plainYuan(sum as Fen)},${answers.length},,\r\n`;
  };
  const take = (id: string, text: string) => as(cashier).upload(`/payment-batches/${id}/returns`, text, 'text/csv');
  const balance = async (code: string): Promise<number> => {
    const { body } = await as(clerk).get('/ledger/trial-balance?on=2016-12-31').expect(200);
    expect(body.debitFen).toBe(body.creditFen);
    return body.accounts.find((account: { code: string }) => account.code === code)?.balanceFen ?? 0;
  };
  const inFileOrder = (rows: readonly Payable[]): Payable[] => rows.toSorted((a, b) => (a.householdNumber < b.householdNumber ? -1 : 1));
  /** What became of a made-up decision. */
  const decision = (causeId: string) => payables.decided.get(causeId)!;
  const start = async (): Promise<Finance> => {
    finance = await startFinance();
    payables = fakePayables(finance);
    await as(clerk)
      .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose: 'industry' })
      .expect(201);
    await funded(as(clerk), as(approver), FUND, { amountFen: 28_000_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(as(clerk), as(approver), FUND, { area: COUNTY, amountFen: 28_000_000_000, ...RECORDED });
    return finance;
  };
  return {
    ...{
      start,
      decision,
      clerk,
      approver,
      cashier,
      as,
      decide,
      setAccount,
      accounts,
      answered,
      draft,
      declared,
      sent,
      returnFile,
      take,
      balance,
      inFileOrder,
    },
  };
}
