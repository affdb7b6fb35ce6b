import type { Caller } from '@jingzhun/service-shell/testing';
import { households } from '../../test/fake-payables.js';
import { bankAnswers, fundAndScheme, FUND, reached, stepTaken, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';
import type { Payable } from './payable-causes.js';

const HISTORIES = process.env['DEEP'] ? 12 : 2;
const STEPS = 220;

/** From the histories themselves, not from what the rule keeps: one person with two parts in money that was approved or sent. */
const ONE_PERSON_TWICE = `with recursive
  renewed as (select id as claim, id as root from claim union select r.claim, c.renews from renewed r join claim c on c.id = r.root where c.renews is not null),
  cause_entered as (
    select r.claim as cause, e.actor_id as who from renewed r join claim_event e on e.claim_id = r.root where e.step = 'propose'
    union select r.claim, h.reported_by from renewed r join claim c on c.id = r.root join claim_report h on h.claim_id = c.id
      where h.reported_by is not null and h.reported_at < coalesce(c.approved_at, 'infinity')
    union select application_id, actor_id from subsidy_event where step in ('apply', 'correct', 'measure', 'grant')),
  cause_approved as (
    select claim_id as cause, actor_id as who from claim_event where step = 'approve'
    union select application_id, actor_id from subsidy_event where step = 'approve'),
  parts as (
    select p.id, 'causeEntered' as part, e.who from payment p join cause_entered e on e.cause = p.cause_id
    union select p.id, 'causeApproved', e.who from payment p join cause_approved e on e.cause = p.cause_id
    union select p.id, 'batchEntered', x.who from payment p join payment_batch b on b.id = p.batch_id left join payment_account a on a.id = p.account_id
      cross join lateral (values (b.entered_by), (b.declared_by), (p.added_by), (a.recorded_by)) x (who) where x.who is not null
    union select p.id, 'batchApproved', b.approved_by from payment p join payment_batch b on b.id = p.batch_id where b.approved_by is not null
    union select t.payment_id, 'sent', t.sent_by from payment_attempt t)
  select distinct a.id, a.part, b.part as other from parts a join parts b on b.id = a.id and b.who = a.who
  where (a.part, b.part) in (('causeEntered', 'causeApproved'), ('causeEntered', 'batchApproved'), ('causeEntered', 'sent'), ('causeApproved', 'sent'),
    ('batchEntered', 'batchApproved'), ('batchEntered', 'sent'), ('batchApproved', 'sent'))
  union select c.id, 'claimEntered', 'claimApproved' from claim c join cause_entered e on e.cause = c.id and e.who = c.approved_by`;

describe('histories of accounts that hold all roles', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let chance = 20161128;
  const random = (below: number): number => {
    chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(chance / 65_536) % below;
  };
  const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const enter = (by: Caller, { householdId }: Payable) =>
    by.post('/claims', {
      ...{ kind: 'relocation', householdId, milestone: 'movedIn', source: 'cityPlatform', amountFen: 500_000 },
      ...{ dueOn: '2016-05-30', document: '验收单', fundCode: FUND },
    });
  const list = (by: Caller, { householdNumber, headName }: Payable) =>
    by.upload(
      `/claims/lists?kind=relocation&fund=${FUND}`,
      `户编号,户主姓名,节点,资金来源,金额（元）,日期,依据\n${householdNumber},${headName},搬迁入住,市级平台资金,5000.00,2016-05-30,验收单${random(1_000)}\n合计,,,,5000.00,,`,
      'text/csv',
    );
  const claimStep = async (by: Caller) => {
    const rows = await finance.look<{ id: string; version: number; state: string }>(
      `select id, version, state from claim where state in ('received', 'proposed', 'givenUp') order by id`,
    );
    if (rows.length === 0) return undefined;
    const { id, version, state } = one(rows);
    const step = { received: 'propose', proposed: random(4) === 0 ? 'return' : 'approve', givenUp: 'renew' }[state] as string;
    return by.post('/claims/steps', {
      ...{ step, cases: [{ id, version }] },
      ...(step === 'propose' || step === 'renew' ? { fundCode: FUND } : {}),
      ...(step === 'return' || step === 'renew' ? { reason: '核对' } : {}),
    });
  };
  const batchStep = async (by: Caller) => {
    const [causeType, benefit] = one([
      ['relocation-claim', 'relocationSubsidy'],
      ['subsidy-application', 'rewardSubsidy'],
    ] as const);
    const [batch] = await finance.look<{ id: string; state: string; version: number; n: number; returned: number }>(
      `select b.id, b.state, b.version, count(p.id)::int as n, (count(p.id) filter (where p.state = 'returned'))::int as returned from payment_batch b left join payment p on p.batch_id = b.id
       where b.benefit = $1 and b.state not in ('settled', 'cancelled') group by b.id order by b.number limit 1`,
      [benefit],
    );
    if (!batch) return by.post('/payment-batches', { title: '一批', benefit, fundCode: FUND });
    const path = `/payment-batches/${batch.id}`;
    if (batch.state === 'draft' && batch.n === 0) return by.post(`${path}/payments`, { causeType }, batch.version);
    if (batch.state === 'draft') return by.post(`${path}/declare`, (await by.get(path)).body.totals, batch.version);
    if (batch.state === 'declared')
      return random(6) === 0 ? by.post(`${path}/refuse`, { reason: '核对' }, batch.version) : by.post(`${path}/approve`, {}, batch.version);
    if (batch.state === 'approved') return by.post(`${path}/send`, {}, batch.version);
    if (batch.returned > 0) {
      const [order] = await finance.look<{ id: string }>(
        `select id from money_order where state = 'proposed' and kind = 'paymentGivenUp' limit 1`,
      );
      if (order) return by.post(`/money-orders/${order.id}/${random(6) === 0 ? 'refuse' : 'approve'}`, { reason: '核对' });
      const [row] = await finance.look<{ id: string }>(`select id from payment where batch_id = $1 and state = 'returned' limit 1`, [
        batch.id,
      ]);
      return random(2) === 0
        ? by.post(`${path}/resend`, {}, batch.version)
        : by.post(`${path}/payments/${row!.id}/give-up`, { reason: '查无此户' });
    }
    const [file] = await finance.look<{ n: number }>('select max(file_number)::int as n from payment_attempt where batch_id = $1', [
      batch.id,
    ]);
    const causes = await finance.look<{ id: string }>('select cause_id as id from payment where batch_id = $1', [batch.id]);
    const back = new Map(causes.filter(() => random(3) === 0).map(({ id }): [string, string] => [id, '其他']));
    return by.upload(`${path}/returns`, await bankAnswers(finance, batch.id, file!.n, finance.clock.today(), back), 'text/csv');
  };

  it(`${HISTORIES} of them: no money with one person in two parts, found in the histories by a query of its own`, async () => {
    let accounts = 0;
    const sent: string[] = [];
    const refused = new Set<string>();
    for (let history = 0; history < HISTORIES; history += 1) {
      const all = Array.from({ length: 5 }, () => finance.as(officer(['county-officer', 'finance-approver', 'cashier'])));
      const made = await households(finance, 6);
      const recorded = async (householdId: string) => {
        const accountNumber = `62284800000${String((accounts += 7919)).padStart(8, '0')}`;
        const account = {
          householdId,
          bankName: '瑞金农商银行',
          accountNumber,
          holderName: '刘春华',
          sourceDocument: '名册',
          reason: '首次',
        };
        await people.bureau.post('/payment-accounts', account).expect(200);
      };
      for (const { householdId } of made) await recorded(householdId);
      const applications: string[] = [];
      for (let i = 0; i < 2; i += 1) applications.push(await reached(finance, { ...people, bureau: one(all) }, 'close'));
      for (const id of applications) await recorded((await people.bureau.get(`/subsidy-applications/${id}`)).body.householdId);
      for (let i = 0; i < STEPS; i += 1) {
        const by = one(all);
        const answer = await [enter, list, claimStep, claimStep, claimStep, batchStep, batchStep, batchStep, batchStep, batchStep][
          random(10)
        ]!(by, one(made));
        if (random(12) === 0) await stepTaken(by, one(applications), 'approve');
        const code = (answer?.body as { code?: string } | undefined)?.code;
        if (code) refused.add(code);
        if (i % 20 === 19) expect([i, await finance.look(ONE_PERSON_TWICE)]).toEqual([i, []]);
      }
      expect(await finance.look(ONE_PERSON_TWICE)).toEqual([]);
      sent.push(
        ...(await finance.look<{ type: string }>('select cause_type as type from payment where attempt > 0')).map(({ type }) => type),
      );
    }
    // they were tried, and money did leave
    expect([...refused]).toEqual(expect.arrayContaining(['claim.not-yet', 'payment.same-person']));
    expect(sent).toEqual(expect.arrayContaining(['relocation-claim', 'subsidy-application']));
    expect(await finance.look('select from claim where renews is not null')).not.toEqual([]);
  }, 300_000);
});
