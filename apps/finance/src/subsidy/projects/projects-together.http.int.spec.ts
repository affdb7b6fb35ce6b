import { eventsPublished } from '@jingzhun/messaging/testing';
import type { Caller } from '@jingzhun/service-shell/testing';
import {
  acceptedProject,
  asked,
  fundAndScheme,
  household,
  measured,
  read,
  SCHEME,
  scheme,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../../test/service.js';

interface Item {
  claimId: string;
  forecast: { amountFen: number; cuts: { by: string }[] } | null;
  obstacles: { code: string }[];
}

describe('accepted projects applied for together', () => {
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

  const preview = async (parts: object = {}, by = township): Promise<{ items: Item[] } & Record<string, unknown>> =>
    (await by.post('/subsidy-projects/preview', { schemeCode: SCHEME, ...parts }).expect(200)).body;
  const apply = (claimIds: readonly string[], by = township, parts: object = {}) =>
    by.post('/subsidy-projects/applications', { schemeCode: SCHEME, claimIds, ...parts });
  const applications = (claimIds: readonly string[]) =>
    finance.look<{ id: string; claim: string; enteredBy: string; state: string; parcel: string }>(
      `select id, claim_id as claim, entered_by as "enteredBy", state, parcel from subsidy_application where claim_id = any($1) order by claim_id`,
      [claimIds],
    );

  it('say before it is done what each would be granted, which limit cuts it, and what speaks against which', async () => {
    const one = await household(finance);
    const first = await acceptedProject(finance, { householdId: one, quantity: 1_000 });
    const second = await acceptedProject(finance, { householdId: one, product: 'curingBarn', quantity: 1, unit: 'count' });
    const wrong = {
      household: await acceptedProject(finance, { householdId: await household(finance, { category: 'fiveGuarantee' }) }),
      product: await acceptedProject(finance, { product: 'bees' }),
      unit: await acceptedProject(finance, { unit: 'count' }),
      quantity: await acceptedProject(finance, { quantity: 2_000_000 }),
    };
    const byHand = await asked(finance);
    await people.clerk.post('/subsidy-applications', byHand).expect(201);
    const again = await acceptedProject(finance, { householdId: byHand.householdId });
    const elsewhere = await acceptedProject(finance, { householdId: await household(finance, { village: '360781103206' }) });
    const seen = await preview();
    const of = new Map(seen.items.map((item) => [item.claimId, item]));
    expect(seen).toMatchObject({ fit: 2, households: 1, computedFen: 1_000_000, amountFen: 500_000, isMore: false });
    expect(of.get(first)?.forecast).toMatchObject({ amountFen: 0, cuts: [{ by: 'batchCap' }] });
    expect(of.get(second)?.forecast).toMatchObject({ amountFen: 500_000, cuts: [] });
    for (const [code, id] of Object.entries(wrong))
      expect([code, of.get(id)]).toMatchObject([code, { forecast: null, obstacles: [{ code }] }]);
    expect(of.get(again)?.obstacles).toMatchObject([{ code: 'askedByHand' }]);
    expect(of.has(elsewhere)).toBe(false);
    expect((await preview({ product: 'bees' })).items.map(({ claimId }) => claimId)).toEqual([wrong.product]);
    expect((await preview({ area: '360781102207' })).items).toEqual([]);
    // chosen alone, nothing else is in the way of the first
    expect((await preview({ claimIds: [first] })).amountFen).toBe(500_000);
    expect((await apply([first, elsewhere]).expect(404)).body.code).toBe('subsidy.project-not-found');
    const { body } = await apply([first, wrong.unit, again]).expect(422);
    expect(body.problems.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/claimIds/1', 'subsidy.project-unit'],
      ['/claimIds/2', 'subsidy.project-asked-by-hand'],
    ]);
    expect(await applications([first, wrong.unit, again])).toEqual([]);
  });

  it('become applications that keep who entered them, once, and go on by other persons', async () => {
    const one = await household(finance);
    const ids = [
      await acceptedProject(finance),
      await acceptedProject(finance, { householdId: one }),
      await acceptedProject(finance, { householdId: one }),
      await acceptedProject(finance, { product: 'navelOrange', stage: 2, quantity: 300 }),
    ];
    const { body } = await apply(ids).expect(201);
    expect(body).toEqual({ applications: 4, households: 3 });
    const made = await applications(ids);
    expect(made.map(({ enteredBy, state }) => [enteredBy, state])).toEqual(ids.map(() => [township.principal.accountId, 'applied']));
    expect(new Set(made.map(({ parcel }) => parcel)).size).toBe(4);
    expect((await apply(ids).expect(422)).body.problems).toHaveLength(4);
    expect(await applications(ids)).toEqual(made);
    const [{ id }] = made as [(typeof made)[0]];
    expect(await read(people, id)).toMatchObject({
      claim: { id: made[0]!.claim },
      version: 1,
      events: [{ step: 'apply', byName: township.principal.name }],
    });
    expect((await eventsPublished(finance, id, 1)).map(({ data }) => data)).toMatchObject([{ step: 'apply', to: 'applied', version: 1 }]);
    const evidence = (await asked(finance)).evidence;
    await people.clerk.post(`/subsidy-applications/${id}/evidence`, { evidence }).expect(200);
    // the village looks at it, whoever pressed; who entered neither measures nor accepts
    expect((await stepTaken(people.clerk, id, 'check')).status).toBe(200);
    expect((await measured(finance, township, id, 400)).body.problems).toMatchObject([{ code: 'not-maker' }]);
    expect((await measured(finance, people.inspector, id, 400)).status).toBe(201);
    expect((await stepTaken(township, id, 'accept')).body.problems).toMatchObject([{ code: 'not-maker' }]);
    expect((await stepTaken(people.secondInspector, id, 'accept')).status).toBe(200);
  });

  it('are no way for the county to enter what it decides, for a scheme that is closed, or for the village’s own parcels', async () => {
    const claim = await acceptedProject(finance);
    expect((await apply([claim], people.bureau).expect(403)).body.code).toBe('subsidy.not-your-office');
    await people.bureau.post('/subsidy-schemes', scheme({ code: 'past-2014', opensOn: '2014-01-01', closesOn: '2014-12-31' })).expect(201);
    expect((await apply([claim], township, { schemeCode: 'past-2014' }).expect(422)).body.code).toBe('subsidy.closed-refused');
    expect((await township.post('/subsidy-applications', await asked(finance))).body.code).toBe('subsidy.not-your-office');
    expect((await apply([claim], people.clerk)).status).toBe(201);
  });

  it('are granted what was forecast, however they were chosen', async () => {
    const households = await Promise.all(Array.from({ length: 6 }, () => household(finance)));
    const ids: string[] = [];
    for (const [i, householdId] of households.entries()) {
      ids.push(await acceptedProject(finance, { householdId, quantity: 300 + 97 * i }));
      ids.push(await acceptedProject(finance, { householdId, quantity: 900 - 101 * i }));
      ids.push(await acceptedProject(finance, { householdId, product: 'navelOrange', quantity: 250 + 60 * i }));
    }
    const forecast = new Map((await preview({ claimIds: ids })).items.map(({ claimId, forecast: one }) => [claimId, one?.amountFen]));
    const turned = ids.toSorted((a, b) => a.slice(-6).localeCompare(b.slice(-6)));
    expect(new Map((await preview({ claimIds: turned })).items.map(({ claimId, forecast: one }) => [claimId, one?.amountFen]))).toEqual(
      forecast,
    );
    await apply(turned).expect(201);
    await finance.look(`alter table subsidy_application disable trigger all`);
    await finance.look(`update subsidy_application set state = 'accepted', accepted_quantity = quantity where claim_id = any($1)`, [ids]);
    await finance.look(`alter table subsidy_application enable trigger all`);
    const made = await applications(ids);
    const { body } = await people.bureau
      .post('/subsidy-rounds/preview', { schemeCode: SCHEME, applicationIds: made.map(({ id }) => id) })
      .expect(200);
    const claimOf = new Map(made.map(({ id, claim }) => [id, claim]));
    const granted = body.items.map(({ applicationId, amountFen }: { applicationId: string; amountFen: number }) => [
      claimOf.get(applicationId),
      amountFen,
    ]);
    expect(new Map(granted)).toEqual(forecast);
    expect(body.byCut.length).toBeGreaterThan(0);
  });

  it('are applied for by one of two who press at once', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => acceptedProject(finance)));
    const second = finance.as(officer(['township-officer'], TOWNSHIP));
    const answers = await Promise.all([apply(ids), apply(ids.toReversed(), second), apply(ids.slice(2), people.clerk)]);
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(statuses.every((status) => status === 201 || status === 422)).toBe(true);
    const made = await applications(ids);
    expect(new Set(made.map(({ claim }) => claim)).size).toBe(made.length);
  });
});
