import type { Response } from 'supertest';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { outboxEmpty, until } from '@jingzhun/messaging/testing';
import { sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { allotted, approverOf, funded } from '../../test/by-two.js';
import { fakePayables, households } from '../../test/fake-payables.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { numberOf } from '../../test/subsidy.factory.js';
import { Commitments } from '../budget/commitments.js';

const FUND = 'industry-2015';
const ROWS = 40;
const ROUNDS = process.env['DEEP'] ? 40 : 2;
const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };

/** Every connection of the service is cut at a chance moment of every step. Each step happened or it did not; none is lost, none doubled. */
describe('a batch whose database goes away in the middle', () => {
  let finance: Finance;
  const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];
  let chance = 20160615;
  const random = (below: number): number => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return chance % below;
  };

  beforeAll(async () => {
    finance = await startFinance();
    const county = finance.as(clerk);
    await county
      .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose: 'industry' })
      .expect(201);
    await funded(county, approverOf(finance), FUND, { amountFen: 28_000_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(county, approverOf(finance), FUND, { area: COUNTY, amountFen: 28_000_000_000, ...RECORDED });
  });
  afterAll(async () => finance?.stop());

  const cut = () =>
    finance.look(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'jz_finance'`);

  /** Asks again until it has happened, cutting the connections while it runs; a step that was done already says so. */
  async function insist(ask: () => PromiseLike<Response>, isDone: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const asked = Promise.resolve(ask());
      if (attempt < 4) {
        for (let wait = random(6); wait > 0; wait -= 1) await finance.look('select 1');
        await cut();
      }
      await asked.catch(() => undefined);
      if (await isDone()) return;
    }
    throw new Error('the step never happened');
  }

  it(
    `pays each of ${ROWS} households exactly once, in ${ROUNDS} seeded rounds`,
    async () => {
      const payables = fakePayables(finance);
      const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as never, COUNTY as never);
      for (let round = 0; round < ROUNDS; round += 1) {
        const made = await households(finance, ROWS);
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
        for (const { householdId } of made)
          await finance
            .as(clerk)
            .post('/payment-accounts', {
              householdId,
              bankName: '瑞金农商银行',
              accountNumber: numberOf(householdId),
              holderName: '刘示例',
              sourceDocument: '名册',
              reason: '登记',
            })
            .expect(200);
        const { body: created } = await finance
          .as(clerk)
          .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
          .expect(201);
        const id: string = created.id;
        const state = async () =>
          (await finance.look<{ state: string; version: number }>('select state, version from payment_batch where id = $1', [id]))[0]!;
        // whoever reads while the database is away is told so, and reads again
        const totals = async () =>
          (
            await until('the totals are read', async () => {
              const answer = await finance.as(clerk).get(`/payment-batches/${id}`);
              expect([200, 503]).toContain(answer.status);
              return answer.status === 200 ? answer : undefined;
            })
          ).body.totals;
        const filled = async () => (await finance.look('select from payment where batch_id = $1', [id])).length === ROWS;
        const version = async () => (await state()).version;

        let at = await version();
        await insist(
          () =>
            finance
              .as(clerk)
              .post(`/payment-batches/${id}/payments`, { causeType: 'test-decision', causeIds: made.map(({ causeId }) => causeId) }, at),
          filled,
        );
        at = await version();
        const declared = await totals();
        await insist(
          () => finance.as(clerk).post(`/payment-batches/${id}/declare`, declared, at),
          async () => (await state()).state === 'declared',
        );
        at = await version();
        await insist(
          () => finance.as(approver).post(`/payment-batches/${id}/approve`, {}, at),
          async () => (await state()).state === 'approved',
        );
        at = await version();
        await insist(
          () => finance.as(cashier).post(`/payment-batches/${id}/send`, {}, at),
          async () => (await state()).state === 'sent',
        );
        const lines = await finance.look<{ line: string; amount: string }>(
          `select lpad(b.number::text, 6, '0') || '-01-' || lpad(a.position::text, 6, '0') as line, a.amount_fen as amount
         from payment_attempt a join payment_batch b on b.id = a.batch_id where a.batch_id = $1 order by a.position`,
          [id],
        );
        expect(lines).toHaveLength(ROWS);
        const sum = lines.reduce((total, { amount }) => total + Number(amount), 0) as Fen;
        const file = `付款编号,金额（元）,结果,原因,日期\r\n${lines.map(({ line, amount }) => `${line},${plainYuan(Number(amount) as Fen)},成功,,${finance.clock.today()}`).join('\r\n')}\r\n合计,${plainYuan(sum)},${ROWS},,\r\n`;
        await insist(
          () => finance.as(cashier).upload(`/payment-batches/${id}/returns`, file, 'text/csv'),
          async () => (await state()).state === 'settled',
        );

        const [counted] = await finance.look<Record<string, number>>(
          `select (select count(*)::int from payment where batch_id = $1 and state = 'paid') as paid,
           (select count(*)::int from payment_result r join payment_attempt a on a.id = r.attempt_id where a.batch_id = $1) as results,
           (select count(*)::int from ledger_entry e join payment p on e.cause_type = 'payment' and e.cause_id = p.id where p.batch_id = $1) as owed,
           (select count(*)::int from ledger_entry e join payment_attempt a on e.cause_type = 'payment-attempt' and e.cause_id = a.id where a.batch_id = $1) as booked,
           (select count(*)::int from commitment c join payment p on p.cause_id = c.cause_id where p.batch_id = $1 and c.state = 'spent') as spent`,
          [id],
        );
        expect(counted).toEqual({ paid: ROWS, results: ROWS, owed: ROWS, booked: ROWS, spent: ROWS });
      }
      const { body: trial } = await finance.as(clerk).get('/ledger/trial-balance?on=2016-12-31').expect(200);
      expect(trial.debitFen).toBe(trial.creditFen);
      await outboxEmpty(finance.db);
    },
    process.env['DEEP'] ? 3_600_000 : 120_000,
  );
});
