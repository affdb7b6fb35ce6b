import { until } from '@jingzhun/messaging/testing';
import { run, sessionOf } from '@jingzhun/persistence';
import { together } from '@jingzhun/service-shell/testing';
import { allotted, approveNewest, funded } from '../../test/by-two.js';
import { FUND, RECORDED, startBudget, type BudgetOffice } from '../../test/budget.factory.js';
import { COUNTY, officer, type Finance } from '../../test/service.js';

describe('the treasury', () => {
  let budget: BudgetOffice;
  let finance: Finance;
  const county = () => budget.county();

  beforeAll(async () => {
    budget = await startBudget();
    finance = budget.finance;
  });
  afterAll(async () => finance?.stop());

  it('lets money come into a fund by two persons only', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const approver = finance.as(officer(['finance-approver']));
    const fund = 'works-2016';
    await county().post('/budget/funds', { code: fund, nameZh: '基建资金', nameEn: 'works', purpose: 'other' }).expect(201);
    const coming = { amountFen: 3_000, on: '2016-06-02', ...RECORDED };
    const { body: proposed } = await both.post(`/budget/funds/${fund}/changes`, coming).expect(200);
    expect([proposed.amountFen, proposed.changes]).toEqual([0, []]);
    expect(proposed.waitingChanges).toMatchObject([{ ...coming, proposedByName: both.principal.name }]);
    const inBook = async () => (await county().get(`/ledger/trial-balance?fund=${fund}`).expect(200)).body.accounts;
    expect(await inBook()).toMatchObject([{ creditFen: 0 }]);
    // nothing is allotted of what has not come
    const early = await county().post(`/budget/funds/${fund}/allotments`, { area: COUNTY, amountFen: 1, ...RECORDED });
    expect(early.body.code).toBe('budget.fund-exceeded');
    expect((await approveNewest(both)).body.code).toBe('money-order.same-person');
    expect((await approveNewest(county())).status).toBe(403);
    expect((await approveNewest(approver)).status).toBe(200);
    const { body: there } = await county().get(`/budget/funds/${fund}`).expect(200);
    expect([there.amountFen, there.waitingChanges]).toEqual([3_000, []]);
    expect(there.changes).toMatchObject([{ ...coming, by: approver.principal.name }]);
    expect(await inBook()).toMatchObject([{ code: `fund/${fund}`, creditFen: 3_000 }]);
    const alone = finance.look(
      `insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name)
       values (gen_random_uuid(), $1, 1, '2016-06-03', 'x', 'x', now(), gen_random_uuid(), 'x')`,
      [fund],
    );
    await expect(alone).rejects.toMatchObject({ code: 'JZ140' });
    const audited = await finance.look(
      `select roles, detail from audit_log where action = 'budget.fund-change' and detail ->> 'fund' = $1`,
      [fund],
    );
    expect(audited).toEqual([{ roles: ['finance-approver'], detail: { fund, amountFen: 3_000 } }]);
  });

  it('lets money leave the treasury by two persons only: a provision, what is taken back, a reduction', async () => {
    const fund = 'risk-fund-2016';
    const [amountFen, approver] = [50_000_000, finance.as(officer(['finance-approver']))];
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    await county().post('/budget/funds', { code: fund, nameZh: '风险缓释基金', nameEn: 'risk fund', purpose: 'riskFund' }).expect(201);
    await funded(county(), approver, fund, { amountFen: 2 * amountFen, on: '2016-06-01', ...RECORDED });
    await allotted(county(), approver, fund, { area: COUNTY, amountFen, ...RECORDED });
    await county().post('/lender-banks', { code: 'abc', nameZh: '示例银行', nameEn: 'sample bank' }).expect(201);
    const newest = async () => (await county().get('/money-orders').expect(200)).body.items[0];
    const decide = (who: typeof approver, id: string) => who.post(`/money-orders/${id}/approve`);
    const money = async () => {
      const { body: trial } = await county().get('/ledger/trial-balance').expect(200);
      expect(trial.debitFen).toBe(trial.creditFen);
      const of = (code: string): number => trial.accounts.find((one: { code: string }) => one.code === code)?.balanceFen ?? 0;
      const [bank] = (await county().get('/lender-banks').expect(200)).body.items;
      const { body: detail } = await county().get(`/budget/funds/${fund}`).expect(200);
      return [of('treasury'), of(`fund/${fund}`), bank.balanceFen, detail.amountFen, detail.spentFen];
    };
    const start = await money();

    await both.post('/lender-banks/abc/provisions', { fundCode: fund, amountFen, on: '2016-06-02', ...RECORDED }).expect(200);
    const provision = await newest();
    expect([provision.kind, provision.state, await money()]).toEqual(['provision', 'proposed', start]);
    expect((await decide(both, provision.id)).body.code).toBe('money-order.same-person');
    expect((await decide(county(), provision.id)).status).toBe(403);
    await expect(
      finance.look('update money_order set state = $2, decided_by = proposed_by, decided_by_name = $3, decided_at = now() where id = $1', [
        ...[provision.id, 'approved', '某人'],
      ]),
    ).rejects.toMatchObject({ code: '23514' });
    await expect(
      finance.look(
        `insert into risk_fund_change (id, bank_code, kind, amount_fen, on_date, fund_code, source_document, reason, recorded_at, recorded_by, recorded_by_name, order_id)
         select gen_random_uuid(), bank_code, kind, amount_fen, on_date, fund_code, 'x', 'x', now(), proposed_by, 'x', id from money_order where id = $1`,
        [provision.id],
      ),
    ).rejects.toMatchObject({ code: 'JZ097' });
    await decide(approver, provision.id).expect(200);
    const [treasury, inFund, , held] = start as [number, number, number, number, number];
    expect(await money()).toEqual([treasury - amountFen, inFund + amountFen, amountFen, held, amountFen]);
    expect((await decide(approver, provision.id)).body.code).toBe('money-order.decided');

    // mistyped: the whole of it, by two persons again, once
    const back = { on: '2016-06-03', ...RECORDED };
    const asked = async (on: string) => (await county().post(`/money-orders/${provision.id}/taking-back`, { ...back, on })).body.code;
    expect([await asked('2016-06-16'), await asked('2016-06-01')]).toEqual(['budget.day-refused', 'money-order.before-provision']);
    await county().post(`/money-orders/${provision.id}/taking-back`, back).expect(200);
    expect((await county().post(`/money-orders/${provision.id}/taking-back`, back)).body.code).toBe('money-order.not-to-take-back');
    await approver.post(`/money-orders/${(await newest()).id}/refuse`, { reason: '先核对' }).expect(200);
    await county().post(`/money-orders/${provision.id}/taking-back`, back).expect(200);
    const { id } = await newest();
    const decided = async () => (await decide(approver, id)).body.code;
    // one that was proposed before the day was asked about
    const proposedFor = (on: string) => finance.look('update money_order set on_date = $2 where id = $1', [id, on]);
    await proposedFor('2016-06-16');
    expect(await decided()).toBe('budget.day-refused');
    await proposedFor('2016-06-01');
    expect(await decided()).toBe('money-order.before-provision');
    await proposedFor('2016-06-03');
    // lent meanwhile, to the last fen that the fund carries and to the first
    const lent = (fen: string) => finance.look(`update risk_fund set exposure_fen = ${fen} where bank_code = 'abc'`);
    for (const fen of ['leverage * balance_fen', '1']) {
      await lent(fen);
      expect([await decided(), (await money())[2]]).toEqual(['money-order.risk-fund-used', amountFen]);
    }
    await lent('0');
    // a deposit holds the fund: it may be named, and taking back waits before it holds the fund of the bank
    let taking: Promise<unknown> | undefined;
    let isOver = false;
    await finance.db.transaction(sessionOf(budget.clerk), async (em) => {
      await run(em, 'select lock_funds($1::text[])', [[fund]]);
      await finance.look('select from fund where code = $1 for key share nowait', [fund]);
      taking = decide(approver, id)
        .expect(200)
        .then(() => (isOver = true));
      const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like '%lock_funds%'`;
      await until('taking back waits for the fund', async () => isOver || (await finance.look(waits)).length > 0);
      expect(isOver).toBe(false);
      await finance.look(`select from risk_fund where bank_code = 'abc' for update nowait`);
    });
    await taking;
    expect(await money()).toEqual(start);

    await county()
      .post(`/budget/funds/${fund}/changes`, { amountFen: -1_000, on: '2016-06-03', ...RECORDED })
      .expect(200);
    expect(await money()).toEqual(start);
    await decide(approver, (await newest()).id).expect(200);
    expect(await money()).toEqual([treasury - 1_000, inFund + 1_000, 0, held - 1_000, 0]);
    await expect(
      finance.look(
        `insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name)
         values (gen_random_uuid(), $1, -1, '2016-06-03', 'x', 'x', now(), gen_random_uuid(), 'x')`,
        [fund],
      ),
    ).rejects.toMatchObject({ code: 'JZ097' });
  });

  it('approves many orders in one go, all of them or none, and says of each that cannot be why', async () => {
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    const approver = finance.as(officer(['finance-approver']));
    const allot = (by: typeof both, area: string, amountFen: number) =>
      by.post(`/budget/funds/${FUND}/allotments`, { area, amountFen, ...RECORDED }).expect(200);
    for (const area of ['360781101', '360781102', '360781103']) await allot(county(), area, 1_000_000);
    await allot(both, '360781104', 2_000_000);
    type Waiting = { id: string; version: number; state: string; area: string; against: { code: string; zh: string }[] };
    const waiting = async (by: typeof both): Promise<Waiting[]> =>
      (await by.get('/money-orders').expect(200)).body.items.filter(({ state }: Waiting) => state === 'proposed');
    const approve = (by: typeof both, orders: readonly Waiting[]) =>
      by.post('/money-orders/steps', { step: 'approve', cases: orders.map(({ id, version }) => ({ id, version })) });
    const allottedFen = async () => (await county().get(`/budget/funds/${FUND}`).expect(200)).body.allottedFen;

    const seen = await waiting(both);
    expect(seen.map(({ area, against }) => [area, against.map(({ code }) => code)])).toEqual([
      ['360781104', ['money-order.same-person']],
      ['360781103', []],
      ['360781102', []],
      ['360781101', []],
    ]);
    const own = await approve(both, seen);
    expect([own.status, own.body.code, own.body.problems]).toMatchObject([
      ...[409, 'money-order.none-approved'],
      [{ pointer: '/cases/0', code: 'money-order.same-person', detail: expect.stringMatching(/^第 \d+ 号：/) }],
    ]);
    expect((await approve(county(), seen)).status).toBe(403);
    expect(await allottedFen()).toBe(0);
    const unknown = [...seen, { ...seen[0]!, id: '00000000-0000-7000-8000-000000000000' }];
    expect((await approve(approver, unknown)).body.code).toBe('money-order.not-found');
    const { body: taken } = await approve(approver, seen).expect(200);
    expect([taken, await allottedFen(), await waiting(approver)]).toEqual([{ orders: 4 }, 5_000_000, []]);
    expect((await approve(approver, seen)).body.problems.map(({ code }: { code: string }) => code)).toEqual(
      seen.map(() => 'money-order.decided'),
    );
    const approved = await finance.look(
      `select account_id::text as by from audit_log where action = 'money-order.approve' and object_id = any ($1)`,
      [seen.map(({ id }) => id)],
    );
    expect(approved).toEqual(seen.map(() => ({ by: approver.principal.accountId })));

    // each fits alone, both do not: unless what is taken back elsewhere makes room, wherever it stands in the list
    const half = (28_000_000_000 - 5_000_000) / 2;
    await allot(county(), '360781102', half + 1);
    await allot(county(), '360781103', half + 1);
    const two = await waiting(approver);
    expect(two.map(({ against }) => against)).toEqual([[], []]);
    const none = await approve(approver, two);
    expect([none.body.code, none.body.problems]).toMatchObject([
      'money-order.none-approved',
      [{ pointer: '/cases/0', code: 'budget.fund-exceeded' }],
    ]);
    expect(await allottedFen()).toBe(5_000_000);
    await allot(county(), '360781104', -2);
    const [back, ...more] = await waiting(approver);
    await approve(approver, [...more, back!]).expect(200);
    expect(await allottedFen()).toBe(28_000_000_000);

    // the list says beforehand what something has overtaken
    await allotted(county(), approver, FUND, { area: '360781101', amountFen: -10, ...RECORDED });
    for (const area of ['360781102', '360781103']) await allot(county(), area, 10);
    const [late, first] = await waiting(approver);
    await approve(approver, [first!]).expect(200);
    expect(await waiting(approver)).toMatchObject([{ id: late!.id, against: [{ code: 'budget.fund-exceeded' }] }]);
    await approver.post(`/money-orders/${late!.id}/refuse`, { reason: '资金已另行安排' }).expect(200);
    const township = finance.as(officer(['county-officer'], '360781102'));
    await allot(township, '360781102', -1);
    expect((await waiting(township)).map(({ against }) => against)).toEqual([[]]);
    await allotted(county(), approver, FUND, { area: '360781102', amountFen: -1, ...RECORDED });
    expect((await waiting(approver)).map(({ against }) => against)).toEqual([[]]);
  });

  it('approves over several funds at once in one order of locks: whoever comes second waits, and nobody is refused for it', async () => {
    const approver = finance.as(officer(['finance-approver']));
    const codes = ['locks-a-2016', 'locks-b-2016'];
    for (const code of codes) {
      await county().post('/budget/funds', { code, nameZh: '资金', nameEn: 'fund', purpose: 'other' }).expect(201);
      await funded(county(), approver, code, { amountFen: 1_000, on: '2016-06-02', ...RECORDED });
    }
    const [a = '', b = ''] = codes;
    const come = (code: string) =>
      county()
        .post(`/budget/funds/${code}/changes`, { amountFen: 5, on: '2016-06-02', ...RECORDED })
        .expect(200);
    const allot = (code: string, amountFen: number) =>
      county()
        .post(`/budget/funds/${code}/allotments`, { area: COUNTY, amountFen, ...RECORDED })
        .expect(200);
    await come(a);
    await allot(b, 1);
    await allot(a, 2);
    await allot(b, 3);
    type Waiting = { id: string; number: number; version: number; state: string; fundCode: string };
    const items: Waiting[] = (await county().get('/money-orders').expect(200)).body.items;
    const waiting = items
      .filter(({ state, fundCode }) => state === 'proposed' && codes.includes(fundCode))
      .toSorted((x, y) => x.number - y.number);
    const approve = (orders: readonly Waiting[]) => () =>
      approver.post('/money-orders/steps', { step: 'approve', cases: orders.map(({ id, version }) => ({ id, version })) });
    const answers = await together(
      finance,
      `select from fund where code = '${a}' for update`,
      approve(waiting.slice(2)),
      approve(waiting.slice(0, 2)),
    );
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, { orders: 2 }],
      [200, { orders: 2 }],
    ]);
  });

  it('lists every order that waits, however many there are', async () => {
    const orders = async () => (await county().get('/money-orders').expect(200)).body.items as { reason: string; state: string }[];
    const before = (await orders()).length;
    const write = (count: number, number: string) =>
      finance.look(
        `insert into money_order (id, kind, fund_code, area, amount_fen, on_date, source_document, reason, proposed_at, proposed_by, proposed_by_name${number && ', state, decided_at, decided_by, decided_by_name, refusal'})
         select gen_random_uuid(), 'allotment', (select min(code) from fund), '360781102', 1, '2016-06-15', '批次', '批量分配', now(), gen_random_uuid(), 'x'${number} from generate_series(1, $1)`,
        [count],
      );
    await write(205, '');
    await write(205, `, 'refused', now(), gen_random_uuid(), 'x', '核对'`);
    try {
      const many = (await orders()).filter(({ reason }) => reason === '批量分配');
      expect(['proposed', 'refused'].map((state) => many.filter((one) => one.state === state).length)).toEqual([205, 200]);
    } finally {
      await finance.look(`delete from money_order where reason = '批量分配'`);
    }
    expect(await orders()).toHaveLength(before);
  });
});
