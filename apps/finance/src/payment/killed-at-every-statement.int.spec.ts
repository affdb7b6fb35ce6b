import { randomUUID } from 'node:crypto';
import { plainYuan, yuanToFen, type Fen } from '@jingzhun/domain/money';
import { outboxEmpty } from '@jingzhun/messaging/testing';
import { booksOf, KilledCommands, type Ask } from '@jingzhun/service-shell/testing';
import { startFinance, type Finance } from '../../test/service.js';
import {
  fundAndScheme,
  FUND,
  household,
  photo,
  reached,
  read,
  SCHEME,
  setAccount,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';

// a kill costs the start of a process: all of them on demand, a seeded few in every run
const EVERY = process.env['DEEP'] ? 1 : 150;
const HOUSEHOLDS = 4;
const CLOSED = ['6228480000000000000', '6228480000000000001', '6228480000000000002'];

let finance: Finance;
let people: SubsidyOffice;
let processes: KilledCommands;
/** What the bank's own book says: account → fen. It knows nothing of ours but the files. */
const bank = new Map<string, number>();

beforeAll(async () => {
  finance = await startFinance();
  people = subsidyOffice(finance);
  processes = new KilledCommands(finance, { every: EVERY, books });
  await fundAndScheme(people);
  await finance.look('create table told (type text, household uuid, amount bigint, data jsonb)');
  await finance.look(`create function tell() returns trigger language plpgsql security definer as $$
    begin
      if new.type in ('finance.subsidy.paid.v1', 'finance.payment.returned.v1') then
        insert into told values (new.type, (new.data ->> 'householdId')::uuid, (new.data ->> 'amountFen')::bigint, new.data);
      end if;
      return new;
    end $$`);
  await finance.look('create trigger told after insert on outbox for each row execute function tell()');
}, 120_000);
afterAll(async () => {
  await processes?.stop();
  await finance?.stop();
});

/** Everything the books hold, but what the clock does by itself. */
const BOOKS = /^(subsidy|payment|ledger|allotment|commitment$|return_file$|fund$|notice$|notice_proof$|told$|money_order$)/;
const books = (): Promise<string> => booksOf(finance, BOOKS, ['taken_down_at']);

const step = (name: string, ask: Omit<Ask, 'key'>): Promise<unknown> => processes.take(name, ask);

const version = async (batchId: string): Promise<number> =>
  (await finance.look<{ version: number }>('select version from payment_batch where id = $1', [batchId]))[0]!.version;

const cases = async (ids: readonly string[]) =>
  finance.look<{ id: string; version: number }>('select id, version from subsidy_application where id = any($1) order by id', [ids]);

/** A command on a batch; pressed a second time on the page of before it is refused and writes nothing. */
async function onBatch(id: string, by: SubsidyOffice['bureau'], verb: string, body: object, becomes: string): Promise<void> {
  const ask = { by: by.principal, path: `/payment-batches/${id}/${verb}`, version: await version(id), body };
  await step(verb, ask);
  expect([verb, await finance.look('select state from payment_batch where id = $1', [id])]).toEqual([verb, [{ state: becomes }]]);
  const settled = await books();
  const again = await processes.ask({ ...ask, key: randomUUID() });
  expect([verb, again?.status, await books()]).toEqual([verb, 412, settled]);
}

/** What the bank does with a file: credits every line whose account it keeps, and says so. The answers of one file, by household. */
function credited(text: string, on: string): string {
  const lines = text
    .replace('\ufeff', '')
    .split('\r\n')
    .slice(1, -2)
    .map((line) => {
      const [reference = '', , account = '', , amount = ''] = line.split(',');
      if (!CLOSED.includes(account)) bank.set(account, (bank.get(account) ?? 0) + (yuanToFen(amount) as number));
      return {
        amount: yuanToFen(amount) as number,
        line: `${reference},${amount},${CLOSED.includes(account) ? '失败,账户已销户' : '成功,'},${on}`,
      };
    });
  const sum = lines.reduce((total, { amount }) => total + amount, 0) as Fen;
  return `付款编号,金额（元）,结果,原因,日期\r\n${lines.map(({ line }) => line).join('\r\n')}\r\n合计,${plainYuan(sum)},${lines.length},,\r\n`;
}

/** A file goes to the bank once, however often it was fetched, and the bank's answer comes in. */
async function throughTheBank(id: string, file: number): Promise<void> {
  const ask = { by: people.cashier.principal, path: `/payment-batches/${id}/files/${file}` };
  if (EVERY === 1) await processes.ask(ask, 3);
  const [first, second] = [await processes.ask(ask), await processes.ask(ask)];
  expect(first?.text).toBe(second?.text);
  const answer = credited(first?.text ?? '', finance.clock.today());
  await step('returns', { by: people.cashier.principal, path: `/payment-batches/${id}/returns`, file: answer });
  const settled = await books();
  const again = await processes.ask({ ...ask, path: `/payment-batches/${id}/returns`, key: randomUUID(), file: answer });
  expect([again?.status, JSON.parse(again?.text ?? '{}').isNew, await books()]).toEqual([200, false, settled]);
}

/** Photographed on the first and on the last day; leaves the clock on the morning after. */
async function noticesOver(ids: readonly string[]): Promise<void> {
  const { body } = await people.clerk.get(`/notices/${ids[0]}`).expect(200);
  for (const occasion of ['first', 'last']) {
    for (const id of ids) await people.clerk.post(`/notices/${id}/proofs`, { occasion, attachmentIds: [await photo(finance)] }).expect(200);
    const next = Date.parse(`${body.lastDay}T08:00:00+08:00`) + (occasion === 'last' ? 24 * 3_600_000 : 0);
    finance.clock.advance(next - finance.clock.now().getTime());
  }
}

it(`pays a round to the last household, its process killed before ${EVERY === 1 ? 'every statement' : `every ${EVERY}th statement`} of every command`, async () => {
  const ids: string[] = [];
  const numbers = new Map<string, string>();
  for (let i = 0; i < HOUSEHOLDS; i += 1) {
    const householdId = await household(finance);
    // the first two have an account that the bank has closed
    numbers.set(householdId, i < 2 ? CLOSED[i]! : `622848000000000010${i}`);
    await setAccount(people, householdId, numbers.get(householdId));
    ids.push(await reached(finance, people, 'accept', { householdId, quantity: 300 + 50 * i }));
  }
  await step('round', { by: people.bureau.principal, path: '/subsidy-rounds', body: { schemeCode: SCHEME } });
  const take = async (by: SubsidyOffice['bureau'], name: string) =>
    step(name, { by: by.principal, path: '/subsidy-applications/steps', body: { step: name, cases: await cases(ids) } });
  await take(people.clerk, 'post');
  const notices = [];
  for (const id of ids) notices.push((await read(people, id)).notice.id as string);
  await noticesOver(notices);
  for (const id of notices) await step('close', { by: people.clerk.principal, path: `/notices/${id}/close` });
  await take(people.approver, 'approve');

  const title = { title: '第一批产业奖补', benefit: 'rewardSubsidy', fundCode: FUND };
  await step('create', { by: people.bureau.principal, path: '/payment-batches', body: title });
  const [batch] = await finance.look<{ id: string }>('select id from payment_batch');
  const id = (batch as { id: string }).id;
  await onBatch(id, people.bureau, 'payments', { causeType: 'subsidy-application', causeIds: ids }, 'draft');
  await onBatch(id, people.bureau, 'declare', (await people.bureau.get(`/payment-batches/${id}`).expect(200)).body.totals, 'declared');
  await onBatch(id, people.approver, 'approve', {}, 'approved');
  await onBatch(id, people.cashier, 'send', {}, 'sent');
  await throughTheBank(id, 1);
  const back = await finance.look<{ id: string; household: string }>(
    `select id, household_id as household from payment where state = 'returned' order by household_number`,
  );
  expect(back).toHaveLength(2);
  const [again, never] = back as [(typeof back)[0], (typeof back)[0]];
  const paper = { bankName: '瑞金农商银行', holderName: '刘春华', sourceDocument: '存折', reason: '换卡' };
  // the new account of the second is closed as well: it is given up in the end
  for (const [{ household: householdId }, accountNumber] of [
    [again, '6228480000000000777'],
    [never, CLOSED[2]!],
  ] as const) {
    await step('account', { by: people.bureau.principal, path: '/payment-accounts', body: { householdId, accountNumber, ...paper } });
    numbers.set(householdId, accountNumber);
  }
  await onBatch(
    id,
    people.approver,
    'payees',
    (await people.approver.get(`/payment-batches/${id}`).expect(200)).body.changedPayees,
    'sent',
  );
  await onBatch(id, people.cashier, 'resend', {}, 'sent');
  await throughTheBank(id, 2);
  await step('give-up', {
    ...{
      by: people.bureau.principal,
      path: `/payment-batches/${id}/payments/${never.id}/give-up`,
      body: { reason: '户主去世，无继承人' },
    },
  });
  const [order] = await finance.look<{ id: string }>(`select id from money_order where state = 'proposed'`);
  await step('given-up', { by: people.approver.principal, path: `/money-orders/${order!.id}/approve`, body: {} });
  process.stdout.write(`      killed ${processes.kills} times in ${processes.statements} statements, ${processes.started} processes\n`);
  expect(processes.kills).toBeGreaterThan(2);

  // two books that know nothing of each other: the bank's own, and ours by three ways
  const ours = await finance.look<{ household: string; fen: number }>(
    `select household_id as household, sum(amount_fen)::int as fen from payment where state = 'paid' group by 1`,
  );
  const byAccount = new Map(ours.map(({ household: one, fen }) => [numbers.get(one), fen]));
  expect(byAccount).toEqual(bank);
  expect(bank.size).toBe(HOUSEHOLDS - 1);
  const others = await finance.look<Record<string, number>>(
    `select (select sum(amount_fen)::int from payment where state = 'paid') as paid,
       (select sum(g.amount_fen)::int from subsidy_grant g join subsidy_application a on a.id = g.application_id where a.state = 'paid' and g.voided_at is null) as granted,
       (select sum(amount_fen)::int from commitment where state = 'spent') as spent,
       (select sum(amount)::int from told where type = 'finance.subsidy.paid.v1') as told,
       (select -sum(l.amount_fen)::int from ledger_line l join ledger_entry e on e.id = l.entry_id where l.account_code = 'treasury' and e.cause_type = 'payment-attempt') as treasury,
       (select coalesce(sum(amount_fen), 0)::int from ledger_line where account_code like 'payable/reward-subsidy%') as "stillOwed",
       (select count(*)::int from payment_attempt) as attempts, (select count(*)::int from payment_result) as results, (select count(*)::int from payment_batch) as batches`,
  );
  const total = [...bank.values()].reduce((sum, fen) => sum + fen, 0);
  expect(others).toEqual([
    { paid: total, granted: total, spent: total, told: total, treasury: total, stillOwed: 0, attempts: 6, results: 6, batches: 1 },
  ]);
  const { body: trial } = await people.bureau.get('/ledger/trial-balance?on=2016-12-31').expect(200);
  expect(trial.debitFen).toBe(trial.creditFen);
  await outboxEmpty(finance.db);
}, 3_600_000);
