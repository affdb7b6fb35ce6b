import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { fakePayables, households } from '../../apps/finance/test/fake-payables.js';
import { officer, startFinance, type Finance } from '../../apps/finance/test/service.js';
import { BankSending } from '../../apps/finance/src/payment/bank-sending.js';
import { PaymentAccounts } from '../../apps/finance/src/payment/payment-accounts.js';
import { totalsOf } from '../../apps/finance/src/payment/batch-totals.js';
import { PaymentBatches } from '../../apps/finance/src/payment/payment-batches.js';
import { sessionOf, sessionVariables } from '@jingzhun/persistence';
import { interleave, ratios } from './interleave.js';
import type { Benchmark } from './main.js';
import { resultOf } from './result.js';

const FUND = 'industry-2015';
const PAYMENTS = 4_000;
const BASE = 'the same rows inserted with unnest into the same tables';
const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };
const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];

const paymentBatch: Benchmark = {
  name: 'Payments: a batch of 4,000 from the approval to the bank file',
  async run({ rounds }) {
    const finance = await startFinance();
    // a client of its own: the relay is not told, and sends nothing of this while ours is measured
    const plain = new pg.Client({ connectionString: finance.database.runtimeUrl });
    await plain.connect();
    try {
      const payables = fakePayables(finance);
      await prepareFund(finance);
      const rows = await households(finance, PAYMENTS);
      await accountsFor(
        finance,
        rows.map(({ householdId }) => householdId),
      );
      const accounts = await accountsOf(finance);
      let batch = '';
      const [batches, sending] = [finance.app.get(PaymentBatches), finance.app.get(BankSending)];
      const timings = await interleave(
        [
          {
            name: BASE,
            run: () => insertPlainly(plain, rows, accounts),
            finish: async () => void (await finance.look(`delete from outbox where type = 'finance.bench'`)),
          },
          {
            name: 'ours',
            prepare: async () => {
              // the same households, decided anew
              const decided = rows.map((row) => ({ ...row, causeId: randomUUID() }));
              payables.decide(FUND, ...decided);
              batch = await batches.create(clerk, { title: '第一批产业奖补', benefit: 'rewardSubsidy', fundCode: FUND });
              await batches.add(clerk, batch, 1, { causeType: 'test-decision', causeIds: decided.map(({ causeId }) => causeId) as never });
              const totals = await finance.db.transaction(sessionOf(clerk), (em) => totalsOf(em, batch));
              await batches.declare(clerk, batch, 2, totals);
            },
            run: async () => {
              await batches.approve(approver, batch, 3);
              await sending.send(cashier, batch, 4);
              const { bytes } = await sending.file(cashier, batch, 1, 'csv');
              if (bytes.length < PAYMENTS * 40) throw new Error('the bank file is too short');
            },
          },
        ],
        rounds,
      );
      return [resultOf('payments: 4,000 approved, booked, sent, bank file made', BASE, ratios(timings, BASE, 'ours'), 0.333)];
    } finally {
      await plain.end();
      await finance.stop();
    }
  },
};
export default paymentBatch;

async function prepareFund(finance: Finance): Promise<void> {
  const county = finance.as(clerk);
  await county
    .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund', purpose: 'industry' })
    .expect(201);
  await county.post(`/budget/funds/${FUND}/changes`, { amountFen: 28_000_000_000, on: '2016-06-01', ...RECORDED }).expect(200);
  await approveNewest(finance);
  await county.post(`/budget/funds/${FUND}/allotments`, { area: '360781', amountFen: 28_000_000_000, ...RECORDED }).expect(200);
  await approveNewest(finance);
}

async function approveNewest(finance: Finance): Promise<void> {
  const orders = await finance.as(approver).get('/money-orders').expect(200);
  const [order] = (orders.body as { items: { id: string }[] }).items;
  await finance.as(approver).post(`/money-orders/${order?.id}/approve`).expect(200);
}

async function accountsFor(finance: Finance, ids: readonly string[]): Promise<void> {
  const accounts = finance.app.get(PaymentAccounts);
  const holder = { bankName: '瑞金农商银行', holderName: '刘示例', sourceDocument: '一卡通名册', reason: '登记' };
  for (const [i, householdId] of ids.entries())
    await accounts.set(clerk, {
      householdId: householdId as never,
      accountNumber: `62284800000000${String(i).padStart(5, '0')}`,
      ...holder,
    });
}

interface Account {
  readonly household: string;
  readonly id: string;
  readonly index: string;
}

async function accountsOf(finance: Finance): Promise<Map<string, Account>> {
  const found = await finance.look<Account>(
    `select household_id as household, id, encode(account_index, 'hex') as index from payment_account where closed_at is null`,
  );
  return new Map(found.map((account) => [account.household, account]));
}

