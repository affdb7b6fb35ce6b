import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import type { Caller } from '@jingzhun/service-shell/testing';
import { FUND, fundAndScheme, household, reached, read, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

describe('overlapping benefits at approval', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let householdId: string;
  let other: Caller;
  const preview = (subject: string, ids: string[], by = people.approver) => by.post('/benefit-overlaps/preview', { subject, ids });
  const entered = async (source: string, amountFen: number, of = householdId): Promise<{ id: string; version: number }> => {
    const about = { kind: 'relocation', householdId: of, milestone: 'movedIn', source, amountFen };
    return (await people.bureau.post('/claims', { ...about, dueOn: '2016-05-30', document: '验收单', fundCode: FUND }).expect(201)).body;
  };
  const approve = (claims: { id: string; version: number }[], overlaps?: object) =>
    people.approver.post('/claims/steps', {
      step: 'approve',
      cases: claims.map(({ id, version }) => ({ id, version })),
      ...(overlaps ? { overlaps } : {}),
    });

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    other = finance.as(officer(['finance-approver'], COUNTY));
    await fundAndScheme(people);
    householdId = await household(finance);
  });
  afterAll(async () => finance?.stop());

  it('are shown before, with the rule, its source, both benefits and who was never heard', async () => {
    const first = await entered('cityPlatform', 1_200_000);
    expect((await preview('claims', [first.id]).expect(200)).body).toMatchObject({
      checked: 1,
      findings: [],
      sources: [
        { kind: 'relocation', heardAt: null },
        { kind: 'dangerousHouse', heardAt: null, periods: [] },
      ],
    });
    await approve([first]).expect(200);
    const second = await entered('centralAndProvincial', 900_000);
    const { body } = await preview('claims', [second.id]).expect(200);
    expect(body.findings).toMatchObject([
      {
        ...{ rule: 'overlap.relocationCap', effect: 'warn', limit: 'cap', capFen: 2_000_000, overFen: 100_000, certainty: 'U' },
        household: { headName: '刘春华' },
        next: { zh: expect.stringContaining('核对') },
      },
    ]);
    expect(body.findings[0].benefits.map(({ amountFen, on }: Record<string, unknown>) => [amountFen, on === null])).toEqual(
      expect.arrayContaining([
        [1_200_000, false],
        [900_000, true],
      ]),
    );
  });

  it('a warning is answered with a reason for what was shown, recorded and audited', async () => {
    const {
      body: { items },
    } = await people.bureau.get('/claims?state=proposed').expect(200);
    const refused = await approve(items).expect(409);
    expect(refused.body).toMatchObject({ code: 'benefit-overlap.unanswered', problems: [{ code: 'benefit-overlap.found' }] });
    expect((await approve(items, { digest: '0'.repeat(64), reason: '按人补助' }).expect(409)).body.code).toBe('benefit-overlap.changed');
    const { body } = await preview('claims', [items[0].id]).expect(200);
    await approve(items, { digest: body.digest, reason: '四人户，按人补助' }).expect(200);
    const [kept] = await finance.look<{ reason: string; findings: unknown[]; parameters: number }>(
      `select reason, findings, cardinality(policy_parameter_ids) as parameters from overlap_check where cause_id = $1`,
      [items[0].id],
    );
    expect(kept).toMatchObject({
      reason: '四人户，按人补助',
      findings: [{ rule: 'overlap.relocationCap', effect: 'warn' }],
      parameters: 5,
    });
    const shown = (await people.bureau.get('/claims?state=approved').expect(200)).body.items as { id: string; overlap: unknown }[];
    expect(shown.find(({ id }) => id === items[0].id)?.overlap).toMatchObject({
      rules: [{ zh: expect.stringMatching(/\p{Script=Han}/u) }],
      reason: '四人户，按人补助',
    });
    expect(shown.find(({ id }) => id !== items[0].id)?.overlap).toBeNull();
    const actions = await finance.look<{ action: string }>(
      `select distinct action from audit_log where action like 'benefit.overlap%' order by action`,
    );
    expect(actions.map(({ action }) => action)).toEqual(['benefit.overlap-answered', 'benefit.overlap-preview']);
  });

  it('a warning is answered for one case, never among many: who sends more is told which, and takes the others together', async () => {
    const [of, second] = [await household(finance), await household(finance)];
    const held = await entered('cityPlatform', 1_200_000, of);
    await approve([held]).expect(200);
    const warned = await entered('centralAndProvincial', 900_000, of);
    const clean = [await entered('cityPlatform', 500_000, second), await entered('cityPlatform', 600_000, await household(finance))];
    const all = [clean[0]!, warned, clean[1]!];
    const { body } = await preview(
      'claims',
      all.map(({ id }) => id),
    ).expect(200);
    const refused = await approve(all, { digest: body.digest, reason: '都核实过了' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'benefit-overlap.one-by-one', problems: [{ pointer: '/cases/1' }] });
    expect((await approve(all).expect(409)).body.code).toBe('benefit-overlap.one-by-one');
    await approve(clean).expect(200);
    const own = (await preview('claims', [warned.id]).expect(200)).body;
    await approve([warned], { digest: own.digest, reason: '四人户，按人补助' }).expect(200);
    const kept = await finance.look<{ reason: string | null }>(
      'select reason from overlap_check where cause_id = any($1::uuid[]) order by checked_at, cause_id',
      [all.map(({ id }) => id)],
    );
    expect(kept.map(({ reason }) => reason).toSorted()).toEqual([null, null, '四人户，按人补助']);
  });

  it('two of one command that warn of each other are both named; the first is approved alone without a warning', async () => {
    const of = await household(finance);
    const both = [await entered('cityPlatform', 1_200_000, of), await entered('centralAndProvincial', 900_000, of)];
    expect((await approve(both).expect(409)).body.problems).toMatchObject([{ pointer: '/cases/0' }, { pointer: '/cases/1' }]);
    await approve([both[0]!]).expect(200);
    expect((await approve([both[1]!]).expect(409)).body.code).toBe('benefit-overlap.unanswered');
  });

  it('a block is not approved with any reason, as the county has set the rule', async () => {
    const of = await household(finance);
    const one = await reached(finance, people, 'approve', { householdId: of });
    const two = await reached(finance, people, 'close', { householdId: of, product: 'navelOrange', quantity: 200 });
    // the round counts the year as the rule stood then; the county sets it lower while the notice hangs
    await agreePolicyOverHttp(people.bureau, people.approver, {
      ...{ code: 'overlap.rewardYearCap', validFrom: '2016-01-01', validTo: null, unit: 'fen per household', region: COUNTY },
      value: { benefits: ['rewardSubsidy'], same: ['year'], limit: 'cap', capFen: 300_000, effect: 'block' },
      ...{ source: '瑞府办〔2016〕12号', certainty: 'L', noteZh: '每户每年三千元', reason: '按县文件执行' },
    });
    const { body } = await preview('subsidies', [two]).expect(200);
    expect(body.findings).toMatchObject([
      { rule: 'overlap.rewardYearCap', effect: 'block', overFen: 20_000, certainty: 'L', source: '瑞府办〔2016〕12号' },
    ]);
    expect(body.findings[0].benefits.map(({ id }: { id: string }) => id)).toEqual([one, two].toSorted());
    const { version } = await read(people, two);
    const order = { step: 'approve', cases: [{ id: two, version }], overlaps: { digest: body.digest, reason: '领导同意' } };
    expect((await people.approver.post('/subsidy-applications/steps', order)).body).toMatchObject({
      code: 'benefit-overlap.blocked',
      problems: [{ pointer: '/cases/0', code: 'benefit-overlap.found' }],
    });
    expect((await read(people, two)).state).toBe('noticeClosed');
  });

  it('two approvals at once do not miss one another', async () => {
    const of = await household(finance);
    const [one, two] = [await entered('cityPlatform', 1_200_000, of), await entered('centralAndProvincial', 900_000, of)];
    const answers = await Promise.all([
      people.approver.post('/claims/steps', { step: 'approve', cases: [{ id: one.id, version: one.version }] }),
      other.post('/claims/steps', { step: 'approve', cases: [{ id: two.id, version: two.version }] }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('are kept under the code: nothing is approved unseen, no block is recorded, no answer is changed', async () => {
    const claim = await entered('cityPlatform', 500_000, await household(finance));
    const unseen = `update claim set state = 'approved', approved_by = gen_random_uuid(), approved_by_name = '某', approved_at = now(), version = version + 1 where id = $1`;
    await expect(finance.look(unseen, [claim.id])).rejects.toThrow(/without a check/);
    await expect(finance.look(`update overlap_check set reason = '改' where true`)).rejects.toThrow(/append-only/);
    const forged = `insert into overlap_check (id, cause_type, cause_id, household_id, village_code, findings, sources, reason, policy_parameter_ids, checked_at, checked_by, checked_by_name)
      select gen_random_uuid(), cause_type, cause_id, household_id, village_code, $1::jsonb, sources, $2, policy_parameter_ids, checked_at, checked_by, checked_by_name from overlap_check limit 1`;
    await expect(finance.look(forged, ['[{"rule": "x", "effect": "block"}]', '同意'])).rejects.toThrow(/never_blocked/);
    await expect(finance.look(forged, ['[{"rule": "x", "effect": "warn"}]', null])).rejects.toThrow(/warning_answered/);
  });

  it('are looked at by those who approve', async () => {
    expect((await preview('claims', [householdId], people.clerk)).status).toBe(403);
    expect((await preview('claims', [householdId]).expect(200)).body).toMatchObject({ checked: 0, findings: [] });
  });
});
