import { isKilledEverywhere, KILL_SEED, lives } from '@jingzhun/service-shell/testing';
import { demonstratedFinance, type DemonstratedFinance } from './demonstration.factory.js';

const KILLS = 4;

const WHOLE = `select json_build_object(
  'batches', (select json_agg(title || ' ' || state || ' ' || (select count(*) from payment p where p.batch_id = b.id) order by number) from payment_batch b),
  'payments', (select json_object_agg(state, n) from (select state, count(*) as n from payment group by state) s),
  'applications', (select json_object_agg(state, n) from (select state, count(*) as n from subsidy_application group by state) s),
  'loans', (select json_object_agg(state, n) from (select state, count(*) as n from loan group by state) s),
  'movements', (select json_object_agg(kind, n) from (select kind, count(*) as n from loan_movement group by kind) s),
  'claims', (select json_object_agg(kind || ' ' || state, n) from (select kind, state, count(*) as n from claim group by kind, state) s),
  'rows', (select json_object_agg(name, n) from (values ${[
    'interest_claim',
    'outside_list',
    'joint_loan_list',
    'payee_institution',
    'payment_account',
    'notice',
    'notice_proof',
    'fund',
    'fund_change',
    'allotment',
  ]
    .map((table) => `('${table}', (select count(*) from ${table}))`)
    .join(', ')}) as t (name, n))) as whole`;

/** What an uninterrupted start leaves. */
const EVERYTHING = {
  batches: [
    '2015年第三季度贷款贴息 settled 6',
    '2016年第一批产业奖补 settled 4',
    '2016年第二批产业奖补 sent 1',
    '2016年代缴商业补充医疗保险 settled 6',
    '2016年代缴大病保险 approved 6',
    '2016年第一批搬迁补助（签订协议） settled 3',
    '2016年第二批搬迁补助（基础完工） sent 3',
    '2016年第三批搬迁补助（签订协议） declared 2',
    '2016年第四批搬迁补助（基础完工） draft 2',
  ],
  payments: { approved: 6, paid: 21, prepared: 4, returned: 1, sent: 1 },
  applications: {
    ...{ applied: 2, villageChecked: 1, measured: 1, accepted: 2, granted: 1, noticePosted: 2, noticeClosed: 3 },
    ...{ approved: 1, inPayment: 1, paid: 3, acknowledged: 1 },
  },
  loans: { applied: 1, townReviewed: 1, drawn: 2, repaying: 4, overdue: 1, compensated: 1, repaid: 1, writtenOff: 1 },
  movements: { approval: 10, drawing: 10, repayment: 19, waiver: 1, compensation: 2, recovery: 2, writeOff: 1 },
  claims: {
    ...{ 'premium proposed': 3, 'premium approved': 1, 'premium inPayment': 6, 'premium paid': 6, 'project received': 5 },
    ...{ 'relocation proposed': 2, 'relocation approved': 1, 'relocation inPayment': 5, 'relocation paid': 5 },
  },
  rows: {
    ...{ interest_claim: 2, outside_list: 2, joint_loan_list: 2, payee_institution: 2, payment_account: 13 },
    ...{ notice: 11, notice_proof: 18, fund: 11, fund_change: 11, allotment: 8 },
  },
};
const COMMANDS = 356;

describe('a demonstration that is killed between two commands', () => {
  let world: DemonstratedFinance;
  beforeAll(async () => {
    world = await demonstratedFinance();
  }, 120_000);
  afterAll(() => world.stop());

  it('is finished by the next start: everything is there, nothing twice', async () => {
    let kills = 0;
    for (const distance of lives(COMMANDS, KILLS)) {
      if (await world.load(kills < KILLS || isKilledEverywhere ? distance : undefined)) break;
      kills += 1;
      // what is done again at every start never comes to an end
      expect(world.sent.length).toBeLessThanOrEqual(COMMANDS);
      if (isKilledEverywhere && kills % 20 === 0) console.log(`killed ${kills} times`);
    }
    console.log(`      killed ${kills} times in ${world.sent.length} commands (SEED=${KILL_SEED})`);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(world.sent).toHaveLength(COMMANDS);
    expect(world.sent.filter((one, i) => world.sent.indexOf(one) !== i)).toEqual([]);
    const [row] = await world.finance.look<{ whole: object }>(WHOLE);
    expect(row?.whole).toEqual(EVERYTHING);
    const before = world.sent.length;
    expect(await world.load()).toBe(true);
    expect(world.sent.slice(before)).toEqual([]);
  }, 3_600_000);
});