/** Payments, entries with their lines, attempts and one message each: in one transaction, with every constraint and trigger in place. */
async function insertPlainly(
  client: pg.Client,
  rows: Awaited<ReturnType<typeof households>>,
  accounts: ReadonlyMap<string, Account>,
): Promise<void> {
  const batch = randomUUID();
  const made = rows.map((row) => ({
    ...row,
    id: randomUUID(),
    cause: randomUUID(),
    entry: randomUUID(),
    attempt: randomUUID(),
    account: accounts.get(row.householdId) as Account,
  }));
  const at = '2016-06-15T02:00:00Z';
  const sealed = 'ab'.repeat(60);
  await client.query('begin');
  for (const [name, value] of Object.entries(sessionVariables(sessionOf(clerk))))
    await client.query('select set_config($1, $2, true)', [name, value]);
  await client.query(
    `insert into payment_batch (id, title, benefit, fund_code, state, entered_by, entered_by_name, entered_at) values ($1, '一批', 'rewardSubsidy', $2, 'draft', $3, '某人', $4)`,
    [batch, FUND, randomUUID(), at],
  );
  await client.query(
    `insert into payment (id, batch_id, household_id, village_code, household_number, head_name, amount_fen, cause_type, cause_id, added_by, decided_by, account_id, state, changed_at)
       select p.id, $1, p.household, p.village, p.number, p.head, p.amount, 'plain', p.cause, $10, $11, p.account, 'prepared', $2
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::uuid[], $12::uuid[]) as p (id, household, village, number, head, amount, cause, account)`,
    [
      ...[batch, at],
      made.map(({ id }) => id),
      made.map(({ householdId }) => householdId),
      made.map(({ villageCode }) => villageCode),
      made.map(({ householdNumber }) => householdNumber),
      made.map(({ headName }) => headName),
      made.map(({ amountFen }) => amountFen),
      made.map(({ cause }) => cause),
      clerk.accountId,
      approver.accountId,
      made.map(({ account }) => account.id),
    ],
  );
  await client.query(
    `insert into ledger_account (code, name_zh, name_en, kind, opened_at) values ('payable/reward-subsidy', '应付补助款', 'payable', 'liability', $1) on conflict do nothing`,
    [at],
  );
  await client.query(
    `insert into ledger_entry (id, on_date, kind, cause_type, cause_id, text, lines, recorded_at)
       select e.id, '2016-06-15', 'obligation', 'payment', e.cause, '一批', 2, $1 from unnest($2::uuid[], $3::uuid[]) as e (id, cause)`,
    [at, made.map(({ entry }) => entry), made.map(({ id }) => id)],
  );
  await client.query(
    `insert into ledger_line (entry_id, position, account_code, amount_fen, place_code, household_id)
       select l.entry, s.position, s.account, s.sign * l.amount, l.village, l.household
       from unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[]) as l (entry, amount, village, household)
       cross join (values (0, $5::text, 1), (1, 'payable/reward-subsidy', -1)) as s (position, account, sign)`,
    [
      made.map(({ entry }) => entry),
      made.map(({ amountFen }) => amountFen),
      made.map(({ villageCode }) => villageCode),
      made.map(({ householdId }) => householdId),
      `fund/${FUND}`,
    ],
  );
  await client.query(
    `insert into payment_attempt (id, payment_id, attempt, batch_id, file_number, position, village_code, bank_name, account_cipher, account_index, account_masked, holder_name, amount_fen, sent_at, sent_by)
       select t.id, t.payment, 1, $1, 1, t.position, t.village, '银行', decode($2, 'hex'), decode(t.index, 'hex'), '****', '某人', t.amount, $3, $9
       from unnest($4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::bigint[], $10::text[]) as t (id, payment, position, village, amount, index)`,
    [
      ...[batch, sealed, at],
      made.map(({ attempt }) => attempt),
      made.map(({ id }) => id),
      made.map((_, i) => i + 1),
      made.map(({ villageCode }) => villageCode),
      made.map(({ amountFen }) => amountFen),
      cashier.accountId,
      made.map(({ account }) => account.index),
    ],
  );
  await client.query(
    `insert into outbox (id, type, subject, ordering_key, occurred_at, correlation_id, data)
       select o.id, 'finance.bench', 'jz.finance.bench', o.household, $1, o.id, $2::jsonb from unnest($3::uuid[], $4::text[]) as o (id, household)`,
    [
      at,
      JSON.stringify({ amountFen: 1, paidOn: '2016-06-15', fundCode: FUND }),
      made.map(({ cause }) => cause),
      made.map(({ householdId }) => householdId),
    ],
  );
  await client.query('commit');
}
