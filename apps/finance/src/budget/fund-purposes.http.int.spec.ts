import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import {
  fundAndScheme,
  FUND,
  reached,
  scheme,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { allotted, funded } from '../../test/by-two.js';
import { households } from '../../test/fake-payables.js';
import type { Payable } from '../payment/payable-causes.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

const RECORDED = { sourceDocument: '瑞财〔2015〕1号', reason: '年度预算' };
const OTHER = [409, 'budget.fund-other-purpose'];

/** 专款专用: what a fund is for says what it pays, wherever a fund is chosen. */
describe('earmarked money', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  const said = ({ status, body }: { status: number; body: { code?: string } }) => (status < 300 ? status : [status, body.code]);
  const fund = async (code: string, purpose: string) => {
    await people.bureau.post('/budget/funds', { code, nameZh: '专款', nameEn: 'earmarked', purpose }).expect(201);
    await funded(people.bureau, people.approver, code, { amountFen: 1_000_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(people.bureau, people.approver, code, { area: COUNTY, amountFen: 1_000_000_000, ...RECORDED });
  };
  const entry = async (fundCode: string) => {
    const [{ householdId }] = (await households(finance, 1)) as [Payable];
    const about = { kind: 'relocation', householdId, milestone: 'movedIn', source: 'cityPlatform', amountFen: 500_000 };
    return { ...about, dueOn: '2016-05-30', document: '验收单', fundCode };
  };
  const step = (by: SubsidyOffice['bureau'], name: string, { id, version }: { id: string; version: number }, parts: object = {}) =>
    by.post('/claims/steps', { step: name, cases: [{ id, version }], ...parts });
  const batch = (benefit: string, fundCode: string) => people.bureau.post('/payment-batches', { title: '一批', benefit, fundCode });

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people, 1_000_000_000, 'industry');
    for (const [code, purpose] of [
      ['e-commerce-2015', 'eCommerce'],
      ['organisation-2015', 'organisation'],
      ['relocation-2015', 'relocation'],
    ] as const)
      await fund(code, purpose);
  });
  afterAll(async () => finance?.stop());

  it('pays for its purpose only: asked at schemes, claims, lists and batches, in words', async () => {
    const odd = scheme({ code: 'industry-reward-b-2015', fundCode: 'organisation-2015' });
    const refused = await people.bureau.post('/subsidy-schemes', odd);
    expect(said(refused)).toEqual(OTHER);
    expect(refused.body.detail).toMatch(/“工作经费”.*产业奖补只能从这些用途的资金支付：产业扶贫、其他/);
    expect(said(await people.bureau.post('/claims', await entry('e-commerce-2015')))).toEqual(OTHER);
    expect(said(await people.bureau.post('/claims', await entry('nothing-2015')))).toEqual([404, 'budget.fund-not-found']);
    const [{ householdNumber, headName }] = (await households(finance, 1)) as [Payable];
    const list = [
      '户编号,户主姓名,节点,资金来源,金额（元）,日期,依据',
      `${householdNumber},${headName},搬迁入住,市级平台资金,5000.00,2016-05-30,验收单`,
      '合计,,,,5000.00,,',
    ].join('\n');
    expect(said(await people.bureau.upload(`/claims/lists?kind=relocation&fund=${FUND}`, list, 'text/csv'))).toEqual(OTHER);
    expect(said(await people.bureau.upload('/claims/lists?kind=relocation&fund=relocation-2015', list, 'text/csv'))).toBe(200);
    const { body: claim } = await people.bureau.post('/claims', await entry('relocation-2015')).expect(201);
    await step(people.approver, 'return', claim, { reason: '换资金' }).expect(200);
    const again = { ...claim, version: claim.version + 1 };
    expect(said(await step(people.bureau, 'propose', again, { fundCode: 'organisation-2015' }))).toEqual(OTHER);
    expect(said(await step(people.bureau, 'propose', again, { fundCode: 'relocation-2015' }))).toBe(200);
    expect(said(await batch('relocationSubsidy', 'e-commerce-2015'))).toEqual(OTHER);
    expect(said(await batch('rewardSubsidy', 'organisation-2015'))).toEqual(OTHER);
    expect(said(await batch('other', 'organisation-2015'))).toBe(201);
    expect(said(await batch('relocationSubsidy', 'relocation-2015'))).toBe(201);
  });

  it('says in the list of funds what each may pay', async () => {
    const { body } = await people.bureau.get('/budget/funds').expect(200);
    const paid = body.items.map(({ code, pays }: { code: string; pays: string[] }) => [code, pays]);
    expect(Object.fromEntries(paid)).toEqual({
      [FUND]: ['rewardSubsidy'],
      'e-commerce-2015': [],
      'organisation-2015': [],
      'relocation-2015': ['relocationSubsidy'],
    });
  });

  it('follows the policy of the day, and the database asks it as well', async () => {
    const { body: claim } = await people.bureau.post('/claims', await entry('relocation-2015')).expect(201);
    // proposed before the rule: the approval asks, and so does the promise itself
    await finance.look('alter table claim disable trigger all');
    await finance.look(`update claim set fund_code = 'e-commerce-2015' where id = $1`, [claim.id]);
    await finance.look('alter table claim enable trigger all');
    expect(said(await step(people.approver, 'approve', claim))).toEqual(OTHER);
    const [parameter] = await finance.look<{ id: string }>(
      `select id from policy_parameter where key = 'budget.purposes.relocationSubsidy'`,
    );
    const promise = (fundCode: string, purposes: string | null) =>
      finance.look(
        `insert into commitment (id, allotment_id, area_code, cause_type, cause_id, amount_fen, state, changed_at, purposes_id)
         select gen_random_uuid(), a.id, a.area_code, 'relocation-claim', $2::uuid, 100, 'committed', '2016-06-15T02:00:00Z', $3::uuid from allotment a where a.fund_code = $1`,
        [fundCode, randomUUID(), purposes],
      );
    await expect(promise('e-commerce-2015', parameter!.id)).rejects.toMatchObject({ code: 'JZ111' });
    await expect(promise('relocation-2015', null)).rejects.toMatchObject({ code: 'JZ111' });
    await promise('relocation-2015', parameter!.id);
    // a document widens it from a day on
    await agreePolicyOverHttp(people.bureau, finance.as(officer()), {
      ...{ code: 'budget.purposes.relocationSubsidy', region: COUNTY, validFrom: '2016-06-15', value: ['relocation', 'eCommerce'] },
      ...{ source: '瑞府办〔2016〕9号', certainty: 'L', noteZh: '电商资金可用于搬迁后续', reason: '按文件' },
    });
    expect(said(await step(people.approver, 'approve', claim))).toBe(200);
    const [promised] = await finance.look<{ key: string; from: string }>(
      `select q.key, q.effective_from::text as from from commitment c join policy_parameter q on q.id = c.purposes_id where c.cause_id = $1`,
      [claim.id],
    );
    expect(promised).toEqual({ key: 'budget.purposes.relocationSubsidy', from: '2016-06-15' });
  });

  it('what was promised, and schemes that were recorded, before the rule go on to their money', async () => {
    await finance.look('alter table subsidy_scheme disable trigger all');
    const id = await reached(finance, people, 'close');
    await finance.look(
      `update subsidy_scheme set fund_code = 'organisation-2015', content = jsonb_set(content, '{fundCode}', '"organisation-2015"')`,
    );
    await finance.look('alter table subsidy_scheme enable trigger all');
    expect(said(await stepTaken(people.approver, id, 'approve'))).toEqual(OTHER);
    // as the migration leaves every scheme it finds
    const migration = readFileSync(new URL('../migrations/Migration20261128210200_FundsPayTheirPurpose.ts', import.meta.url), 'utf8');
    await finance.look(/insert into subsidy_scheme_before_purposes[^']*/.exec(migration)![0]);
    expect(said(await stepTaken(people.approver, id, 'approve'))).toBe(200);
    const { body: funds } = await people.bureau.get('/budget/funds').expect(200);
    const organisation = funds.items.find(({ code }: { code: string }) => code === 'organisation-2015');
    expect([organisation.pays, organisation.promisedFor]).toEqual([[], ['rewardSubsidy']]);
    await setAccount(people, (await people.bureau.get(`/subsidy-applications/${id}`)).body.householdId);
    const { body: draft } = await batch('rewardSubsidy', 'organisation-2015').expect(201);
    const about = { causeType: 'subsidy-application', causeIds: [id] };
    await people.bureau.post(`/payment-batches/${draft.id}/payments`, about, draft.version).expect(200);
  });
});
