import { systemSession } from '@jingzhun/persistence';
import { advanced, attach, office, read, registrationContent, step, submitted, took, type Office } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { previewed, released } from '../../test/import-file.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { addHousehold, registerFile, workbookOf, type RegisterFile } from '../../test/workbooks/register-file.js';
import { MAKERS_OF_CASE } from '../application/case/makers-of-case.sql.js';

describe('taking over the register of a county', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;
  let county: Caller;
  let colleague: Caller;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
    county = people.county;
    colleague = service.as(officer('360781', ['county-officer']));
  });
  afterAll(async () => service?.stop());

  const proposal = { effectiveOn: '2016-06-16', reason: '全县名册已导入核对', sourceDocument: '瑞扶字〔2016〕9号' };
  const count = async (sql: string, values: unknown[] = []): Promise<number> => (await service.look<{ n: number }>(sql, values))[0]?.n ?? 0;
  const households = (): Promise<number> => count('select count(*)::int as n from household');
  const correct = (household: MadeHousehold, by = people.clerk) =>
    by.post(
      `/households/${household.id}/corrections`,
      { kind: 'category', changes: { category: 'livingAllowance' }, reason: '录入错误', validFrom: '2016-01-01' },
      1,
    );

  let early: RegisterFile;
  let waiting: { id: string };
  let proposed: { household: MadeHousehold; id: string };
  let duplicated: RegisterFile;
  let first: RegisterFile;

  it('is proposed and confirmed by two county officers, for today or later, once', async () => {
    expect((await people.township.post('/take-over', proposal)).body.code).toBe('auth.not-permitted');
    const townshipWide = service.as(officer('360781102', ['county-officer']));
    expect((await townshipWide.post('/take-over', proposal)).body.code).toBe('take-over.county-only');
    expect((await county.post('/take-over', { ...proposal, effectiveOn: '2016-06-14' })).body.code).toBe('take-over.in-the-past');
    const withdrawn = await county.post('/take-over', proposal).expect(201);
    await county.post(`/take-over/${withdrawn.body.decisions[0].id}/withdraw`).expect(200);
    service.clock.advance(1_000);
    const { body } = await county.post('/take-over', proposal).expect(201);
    expect(body).toMatchObject({ county: '360781', takenOver: false, decisions: [{ status: 'proposed' }, { status: 'withdrawn' }] });
    expect((await colleague.post('/take-over', proposal)).body.code).toBe('take-over.decided-already');
    const [{ id }] = body.decisions;
    expect((await county.post(`/take-over/${id}/confirm`)).body.code).toBe('take-over.own-proposal');
    await expect(
      service.look(
        `update take_over set status = 'confirmed', effective_at = proposed_at, decided_by = proposed_by, decided_by_name = 'x', decided_at = proposed_at where id = $1`,
        [id],
      ),
    ).rejects.toThrow(/take_over_by_two/);

    // before it: imports register, typing errors of the category are corrected by two persons
    first = registerFile(2);
    await released(colleague, (await previewed(service, county, await workbookOf(first))).id);
    expect(await households()).toBe(2);
    early = registerFile(2);
    waiting = await previewed(service, county, await workbookOf(early));
    const household = await registerHousehold(service);
    proposed = { household, id: (await correct(household).expect(201)).body.id };
    const other = await registerHousehold(service);
    const corrected = await correct(other).expect(201);
    await people.township.post(`/corrections/${corrected.body.id}/approve`).expect(200);
    duplicated = registerFile(1);
    const mover = first.members[1];
    duplicated.members.push({ ...mover, 户编号: duplicated.households[0]?.['户编号'] ?? null, 与户主关系: '其他' });
    duplicated.households[0]!['家庭人口数'] = 3;
    await released(colleague, (await previewed(service, county, await workbookOf(duplicated))).id);

    const confirmed = await colleague.post(`/take-over/${id}/confirm`, { reason: '已核对' }).expect(200);
    expect(confirmed.body).toMatchObject({
      takenOver: false,
      decisions: [{ status: 'confirmed', effectiveAt: '2016-06-15T16:00:00.000Z' }, {}],
    });
    expect((await county.post('/take-over', proposal)).body.code).toBe('take-over.decided-already');
    await expect(service.look(`update take_over set reason = 'x' where id = $1`, [id])).rejects.toThrow(/stays/);
    service.clock.advance(86_400_000);
    expect((await people.clerk.get('/take-over').expect(200)).body.takenOver).toBe(true);
  });

  it('new rows of a file become drafts of applications, household by household, also those that were previewed before', async () => {
    const before = await households();
    const done = await released(colleague, waiting.id);
    expect(done.counts).toMatchObject({ householdsNew: 0, applicationsDrafted: 2 });
    const file = registerFile(1);
    const later = await released(colleague, (await previewed(service, county, await workbookOf(file))).id);
    expect(later.counts).toMatchObject({ householdsNew: 0, applicationsDrafted: 1 });
    expect(await households()).toBe(before);
    expect(await count(`select count(*)::int as n from import_household where batch_id = $1`, [waiting.id])).toBe(0);
    const drafts = await people.township.get('/applications?state=draft').expect(200);
    expect(drafts.body.items).toHaveLength(3);
    const { body: page } = await people.clerk.get(`/applications/${drafts.body.items[0].id}`).expect(200);
    expect(page).toMatchObject({
      source: 'import',
      sourceDocument: '瑞扶字〔2016〕8号',
      memberCount: 2,
      groupName: '第一组',
      category: 'general',
      problems: [{ pointer: '/address' }, { pointer: '/statement' }, { pointer: '/bankName' }],
    });
    expect(page.members.map(({ relation }: { relation: string }) => relation)).toEqual(['01', '02']);
    // who uploaded the file typed the case, who released it began it: neither checks it
    const [typed] = await service.look<{ makers: string[] }>(`select ${MAKERS_OF_CASE} as makers from application a where a.id = $1`, [
      page.id,
    ]);
    expect(typed?.makers.sort()).toEqual([county.principal.accountId, colleague.principal.accountId].sort());
  });

  it('the same file again makes no second draft', async () => {
    const again = await released(colleague, (await previewed(service, county, await workbookOf(early))).id);
    expect(again.counts).toMatchObject({ householdsNew: 0, applicationsDrafted: 0, householdsUnchanged: 2 });
    expect((await people.township.get('/applications?state=draft')).body.total).toBe(3);
  });

  it('a changed category is refused with where to apply for it, any other change with where to correct it', async () => {
    const changed = structuredClone(first);
    changed.households[0]!['贫困户属性'] = '低保贫困户';
    changed.members[3]!['文化程度'] = '初中';
    const batch = await previewed(service, county, await workbookOf(changed));
    expect(batch.counts).toMatchObject({ householdsNew: 0, householdsChanged: 2 });
    const { body } = await county.get(`/imports/${batch.id}/refusals`).expect(200);
    expect(body.items.map(({ code, columnTitle }: { code: string; columnTitle: string }) => [code, columnTitle])).toEqual([
      ['household.category-needs-application', '贫困户属性'],
      ['household.registered-differently', '户编号'],
    ]);
    expect(body.items[0].next).toContain('申请变更贫困户属性');
  });

  it('a duplicate is not decided into the register', async () => {
    const open = await colleague.get('/duplicates').expect(200);
    const [found] = open.body.items;
    const move = await colleague.post(`/duplicates/${found.id}/decide`, { decision: 'move', reason: '已分户' });
    expect([move.status, move.body.code]).toEqual([409, 'take-over.move-needs-application']);
    await colleague.post(`/duplicates/${found.id}/decide`, { decision: 'keep-registered', reason: '以已登记为准' }).expect(200);
    expect(await count('select count(*)::int as n from household where number = $1', [duplicated.households[0]?.['户编号']])).toBe(0);
  });

  it('a category is not corrected any more, nor a proposal from before approved; other corrections go on', async () => {
    const { household, id } = proposed;
    const refused = await correct(household);
    expect([refused.status, refused.body.code]).toEqual([409, 'take-over.category-needs-application']);
    expect(refused.body.next).toContain('申请变更贫困户属性');
    expect((await people.township.post(`/corrections/${id}/approve`)).body.code).toBe('take-over.category-needs-application');
    const cause = { kind: 'cause', changes: { mainCause: '02' }, reason: '核实', validFrom: '2016-01-01' };
    const other = await people.clerk.post(`/households/${household.id}/corrections`, cause, 1).expect(201);
    await people.township.post(`/corrections/${other.body.id}/approve`).expect(200);
  });

  it('nothing that writes as the service can register a household or change status or category beside a case', async () => {
    const { household } = proposed;
    const as = (sql: string, values: unknown[], application?: string) =>
      service.db.connection(systemSession('import'), async (client) => {
        if (application) await client.query(`select set_config('app.application', $1, true)`, [application]);
        return client.query(sql, values);
      });
    const at = service.clock.now();
    const running = await submitted(service, people);
    for (const [sql, application] of [
      [`update household set status = 'cleanedOut', changed_at = $2 where id = $1`, undefined],
      [`update household set category = 'fiveGuarantee', changed_at = $2 where id = $1`, undefined],
      [`update household set category = 'fiveGuarantee', changed_at = $2 where id = $1`, running.id],
    ] as const)
      await expect(as(sql, [household.id, at], application)).rejects.toThrow(/only a case of the seven steps/);
    await as(`update household set address = '新址', changed_at = $2 where id = $1`, [household.id, at]);
    const clone = `insert into household (id, number, village_code, status, category, main_cause, standard, registered_on, head_person_id, head_name, member_count, digest, changed_at)
      select gen_random_uuid(), 'X' || number, village_code, status, category, main_cause, standard, registered_on, head_person_id, head_name, member_count, digest, $2
      from household where id = $1`;
    await expect(as(clone, [household.id, at])).rejects.toThrow(/only a case of the seven steps/);
    await expect(as(clone, [household.id, at], running.id)).rejects.toThrow(/only a case of the seven steps/);
  });

  it('an application does all three: registers, changes the category, removes', async () => {
    const { id } = await submitted(service, people, registrationContent());
    const registered = await advanced(service, people, id, 'completed');
    const householdId = registered.householdId as string;

    const categoryChange = await people.clerk
      .post('/applications', {
        householdId,
        content: { kind: 'categoryChange', category: 'livingAllowance', basis: '民政低保审批表', statement: '已纳入低保' },
      })
      .expect(201);
    const scan = await attach(service, people.clerk, `/applications/${categoryChange.body.id}`, 'applicationForm');
    await took(service, people.clerk, categoryChange.body.id, 'submit', { mark: { scan, kind: 'signature' } });
    await advanced(service, people, categoryChange.body.id, 'completed');

    const removal = await people.clerk
      .post('/applications', { householdId, content: { kind: 'removal', ground: 'income', statement: '收入已稳定超过标准' } })
      .expect(201);
    expect((await step(service, people.clerk, removal.body.id, 'submit')).body.problems).toMatchObject([{ code: 'grounds' }]);
    await attach(service, people.clerk, `/applications/${removal.body.id}`, 'grounds');
    await took(service, people.clerk, removal.body.id, 'submit');
    const second = await people.clerk
      .post('/applications', { householdId, content: { kind: 'removal', ground: 'income', statement: '重复' } })
      .expect(201);
    await attach(service, people.clerk, `/applications/${second.body.id}`, 'grounds');
    expect((await step(service, people.clerk, second.body.id, 'submit')).body.code).toBe('application.person-in-other-case');
    await advanced(service, people, removal.body.id, 'completed');

    expect((await people.county.get(`/households/${householdId}`)).body).toMatchObject({
      status: 'cleanedOut',
      category: 'livingAllowance',
      version: 3,
    });
    const timeline = await people.county.get(`/households/${householdId}/timeline`).expect(200);
    expect(
      timeline.body.items.map(({ change, sourceDocument }: { change: string; sourceDocument: string }) => [change, sourceDocument]),
    ).toEqual([
      ['cleanedOut', `七步法 ${removal.body.id}`],
      ['category', `七步法 ${categoryChange.body.id}`],
      ['registered', `七步法 ${id}`],
    ]);
    expect((await read(people.clerk, removal.body.id)).state).toBe('completed');
    const again = await people.clerk
      .post('/applications', { householdId, content: { kind: 'removal', ground: 'income', statement: '再次' } })
      .expect(201);
    expect((await step(service, people.clerk, again.body.id, 'submit')).body.problems).toMatchObject([
      { code: 'household-fits' },
      { code: 'grounds' },
    ]);
  });

  it('and so does adding a household to the file of a village: a draft, never a registration', async () => {
    const file = registerFile(0);
    addHousehold(file, { household: { 识别时间: '2016-06-01' } });
    const batch = await released(colleague, (await previewed(service, county, await workbookOf(file))).id);
    expect(batch.counts).toMatchObject({ applicationsDrafted: 1, householdsNew: 0 });
  });
});
