import { approveAllotments } from './approve-allotments.js';
import { CANARY } from './canary.js';
import { Officer, type Answer } from './officer.js';
import { until } from './until.js';

const FINANCE = '/api/finance/v1';

/** A claim of the household from its account to the file for the bank: who may see the account in the clear, and who may not. */
export async function paidByFinance(address: string, householdId: string, seen: (what: string, answer: Answer) => Answer): Promise<void> {
  const [county, approver, cashier] = (await Promise.all(
    ['qian.finance', 'meng.approve', 'kang.cashier'].map((name) => Officer.signIn(address, name)),
  )) as [Officer, Officer, Officer];
  const done = async <T>(what: string, sent: Promise<Answer>): Promise<T> => {
    const answer = seen(what, await sent);
    expect([what, answer.status < 300, answer.text]).toEqual([what, true, expect.any(String)]);
    return answer.body as T;
  };
  await until('the copy of finance', async () => (await county.get(`${FINANCE}/directory/households/${householdId}`)).status === 200);
  const list = `户编号,户主姓名,开户行,账号,户名\n${CANARY.householdNumber},${CANARY.name},演示银行,${CANARY.listedAccount},示例户名`;
  await done('accounts', county.upload(`${FINANCE}/payment-accounts/lists`, Buffer.from(list), { 'Content-Type': 'text/csv' }));
  const account = { householdId, bankName: '演示银行', holderName: '示例户名', sourceDocument: '开户回执', reason: '换卡' };
  const wrong = await county.post(`${FINANCE}/payment-accounts`, { ...account, accountNumber: `${CANARY.payeeAccount}A` });
  expect(seen('wrong account', wrong).status).toBeGreaterThanOrEqual(400);
  const twice = await county.upload(
    `${FINANCE}/payment-accounts/lists`,
    Buffer.from(`${list}\n${CANARY.householdNumber},别人,演示银行,${CANARY.listedAccount},示例户名`),
    { 'Content-Type': 'text/csv' },
  );
  expect(seen('refused list', twice).status).toBe(422);
  await done('account', county.post(`${FINANCE}/payment-accounts`, { ...account, accountNumber: CANARY.payeeAccount }));

  const { on } = (await county.get(`${FINANCE}/ledger/trial-balance`)).body as { on: string };
  const fundCode = `canary-${on.slice(0, 4)}`;
  const paper = { sourceDocument: '雀标文〔1999〕1号', reason: '演示' };
  await done(
    'fund',
    county.post(`${FINANCE}/budget/funds`, { code: fundCode, nameZh: '雀标资金', nameEn: 'fund of the canary', purpose: 'relocation' }),
  );
  await done('money', county.post(`${FINANCE}/budget/funds/${fundCode}/changes`, { amountFen: 10_000_000, on, ...paper }));
  await approveAllotments(approver, fundCode);
  await done(
    'allotment',
    county.post(`${FINANCE}/budget/funds/${fundCode}/allotments`, { area: '360781', amountFen: 10_000_000, ...paper }),
  );
  await approveAllotments(approver, fundCode);
  const about = { kind: 'relocation', milestone: 'roofed', source: 'cityPlatform', householdId, fundCode };
  const claim = await done<{ id: string; version: number }>(
    'claim',
    county.post(`${FINANCE}/claims`, { ...about, amountFen: 700_000, dueOn: on, document: '封顶验收单' }),
  );
  const steps = { step: 'approve', cases: [{ id: claim.id, version: claim.version }] };
  await done('approved claim', approver.post(`${FINANCE}/claims/steps`, steps));
  type Batch = { id: string; version: number; totals: object };
  const batches = `${FINANCE}/payment-batches`;
  const next = (by: Officer, { id, version }: Batch, what: string, body: object = {}): Promise<Batch> =>
    done(what, by.post(`${batches}/${id}/${what}`, body, { 'If-Match': `"${version}"` }));
  let batch = await done<Batch>('batch', county.post(batches, { title: '雀标批次', benefit: 'relocationSubsidy', fundCode }));
  batch = await next(county, batch, 'payments', { causeType: 'relocation-claim', causeIds: [claim.id] });
  batch = await next(county, batch, 'declare', batch.totals);
  // the holder is nobody of the household: said why, before it is approved
  type Found = { items: { payee: { accountId: string; digest: string } }[] };
  const { items } = await done<Found>('what is found', approver.get(`${batches}/${batch.id}/payments?payee=finding`));
  const findings = items.map(({ payee: { accountId, digest } }) => ({ accountId, digest }));
  batch = await next(approver, batch, 'payee-answers', { findings, reason: '监护人代领，已核对证明' });
  batch = await next(approver, batch, 'approve');
  batch = await next(cashier, batch, 'send');
  for (const format of ['csv', 'fixed']) {
    const file = await cashier.download(`${batches}/${batch.id}/files/1?format=${format}`);
    const text = file.bytes.toString('latin1');
    expect([format, file.status, text.includes(CANARY.payeeAccount), text.includes(CANARY.listedAccount)]).toEqual([
      format,
      200,
      true,
      false,
    ]);
  }
  expect(seen('file for the maker', await county.get(`${batches}/${batch.id}/files/1?format=csv`)).status).toBe(403);
  for (const path of ['', '/payments']) seen('batch', await county.get(`${batches}/${batch.id}${path}`));
  const known = seen('accounts', await county.get(`${FINANCE}/payment-accounts?householdId=${householdId}`));
  expect((known.body as { items: { accountMasked: string }[] }).items.map(({ accountMasked }) => accountMasked.slice(-4))).toEqual([
    CANARY.payeeAccount.slice(-4),
    CANARY.listedAccount.slice(-4),
  ]);
}
