import type { Fen } from '@jingzhun/domain/money';
import { plainYuan } from '@jingzhun/domain/money';
import { sessionOf } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { allotted, approveNewest, funded } from '../../test/by-two.js';
import { fakePayables, households, type FakePayables } from '../../test/fake-payables.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { Commitments } from '../budget/commitments.js';
import type { Payable } from './payable-causes.js';

const FUND = 'industry-2015';
const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };
const STEPS = process.env['DEEP'] ? 600 : 60;
const OTHER_TOWNSHIP = '360781103201';

/** What the bank has been told and has said about one payment, kept by the test. */
interface Told {
  readonly row: Payable;
  /** File and line of each attempt. */
  readonly references: string[];
  state: 'sent' | 'paid' | 'returned' | 'givenUp';
}

describe('a bank that answers, and corrects itself', () => {
  let finance: Finance;
  let payables: FakePayables;
  const [clerk, approver, cashier] = [officer(), officer(['finance-approver']), officer(['cashier'])];
  const as = (who: ReturnType<typeof officer>) => finance.as(who);
  let chance = 20161128;
  const random = (below: number): number => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(chance / 65_536) % below;
  };

  beforeAll(async () => {
    finance = await startFinance();
    payables = fakePayables(finance);
    await as(clerk)
      .post('/budget/funds', { code: FUND, nameZh: '2015年产业扶贫资金', nameEn: 'industry fund of 2015', purpose: 'industry' })
      .expect(201);
    await funded(as(clerk), as(approver), FUND, { amountFen: 280_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(as(clerk), as(approver), FUND, { area: COUNTY, amountFen: 280_000_000, ...RECORDED });
  });
  afterAll(async () => finance?.stop());

  const sentBatch = async (count: number): Promise<{ id: string; number: number; told: Told[] }> => {
    const rows = [...(await households(finance, count - 1)), ...(await households(finance, 1, OTHER_TOWNSHIP))];
    const policy = await finance.app.get(PolicyService).snapshot('2016-06-15' as never, COUNTY as never);
    const wanted = rows.map(({ causeId, villageCode, amountFen }) => ({
      ...{ fundCode: FUND, villageCode, amountFen, cause: { type: 'test-decision', id: causeId } },
    }));
    await finance.db.transaction(sessionOf(clerk), (em) => finance.app.get(Commitments).commit(em, wanted, policy));
    payables.decide(FUND, ...rows);
    for (const { householdId } of rows)
      await as(clerk)
        .post('/payment-accounts', {
          ...{ householdId, bankName: '瑞金农商银行', accountNumber: `62284${String(Math.floor(Math.random() * 1e14)).padStart(14, '0')}` },
          ...{ holderName: '刘示例', sourceDocument: '一卡通名册', reason: '首次登记' },
        })
        .expect(200);
    const { body: draft } = await as(clerk)
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    const chosen = { causeType: 'test-decision', causeIds: rows.map(({ causeId }) => causeId) };
    const { body: added } = await as(clerk).post(`${path}/payments`, chosen, draft.version).expect(200);
    const { body: declared } = await as(clerk).post(`${path}/declare`, added.totals, added.version).expect(200);
    const { body: approved } = await as(approver).post(`${path}/approve`, {}, declared.version).expect(200);
    const { body: sent } = await as(cashier).post(`${path}/send`, {}, approved.version).expect(200);
    const told = rows.map((row): Told => ({ row, references: [], state: 'sent' }));
    await heard(sent.id, told);
    return { id: sent.id, number: sent.number, told };
  };

  /** The references of all attempts, as the bank has them. */
  const heard = async (batchId: string, told: readonly Told[]): Promise<void> => {
    const rows = await finance.look<{ cause: string; reference: string }>(
      `select p.cause_id as cause, lpad(b.number::text, 6, '0') || '-' || lpad(a.file_number::text, 2, '0') || '-' || lpad(a.position::text, 6, '0') as reference
       from payment_attempt a join payment p on p.id = a.payment_id join payment_batch b on b.id = a.batch_id where a.batch_id = $1 order by a.attempt`,
      [batchId],
    );
    for (const one of told)
      one.references.splice(
        0,
        one.references.length,
        ...rows.filter(({ cause }) => cause === one.row.causeId).map(({ reference }) => reference),
      );
  };
  let files = 0;
  const answer = (batchId: string, reference: string, amountFen: number, reason = '') => {
    files += 1;
    const yuan = plainYuan(amountFen as Fen);
    // a note of the bank keeps two files with the same word apart
    const text = `付款编号,金额（元）,结果,原因,日期,备注\r\n${reference},${yuan},${reason ? '失败' : '成功'},${reason},${finance.clock.today()},${files}\r\n合计,${yuan},1,,,\r\n`;
    return as(cashier).upload(`/payment-batches/${batchId}/returns`, text, 'text/csv');
  };
  const versionOf = async (id: string): Promise<number> => (await as(clerk).get(`/payment-batches/${id}`).expect(200)).body.version;
  const resend = async (id: string) => as(cashier).post(`/payment-batches/${id}/resend`, {}, await versionOf(id));
  const giveUp = async (id: string, { row }: Told) => {
    const [payment] = await finance.look<{ id: string }>('select id from payment where cause_id = $1', [row.causeId]);
    const asked = await as(clerk).post(`/payment-batches/${id}/payments/${payment!.id}/give-up`, { reason: '农户放弃' });
    return asked.status === 200 ? approveNewest(as(approver)) : asked;
  };
  const sum = (told: readonly Told[], ...states: Told['state'][]): number =>
    told.filter(({ state }) => states.includes(state)).reduce((total, { row }) => total + row.amountFen, 0);

  /** State, book, budget, certificate and outbox say what the bank has said last. */
  const holds = async (told: readonly Told[]): Promise<void> => {
    const rows = await finance.look<{ cause: string; state: string; committed: string; certificates: number; left: number }>(
      `select p.cause_id as cause, p.state, c.state as committed,
         (select count(*)::int from payment_certificate k join payment_attempt t on t.id = k.attempt_id where k.payment_id = p.id and t.attempt = p.attempt and p.state = 'paid') as certificates,
         coalesce((select sum(l.amount_fen) from ledger_line l where l.household_id = p.household_id and l.account_code = 'treasury'), 0)::int as left
       from payment p join commitment c on c.cause_id = p.cause_id where p.cause_id = any($1)`,
      [told.map(({ row }) => row.causeId)],
    );
    const expected = told.map(({ row, state }) => ({
      ...{ cause: row.causeId, state, certificates: state === 'paid' ? 1 : 0, left: state === 'paid' ? -row.amountFen : 0 },
      committed: state === 'paid' ? 'spent' : state === 'givenUp' ? 'released' : 'committed',
    }));
    const order = (a: { cause: string }, b: { cause: string }) => a.cause.localeCompare(b.cause);
    expect(rows.toSorted(order)).toEqual(expected.toSorted(order));
    const [owed] = await finance.look<{ fen: number }>(
      `select coalesce(sum(amount_fen), 0)::int as fen from ledger_line where account_code = 'payable/reward-subsidy'`,
    );
    expect(owed!.fen + sum(told, 'sent', 'returned')).toBe(0);
    // nothing is paid twice: of all attempts of a payment at most one stands as credited, as the bank has said it last
    const twice = await finance.look(
      `select payment_id from (select distinct on (r.attempt_id) t.payment_id, r.outcome from payment_result r join payment_attempt t on t.id = r.attempt_id order by r.attempt_id, r.position desc) l
       where l.outcome = 'paid' group by payment_id having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  };

  it(`${STEPS} words of a bank in any order: paid is what it said last, once, and the book follows`, async () => {
    const { id, told } = await sentBatch(4);
    for (let i = 0; i < STEPS; i += 1) {
      const one = told[random(told.length)]!;
      const kind = random(10);
      if (kind === 0) {
        const isDue = told.some(({ state }) => state === 'returned');
        const { status } = await resend(id);
        expect([i, status]).toEqual([i, isDue ? 200 : 409]);
        if (isDue) for (const each of told) if (each.state === 'returned') each.state = 'sent';
        await heard(id, told);
      } else if (kind === 1 && told.filter(({ state }) => state === 'givenUp').length < 2) {
        const { status } = await giveUp(id, one);
        expect([i, status]).toEqual([i, one.state === 'returned' ? 200 : 409]);
        if (one.state === 'returned') one.state = 'givenUp';
      } else {
        const at = random(one.references.length);
        const isCurrent = at === one.references.length - 1;
        const isBack = random(2) === 0;
        const possible = isCurrent && (one.state === 'sent' || (one.state === 'paid' && isBack) || (one.state === 'returned' && !isBack));
        const { status } = await answer(id, one.references[at]!, one.row.amountFen, isBack ? '其他' : '');
        expect([i, one.state, isBack, status]).toEqual([i, one.state, isBack, possible ? 200 : 422]);
        if (possible) one.state = isBack ? 'returned' : 'paid';
      }
      await holds(told);
    }
    // closed for the test that follows
    for (const one of told) {
      if (one.state === 'sent') expect((await answer(id, one.references.at(-1)!, one.row.amountFen)).status).toBe(200);
      if (one.state === 'returned') expect((await giveUp(id, one)).status).toBe(200);
    }
  }, 240_000);

  it('failed, then credited after all: it is paid, and what the bank took back does not close the account', async () => {
    const { id, told } = await sentBatch(2);
    const [one, other] = told as [Told, Told];
    expect((await answer(id, one.references[0]!, one.row.amountFen, '账户已销户')).status).toBe(200);
    expect((await answer(id, one.references[0]!, one.row.amountFen)).status).toBe(200);
    expect((await answer(id, other.references[0]!, other.row.amountFen, '账户已销户')).status).toBe(200);
    const { body } = await as(clerk).get(`/payment-batches/${id}/payments`).expect(200);
    expect(body.items.map(({ state }: { state: string }) => state).toSorted()).toEqual(['paid', 'returned']);
    const resent = await resend(id);
    expect(resent.body).toMatchObject({ code: 'payment.accounts-closed', problems: [{}] });
    expect(resent.body.problems).toHaveLength(1);
  });

  it('after it was sent again, or given up, it is refused with what to ask of the bank', async () => {
    const { id, told } = await sentBatch(2);
    const [one, other] = told as [Told, Told];
    for (const each of told) expect((await answer(id, each.references[0]!, each.row.amountFen, '其他')).status).toBe(200);
    expect((await giveUp(id, other)).status).toBe(200);
    expect((await resend(id)).status).toBe(200);
    const again = await answer(id, one.references[0]!, one.row.amountFen);
    expect([again.status, again.body.problems]).toMatchObject([422, [{ code: 'return-file.sent-again', pointer: '/rows/2/reference' }]]);
    const ended = await answer(id, other.references[0]!, other.row.amountFen);
    expect([ended.status, ended.body.problems]).toMatchObject([422, [{ code: 'return-file.given-up' }]]);
  });

  it('an empty file is none, for the first batch and for the next; the file of another batch says whose it is', async () => {
    const [first, second] = [await sentBatch(2), await sentBatch(2)];
    const empty = '付款编号,金额（元）,结果,原因,日期\r\n合计,0.00,0,,\r\n';
    for (const { id } of [first, second]) {
      const { status, body } = await as(cashier).upload(`/payment-batches/${id}/returns`, empty, 'text/csv');
      expect([status, body.problems]).toMatchObject([422, [{ code: 'return-file.no-rows' }]]);
    }
    const [one] = first.told as [Told];
    const text = (note: string) =>
      `付款编号,金额（元）,结果,原因,日期\r\n${one.references[0]},${plainYuan(one.row.amountFen as Fen)},成功,${note},${finance.clock.today()}\r\n合计,${plainYuan(one.row.amountFen as Fen)},1,,\r\n`;
    await as(cashier).upload(`/payment-batches/${first.id}/returns`, text(''), 'text/csv').expect(200);
    expect((await as(cashier).upload(`/payment-batches/${first.id}/returns`, text(''), 'text/csv').expect(200)).body.isNew).toBe(false);
    const wrong = await as(cashier).upload(`/payment-batches/${second.id}/returns`, text(''), 'text/csv');
    expect([wrong.status, wrong.body.problems[0].detail]).toMatchObject([422, expect.stringContaining(`属于第${first.number}号批次`)]);
  });

  it('its file is of the whole county: a cashier of a township gets no shorter one', async () => {
    const { id } = await sentBatch(2);
    const ofTownship = officer(['cashier'], '360781102');
    for (const format of ['csv', 'fixed', 'return']) {
      const { status, body } = await as(ofTownship).get(`/payment-batches/${id}/files/1?format=${format}`);
      expect([status, body.code]).toEqual([403, 'finance.whole-county-only']);
    }
    await as(cashier).get(`/payment-batches/${id}/files/1`).expect(200);
  });
});
