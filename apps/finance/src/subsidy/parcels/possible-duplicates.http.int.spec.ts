import { run, sessionOf } from '@jingzhun/persistence';
import type { Caller } from '@jingzhun/service-shell/testing';
import { randomUUID } from 'node:crypto';
import {
  acceptedProject,
  asked,
  fundAndScheme,
  household,
  reached,
  read,
  SCHEME,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  VILLAGE,
  type Asked,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../../test/service.js';

const ELSEWHERE = '360781103209';
const REASON = '另一处在河对岸，去年冬天新开，未随项目验收';

describe('what may be there already', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let township: Caller;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    township = finance.as(officer(['township-officer'], TOWNSHIP));
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  type Entry = Asked & { parcelVillage?: string };
  const entry = async ({ parcelVillage, ...parts }: Entry) => ({
    ...(await asked(finance, parts)),
    ...(parcelVillage ? { parcelVillage } : {}),
  });
  const find = async (request: object, by = people.clerk) => {
    const { evidence: _, quantity: __, ...about } = request as Record<string, unknown>;
    return (await by.post('/subsidy-applications/possible-duplicates', about).expect(200)).body;
  };
  const apply = async (request: object, reason?: string, by = people.clerk) => {
    const answered = reason ? { possibleDuplicates: { digest: (await find(request, by)).digest, reason } } : {};
    const { status, body } = await by.post('/subsidy-applications', { ...request, ...answered });
    return { status, body, code: body.code as string | undefined, id: body.id as string };
  };
  const together = (claimIds: readonly string[]) => township.post('/subsidy-projects/applications', { schemeCode: SCHEME, claimIds });
  const householdOf = async (claimId: string): Promise<string> =>
    (await finance.look<{ id: string }>('select household_id as id from claim where id = $1', [claimId]))[0]!.id;
  const project = async (parts: Parameters<typeof acceptedProject>[1] = {}) => {
    const claimId = await acceptedProject(finance, parts);
    return { claimId, householdId: await householdOf(claimId) };
  };

  const moved = async (id: string) => {
    await finance.look('update directory_household set village_code = $2, version = version + 1 where id = $1', [id, ELSEWHERE]);
    await finance.look('update directory_person set village_code = $2 where household_id = $1', [id, ELSEWHERE]);
  };

  it('an accepted project that waits: entered by hand it is asked about, and applied for with a reason that everybody reads', async () => {
    const { claimId, householdId } = await project();
    const request = await entry({ householdId });
    const { status, body } = await apply(request);
    expect([status, body.code, body.problems]).toMatchObject([
      409,
      'subsidy.possible-duplicate-unanswered',
      [{ code: 'subsidy.possible-duplicate-project-waits' }],
    ]);
    expect(JSON.stringify(body)).not.toContain('刘春华');
    expect(await find(request)).toMatchObject({ findings: [{ kind: 'projectWaits', claimId, applicationId: null }] });
    // another product, and another year of cultivation, is another thing
    expect((await find({ ...request, product: 'navelOrange' })).findings).toEqual([]);
    const stale = await people.clerk.post('/subsidy-applications', {
      ...request,
      possibleDuplicates: { digest: '0'.repeat(64), reason: REASON },
    });
    expect([stale.status, stale.body.code]).toEqual([409, 'subsidy.possible-duplicate-changed']);
    const { id } = await apply(request, REASON);
    const seen = await read(people, id);
    expect(seen.possibleDuplicates).toMatchObject([
      { reason: REASON, byName: people.clerk.principal.name, findings: [{ kind: 'projectWaits' }] },
    ]);
    const [audited] = await finance.look<{ detail: object }>(
      `select detail from audit_log where action = 'subsidy.possible-duplicate-answered' and object_id = $1`,
      [id],
    );
    expect(audited!.detail).toEqual({ findings: 1, kinds: 'projectWaits' });
    // the answer holds: the project is applied for as another field
    expect((await together([claimId])).status).toBe(201);
    const { items } = (await people.secondClerk.get('/subsidy-work/check').expect(200)).body;
    expect(items.find((one: { id: string }) => one.id === id).against).toMatchObject([{ code: 'possible-duplicate-answered' }]);
  });

  it('a project that was applied for together, and the same field by hand afterwards under its own name', async () => {
    const { claimId, householdId } = await project();
    expect((await together([claimId])).status).toBe(201);
    const request = await entry({ householdId, parcel: '对门山' });
    expect((await apply(request)).body.problems).toMatchObject([{ code: 'subsidy.possible-duplicate-project-applied' }]);
    const { id } = await apply(request, REASON);
    const [made] = await finance.look<{ id: string }>('select id from subsidy_application where claim_id = $1', [claimId]);
    expect((await read(people, id)).possibleDuplicates).toMatchObject([
      { findings: [{ kind: 'projectApplied', applicationId: made!.id }] },
    ]);
    // corrected in something else nothing is asked again; to another product that was accepted, it is
    const correct = async (parts: object, answered?: object) => {
      const { version, product, stage, quantity, parcel } = await read(people, id);
      const content = {
        product,
        stage,
        quantity,
        parcel,
        ...parts,
        reason: '核对后更正',
        ...(answered ? { possibleDuplicates: answered } : {}),
      };
      return people.clerk.put(`/subsidy-applications/${id}/content`, content, version);
    };
    expect((await correct({ quantity: 390 })).status).toBe(200);
    await acceptedProject(finance, { householdId, product: 'navelOrange' });
    expect((await correct({ product: 'navelOrange' })).body.code).toBe('subsidy.possible-duplicate-unanswered');
    const { digest } = await find({
      schemeCode: SCHEME,
      householdId,
      applicationId: id,
      product: 'navelOrange',
      stage: 1,
      parcel: '对门山',
    });
    expect((await correct({ product: 'navelOrange' }, { digest, reason: REASON })).status).toBe(200);
    expect((await read(people, id)).possibleDuplicates).toHaveLength(2);
  });

  it('by hand first and then by the project alone: withdrawn, or answered', async () => {
    const byHand = await apply(await entry({}));
    const householdId = (await read(people, byHand.id)).householdId as string;
    const { claimId } = await project({ householdId });
    expect((await together([claimId])).body.problems).toMatchObject([{ code: 'subsidy.project-asked-by-hand' }]);
    const request = await entry({ householdId, claimId, parcel: '门口大丘' });
    expect((await apply(request)).body.problems).toMatchObject([{ code: 'subsidy.possible-duplicate-asked-by-hand' }]);
    expect((await stepTaken(people.clerk, byHand.id, 'withdraw', { reason: '按验收项目申请' })).status).toBe(200);
    expect((await apply(request)).status).toBe(201);
  });

  it('a parcel of the village that is called alike, also where the household leases it in another village', async () => {
    const first = await apply(await entry({ parcel: '木鱼岭' }));
    const second = await entry({ parcel: '木鱼岭东丘' });
    expect((await find(second)).findings).toMatchObject([{ kind: 'similarName', applicationId: first.id, headName: '刘春华' }]);
    expect((await apply(second)).body.problems).toMatchObject([{ code: 'subsidy.possible-duplicate-similar-name' }]);
    // who takes the same name is told that it is taken
    expect((await apply({ ...second, parcel: '木鱼岭' })).code).toBe('subsidy.parcel-refused');
    const { id } = await apply(second, '东丘是坡下的另一块');
    expect((await read(people, id)).possibleDuplicates).toMatchObject([
      { reason: '东丘是坡下的另一块', findings: [{ applicationId: first.id }] },
    ]);
    const elsewhere = finance.as(officer(['village-cadre'], '360781102209'));
    const lessee = await household(finance, { village: '360781102209' });
    const leased = { ...(await entry({ householdId: lessee, parcel: '木鱼岭脚下', parcelVillage: VILLAGE })), evidence: [] };
    const { findings } = await find(leased, elsewhere);
    // somebody else's household is not named to another village
    expect(findings).toMatchObject([{ kind: 'similarName', applicationId: null, headName: null, householdNumber: null }]);
    expect((await apply(leased, undefined, elsewhere)).code).toBe('subsidy.possible-duplicate-unanswered');
    const there = await apply(leased, '租种的是山脚另一块', elsewhere);
    expect(there.status).toBe(201);
    expect((await elsewhere.get(`/subsidy-applications/${there.id}`).expect(200)).body).toMatchObject({
      parcelVillage: VILLAGE,
      possibleDuplicates: [{ findings: [{ kind: 'similarName', applicationId: null }] }],
    });
  });

  it('names nobody else’s project: not in the refusal of another township, not in an answer, and asks nothing of words that every project has', async () => {
    const { claimId } = await project({ product: 'curingBarn', unit: 'count', quantity: 1 });
    expect((await together([claimId])).status).toBe(201);
    const elsewhere = finance.as(officer(['village-cadre'], ELSEWHERE));
    const lessee = await household(finance, { village: ELSEWHERE });
    for (const parcel of ['烤房修缮', '第1年', '验收项目']) {
      const leased = { ...(await entry({ householdId: lessee, parcel, parcelVillage: VILLAGE })), evidence: [] };
      expect((await find(leased, elsewhere)).findings).toEqual([]);
      expect(await apply(leased, undefined, elsewhere)).toMatchObject({ status: 201 });
    }
    // only what names the project is named by it: a village that calls its own land so is asked
    await apply(await entry({ parcel: '验收项目坡' }));
    expect((await apply(await entry({ parcel: '验收项目坡脚' }))).body.problems).toMatchObject([
      { code: 'subsidy.possible-duplicate-similar-name' },
    ]);
  });

  it('a household that has moved brings its project along: its new village applies by it, once, for the land where it lies', async () => {
    const parcelId = randomUUID();
    const { claimId, householdId } = await project();
    await finance.look(
      `update claim set version = version + 1, subject = subject || jsonb_build_object('parcelIds', jsonb_build_array($2::text)) where id = $1`,
      [...[claimId, parcelId]],
    );
    await moved(householdId);
    const there = finance.as(officer(['village-cadre'], ELSEWHERE));
    const request = { ...(await entry({ householdId })), evidence: [] };
    expect((await find(request, there)).findings).toMatchObject([{ kind: 'projectWaits', claimId }]);
    const waiting = async (by: Caller) => (await by.get('/subsidy-projects').expect(200)).body.items;
    expect(await waiting(there)).toMatchObject([{ id: claimId, villageCode: VILLAGE }]);
    const { id, status } = await apply({ ...request, claimId }, undefined, there);
    expect(status).toBe(201);
    const seen = async () => (await there.get(`/subsidy-applications/${id}`).expect(200)).body;
    expect(await seen()).toMatchObject({
      villageCode: ELSEWHERE,
      parcelVillage: VILLAGE,
      claim: { id: claimId, differs: null },
      possibleDuplicates: [],
    });
    // its parcels stay taken when the new village corrects it
    const { version, product, stage, parcel } = await seen();
    await there
      .put(`/subsidy-applications/${id}/content`, { product, stage, parcel, quantity: 390, reason: '核对后更正' }, version)
      .expect(200);
    expect(await finance.look(`select key from subsidy_parcel_use where application_id = $1 and kind = 'parcel'`, [id])).toEqual([
      { key: parcelId },
    ]);
    expect((await there.post('/subsidy-applications', { ...request, parcel: '另一名称', claimId })).body.code).toBe(
      'subsidy.project-not-waiting',
    );
  });

  it('what was applied for before the household moved is corrected by the old village, with its answer', async () => {
    const { householdId } = await project();
    const { id } = await apply(await entry({ householdId, product: 'navelOrange' }));
    await moved(householdId);
    const { version, stage, quantity, parcel } = await read(people, id);
    const about = { product: 'vegetables', stage, parcel };
    const content = { ...about, quantity, reason: '品种填错' };
    const correct = (parts: object) => people.clerk.put(`/subsidy-applications/${id}/content`, { ...content, ...parts }, version);
    expect((await correct({})).body.code).toBe('subsidy.possible-duplicate-unanswered');
    const { digest, findings } = await find({ ...about, schemeCode: SCHEME, householdId, applicationId: id });
    expect(findings).toMatchObject([{ kind: 'projectWaits' }]);
    expect((await correct({ possibleDuplicates: { digest, reason: REASON } })).status).toBe(200);
  });

  it('by the project and by hand at once: the second waits for the first and is told what has changed', async () => {
    const { claimId, householdId } = await project();
    const [byProject, byHand] = [await entry({ householdId, claimId }), await entry({ householdId })];
    const possibleDuplicates = { digest: (await find(byHand)).digest, reason: REASON };
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let held: Promise<void> = Promise.resolve();
    await new Promise<void>((holding) => {
      held = finance.db.transaction(sessionOf(people.bureau.principal), async (em) => {
        await run(em, 'select from claim where id = $1 for update', [claimId]);
        holding();
        await released;
      });
    });
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const first = people.clerk.post('/subsidy-applications', byProject).then((answer) => answer);
    while ((await finance.look(waits)).length < 1);
    const second = people.secondClerk.post('/subsidy-applications', { ...byHand, possibleDuplicates }).then((answer) => answer);
    while ((await finance.look(waits)).length < 2);
    release();
    await held;
    expect((await first).status).toBe(201);
    expect([(await second).status, (await second).body.code]).toEqual([409, 'subsidy.possible-duplicate-changed']);
  });

  it('is read by the approver, one by one', async () => {
    const householdId = await household(finance);
    await acceptedProject(finance, { householdId });
    const id = await reached(finance, people, 'close', { householdId, possibleDuplicatesBy: people.clerk });
    const { items } = (await people.approver.get('/subsidy-work/approve').expect(200)).body;
    expect(items.find((one: { id: string }) => one.id === id).against).toMatchObject([{ code: 'possible-duplicate-answered' }]);
    expect((await people.approver.get(`/subsidy-applications/${id}`).expect(200)).body.possibleDuplicates).toHaveLength(1);
    expect((await stepTaken(people.approver, id, 'approve')).status).toBe(200);
  });

  it('the checklist speaks of industry’s record only where an application names a project', async () => {
    const { claimId, householdId } = await project();
    const [byProject, byHand] = [await apply(await entry({ claimId, householdId })), await apply(await entry({}))];
    const asksFor = async (id: string) => {
      const { next } = (await people.secondClerk.get(`/subsidy-applications/${id}`).expect(200)).body;
      return next.find(({ step }: { step: string }) => step === 'check').checklist.map(({ code }: { code: string }) => code);
    };
    const codes = ['not-maker', 'household-fits', 'project-as-accepted', 'application-evidence'];
    expect(await asksFor(byProject.id)).toEqual(codes);
    expect(await asksFor(byHand.id)).toEqual(codes.filter((code) => code !== 'project-as-accepted'));
  });

  it('is checked by itself: one word for many that have an answer is refused, and names them', async () => {
    const answered = async () => (await apply(await entry({ householdId: (await project()).householdId }), REASON)).id;
    const ids = [(await apply(await entry({}))).id, await answered(), await answered()];
    const cases = await Promise.all(ids.map(async (id) => ({ id, version: (await read(people, id)).version as number })));
    const check = (some: typeof cases) => people.secondClerk.post('/subsidy-applications/steps', { step: 'check', cases: some });
    const { status, body } = await check(cases);
    expect([status, body.code]).toEqual([409, 'subsidy.possible-duplicate-one-by-one']);
    expect(body.problems).toMatchObject([{ pointer: '/cases/1' }, { pointer: '/cases/2' }]);
    for (const one of cases) expect((await check([one])).status).toBe(200);
  });

  it('two at once: whoever is second is asked', async () => {
    const { claimId, householdId } = await project();
    const request = await entry({ householdId });
    const [byProject, byHand] = await Promise.all([together([claimId]), apply(request)]);
    expect([byProject.status, byHand.status].filter((status) => status === 201)).toEqual([201]);
    const names = await Promise.all(['牛角湾', '牛角湾上段'].map(async (parcel) => apply(await entry({ parcel }))));
    expect(names.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('under the code as well: no entry by hand beside a project without its answer, and no answer that says nothing', async () => {
    const { householdId } = await project();
    const { id } = await apply(await entry({ parcel: '樟树下' }));
    const attempt = (sql: string, values: unknown[]): Promise<unknown> =>
      finance.db
        .connection(sessionOf(people.bureau.principal), (client) => run(client, sql, values))
        .then(
          () => 'done',
          (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
        );
    const copied = `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel, state, state_since,
        entered_by, entered_by_name, entered_at, parcel_village, parcel_key)
      select $1, scheme_code, year, $3, household_number, head_name, member_count, village_code, product, stage, quantity, parcel || '二', state, state_since, entered_by, entered_by_name, entered_at,
        parcel_village, parcel_key || '2' from subsidy_application where id = $2`;
    expect(await attempt(copied, [randomUUID(), id, householdId])).toBe('JZ116');
    const answer = `insert into subsidy_possible_duplicate_answer (id, application_id, village_code, findings, reason, answered_at, answered_by, answered_by_name)
      select $1, $2, village_code, $3::jsonb, $4, now(), entered_by, '某人' from subsidy_application where id = $2`;
    expect(await attempt(answer, [randomUUID(), id, '[]', REASON])).toBe('subsidy_possible_duplicate_answer_of_something');
    expect(await attempt(answer, [randomUUID(), id, '[{"kind":"similarName"}]', ' '])).toBe('subsidy_possible_duplicate_answer_says_why');
    expect(await attempt('delete from subsidy_possible_duplicate_answer', [])).toBe('42501');
  });
});
