import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import type { ReceivedEvent } from '@jingzhun/messaging';
import { newId, systemSession } from '@jingzhun/persistence';
import { randomUUID } from 'node:crypto';
import { RecordAcceptedProjects } from '../../claim/record-accepted-projects.consumer.js';
import {
  asked,
  bankAnswers,
  fundAndScheme,
  FUND,
  household,
  reached,
  read,
  SCHEME,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  VILLAGE,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../../test/service.js';

interface Project {
  readonly householdId: string;
  readonly projectId: string;
  readonly parcelIds: readonly string[];
  readonly product?: string;
  readonly village?: string;
}

describe('a project that industry corrects after it was applied for', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  /** As industry tells it: each time with another event. @returns the claim */
  const told = async ({ householdId, projectId, parcelIds, product = 'vegetables', village = VILLAGE }: Project): Promise<string> => {
    const data = {
      ...{ projectId, householdId, product, stage: 1, acceptedOn: '2016-05-20', document: '瑞果验〔2016〕12号' },
      ...{ measure: { unit: 'centiMu', areaCentiMu: 400 }, parcels: parcelIds.map((parcelId) => ({ parcelId, areaCentiMu: 200 })) },
    };
    const event = { id: newId(finance.clock), type: ProjectAcceptedV1.type, definition: ProjectAcceptedV1, division: village, data };
    await finance.db.transaction(systemSession('import'), (em) =>
      finance.app.get(RecordAcceptedProjects, { strict: false }).handle([event as unknown as ReceivedEvent], em),
    );
    const [claim] = await finance.look<{ id: string }>(`select id from claim where natural_key = $1`, [`project ${projectId}`]);
    finance.clock.advance(60_000);
    return claim!.id;
  };
  const project = async (parcelIds: readonly string[] = [randomUUID()], product = 'vegetables') => {
    const about = { householdId: await household(finance), projectId: randomUUID(), parcelIds, product };
    return { ...about, claimId: await told(about) };
  };
  const applied = async ({ claimId, householdId }: { claimId: string; householdId: string }): Promise<string> =>
    (await people.clerk.post('/subsidy-applications', await asked(finance, { claimId, householdId })).expect(201)).body.id;
  const parcels = async (id: string): Promise<string[]> =>
    (
      await finance.look<{ key: string }>(`select key from subsidy_parcel_use where application_id = $1 and kind = 'parcel' order by key`, [
        id,
      ])
    ).map(({ key }) => key);
  const differs = async (id: string): Promise<string | undefined> => (await read(people, id)).claim.differs?.zh;

  it('its parcels are used by the application from then on, also those of a project that was told without', async () => {
    const [p, q] = [randomUUID(), randomUUID()];
    const one = await project([]);
    const id = await applied(one);
    expect(await parcels(id)).toEqual([]);
    await told({ ...one, parcelIds: [p] });
    expect(await parcels(id)).toEqual([p]);
    const other = await project([p]);
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, other))).body.code).toBe('subsidy.parcel-refused');
    const preview = (await people.clerk.post('/subsidy-projects/preview', { schemeCode: SCHEME, claimIds: [other.claimId] }).expect(200))
      .body;
    expect(preview.items[0].obstacles).toMatchObject([{ code: 'parcelUsed' }]);
    await told({ ...one, parcelIds: [q] });
    expect(await parcels(id)).toEqual([q]);
    expect(await differs(id)).toBeUndefined();
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, other))).status).toBe(201);
  });

  it('to a parcel of another application: nothing goes forward until one of the two is out of the way, and nothing is lost', async () => {
    const p = randomUUID();
    const first = await applied(await project([p]));
    const one = await project();
    const id = await reached(finance, people, 'measure', one);
    await told({ ...one, parcelIds: [p] });
    expect([await parcels(id), await parcels(first)]).toEqual([[], [p]]);
    expect(await differs(id)).toContain('请核实后撤回或不予通过其中一份');
    const { status, body } = await stepTaken(people.secondInspector, id, 'accept');
    expect([status, body.problems]).toMatchObject([409, [{ code: 'project-as-accepted' }]]);
    // the way back is free
    expect((await stepTaken(people.secondInspector, id, 'return', { to: 'villageChecked', reason: '等产业部门核对' })).status).toBe(200);
    expect((await stepTaken(people.clerk, first, 'withdraw', { reason: '误选了别人的地块' })).status).toBe(200);
    expect(await differs(id)).toBeUndefined();
    expect((await stepTaken(people.inspector, id, 'return', { to: 'applied', reason: '重新初审' })).status).toBe(200);
    expect(await parcels(id)).toEqual([p]);
  });

  it('to another product: the village corrects the application, which does not come up for a round before', async () => {
    const one = await project();
    const id = await reached(finance, people, 'accept', one);
    await told({ ...one, product: 'navelOrange' });
    expect(await differs(id)).toContain('请村里按现在的验收记录更正申请');
    const round = () => people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME, applicationIds: [id] }).expect(200);
    const out = { applicationId: id, code: 'projectContent', who: { zh: '村级经办人员', en: 'village clerk' } };
    expect((await round()).body).toMatchObject({ items: [], leftOut: [out] });
    const { version, stage, quantity, parcel } = await read(people, id);
    const content = { product: 'navelOrange', stage, quantity, parcel, reason: '按验收记录更正' };
    await people.clerk.put(`/subsidy-applications/${id}/content`, content, version).expect(200);
    expect(await differs(id)).toBeUndefined();
    expect((await stepTaken(people.secondClerk, id, 'check')).status).toBe(200);
    // who asked for it by its id is told why it is not among them
    expect((await round()).body.leftOut).toMatchObject([{ applicationId: id, code: 'notAccepted' }]);
  });

  it('after the approval: it is not paid, the approver ends it, and the project is applied for anew', async () => {
    const one = await project();
    const id = await reached(finance, people, 'approve', one);
    await setAccount(people, one.householdId);
    expect((await stepTaken(people.approver, id, 'reject', { reason: '项目有误' })).body.code).toBe('subsidy.not-yet');
    await told({ ...one, product: 'navelOrange' });
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const payments = { causeType: 'subsidy-application', causeIds: [id] };
    expect((await people.bureau.post(`/payment-batches/${draft.id}/payments`, payments, draft.version)).body).toMatchObject({
      code: 'payment.stopped',
      problems: [{ code: 'payment.project-corrected' }],
    });
    expect(await differs(id)).toContain('请资金审批人不予通过');
    expect((await stepTaken(people.approver, id, 'reject', { reason: '产业部门已更正品种' })).status).toBe(200);
    expect(await finance.look('select state from commitment where cause_id = $1', [id])).toEqual([{ state: 'released' }]);
    const request = await asked(finance, { ...one, product: 'navelOrange' });
    expect((await people.clerk.post('/subsidy-applications', request)).status).toBe(201);
  });

  it('after a batch was made it is not sent; after it was paid, the page says how the money comes back', async () => {
    const [one, two] = [await project(), await project()];
    const [id, paid] = [await reached(finance, people, 'approve', one), await reached(finance, people, 'approve', two)];
    await setAccount(people, one.householdId);
    await setAccount(people, two.householdId);
    const batch = await sentToBank(people, [paid]);
    const answers = await bankAnswers(finance, batch.id, 1, finance.clock.today());
    await people.cashier.upload(`/payment-batches/${batch.id}/returns`, answers, 'text/csv').expect(200);
    await told({ ...two, product: 'navelOrange' });
    expect(await differs(paid)).toContain('请县级要求追回');
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '二批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const path = `/payment-batches/${draft.id}`;
    const { body: filled } = await people.bureau
      .post(`${path}/payments`, { causeType: 'subsidy-application', causeIds: [id] }, draft.version)
      .expect(200);
    await told({ ...one, product: 'navelOrange' });
    const { body } = await people.bureau.post(`${path}/declare`, filled.totals, filled.version);
    expect(body).toMatchObject({ code: 'payment.stopped', problems: [{ code: 'payment.project-corrected' }] });
    expect(await differs(id)).toContain('退回或作废批次');
  });

  it('to a parcel of another application, which then ends: what was approved has the parcel at once, and nobody else is paid for it', async () => {
    const p = randomUUID();
    const [one, two] = [await project([p]), await project()];
    const first = await applied(one);
    const id = await reached(finance, people, 'approve', two);
    await setAccount(people, two.householdId);
    await told({ ...two, parcelIds: [p] });
    expect(await differs(id)).toContain('请资金审批人不予通过');
    expect((await stepTaken(people.clerk, first, 'withdraw', { reason: '误选了别人的地块' })).status).toBe(200);
    expect([await parcels(id), await differs(id)]).toEqual([[p], undefined]);
    const again = async () => (await people.clerk.post('/subsidy-applications', await asked(finance, one))).body.code;
    expect(await again()).toBe('subsidy.parcel-refused');
    const batch = await sentToBank(people, [id]);
    const answers = await bankAnswers(finance, batch.id, 1, finance.clock.today());
    await people.cashier.upload(`/payment-batches/${batch.id}/returns`, answers, 'text/csv').expect(200);
    expect([await parcels(id), await again()]).toEqual([[p], 'subsidy.parcel-refused']);
  });

  it('of two that name a parcel which becomes free, the one that was approved has it; the other one waits', async () => {
    const p = randomUUID();
    const holder = await project([p]);
    const first = await applied(holder);
    const [early, late] = [await project(), await project()];
    const entered = await applied(early);
    const approved = await reached(finance, people, 'approve', late);
    await told({ ...early, parcelIds: [p] });
    await told({ ...late, parcelIds: [p] });
    await told({ ...holder, parcelIds: [randomUUID()] });
    expect([await parcels(entered), await parcels(approved)]).toEqual([[], [p]]);
    expect([await differs(approved), await differs(entered)]).toEqual([undefined, expect.stringContaining('本年度在另一份申请中')]);
    expect(first).not.toBe(entered);
  });

  it('to another household: nothing is paid to the one of before, and the other one applies once that has ended', async () => {
    const one = await project();
    const id = await reached(finance, people, 'approve', one);
    await setAccount(people, one.householdId);
    const right = { ...one, householdId: await household(finance) };
    await told(right);
    expect(await differs(id)).toContain('已更正该验收项目归户');
    const { body: draft } = await people.bureau
      .post('/payment-batches', { title: '一批', benefit: 'rewardSubsidy', fundCode: FUND })
      .expect(201);
    const payments = { causeType: 'subsidy-application', causeIds: [id] };
    expect((await people.bureau.post(`/payment-batches/${draft.id}/payments`, payments, draft.version)).body.problems).toMatchObject([
      { code: 'payment.project-corrected' },
    ]);
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, right))).status).toBe(409);
    const ended = await stepTaken(people.approver, id, 'reject', { reason: '项目归户已更正' });
    expect([ended.status, ended.body.code]).toEqual([200, undefined]);
    const wrong = await people.clerk.post('/subsidy-applications', await asked(finance, one));
    expect([wrong.status, wrong.body.code]).toEqual([409, 'subsidy.project-not-waiting']);
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, right))).status).toBe(201);
  });

  it('to another household before anybody was paid: it waits for that one, in whatever village it lives', async () => {
    const [one, two] = [await project(), await project()];
    const right = { ...one, householdId: await household(finance) };
    await told(right);
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, one))).body.code).toBe('subsidy.project-not-waiting');
    expect((await people.clerk.post('/subsidy-applications', await asked(finance, right))).status).toBe(201);
    const id = await applied(two);
    const village = '360781102209';
    const elsewhere = await household(finance, { village });
    await told({ ...two, householdId: elsewhere, village });
    expect((await stepTaken(people.secondClerk, id, 'check')).body.problems).toMatchObject([{ code: 'project-as-accepted' }]);
    expect((await stepTaken(people.clerk, id, 'withdraw', { reason: '项目归户已更正' })).status).toBe(200);
    expect(await finance.look('select household_id as household, village_code as village from claim where id = $1', [two.claimId])).toEqual(
      [{ household: elsewhere, village }],
    );
  });

  it('one that waits for its amount, and the rest of a paid one: page, step and round say the same', async () => {
    const [field, barn] = [await project(), await project([], 'curingBarn')];
    const whole = await reached(finance, people, 'accept', field);
    const id = await reached(finance, people, 'approve', { ...barn, product: 'curingBarn', quantity: 2 });
    const rest = (await read(people, id)).parts.find((part: { id: string }) => part.id !== id).id as string;
    await told({ ...field, product: 'navelOrange' });
    await told({ ...barn, product: 'navelOrange' });
    expect(await differs(whole)).toContain('本办法没有该品种的，请撤回后按相应办法申请');
    expect(await differs(rest)).toContain('请县级核定人员对这一余额不予通过');
    type Step = { step: string; possible: boolean; checklist: { code: string; met: boolean }[] };
    for (const one of [whole, rest]) {
      const next: Step[] = (await read(people, one)).next;
      const shown = next.find(({ step }) => step === 'grant');
      expect([shown?.possible, shown?.checklist.find(({ code }) => code === 'project-as-accepted')?.met]).toEqual([false, false]);
      const round = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [one] });
      expect(round.body).toMatchObject({ code: 'subsidy.nothing-to-grant', problems: [{ code: 'subsidy.left-out-project-content' }] });
    }
    // where all are left out, each is known by its place in the command, its village and product, never by a person
    await finance.look(
      `insert into directory_division (code, version, name, level, kind, parent_code, valid_from) values ($1, 1, '示例一村', 'village', 'ordinary', $2, '2010-01-01')`,
      [VILLAGE, `${VILLAGE.slice(0, 9)}000`],
    );
    const { body: none } = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [rest, whole] }).expect(409);
    expect(none.problems).toMatchObject([
      { pointer: '/applicationIds/0', detail: expect.stringMatching(/^第 1 件，示例一村“烤房修缮”：/) },
      { pointer: '/applicationIds/1', detail: expect.stringMatching(/^第 2 件，示例一村“蔬菜”：.*产业部门已更正/) },
    ]);
    const { headName, householdNumber } = await read(people, whole);
    for (const told of [headName, householdNumber, whole, rest, field.householdId]) expect(JSON.stringify(none)).not.toContain(told);
    const { body: all } = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME }).expect(409);
    expect(all.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['', '']);
    // named also where others are decided: nobody thinks that they are among them
    const other = await reached(finance, people, 'accept', await project());
    const left = [
      { applicationId: whole, isRest: false, who: { zh: '村级经办人员' }, why: { zh: expect.stringContaining('产业部门已更正') } },
      { applicationId: rest, isRest: true, who: { zh: '县级核定人员' }, next: { zh: expect.stringContaining('不予通过') } },
    ];
    const { body: preview } = await people.bureau.post('/subsidy-rounds/preview', { schemeCode: SCHEME }).expect(200);
    expect(preview.items).toMatchObject([{ applicationId: other }]);
    // by village and household, whose numbers are drawn here
    const sorted = <T extends { applicationId: string }>(some: readonly T[]): T[] =>
      some.toSorted((a, b) => a.applicationId.localeCompare(b.applicationId));
    expect(sorted(preview.leftOut)).toMatchObject(sorted(left));
    const { body: decided } = await people.bureau.post('/subsidy-rounds', { schemeCode: SCHEME, applicationIds: [whole, rest, other] });
    expect([decided.granted, sorted(decided.leftOut)]).toMatchObject([1, sorted(left)]);
    expect((await stepTaken(people.bureau, rest, 'reject', { reason: '产业部门已更正品种' })).status).toBe(200);
  });
});
