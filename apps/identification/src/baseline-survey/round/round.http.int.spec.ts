import { randomUUID } from 'node:crypto';
import { attachmentRow } from '@jingzhun/evidence/testing';
import pg from 'pg';
import { registerHousehold, syntheticId } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { decidersOf, foundReport, openRound, photo, reportOf, send, takeList, VILLAGE, type Taken } from '../../../test/survey.js';

describe('a survey round from plan to confirmation', () => {
  let service: Identification;
  let superuser: pg.Client;
  let manager: Caller;
  let one: Caller;
  let two: Caller;

  beforeAll(async () => {
    service = await startIdentification();
    superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
    manager = service.as(officer('360781102'));
    one = service.as(officer(VILLAGE, ['village-cadre']));
    two = service.as(officer(VILLAGE, ['village-cadre']));
  });
  afterAll(async () => {
    await superuser?.end();
    await service?.stop();
  });
  beforeEach(async () => {
    await service.look(`update household set status = 'exited'`);
  });

  const roundOf = async (id: string, by = manager) => (await by.get(`/survey-rounds/${id}`).expect(200)).body;
  const coverageOf = async (id: string, by = manager) => (await by.get(`/survey-rounds/${id}/coverage`).expect(200)).body;
  const unitOf = async (id: string) => (await manager.get(`/survey-units/${id}`).expect(200)).body;
  const arrives = (id: string) => attachmentRow(superuser, { id, place: VILLAGE, at: service.clock.now() });
  const arrived = async (...ids: string[]) => (await one.post('/survey-photos/arrived', { ids }).expect(200)).body.items;

  it('is planned by the township, opened once, and puts today’s poor households of its villages on the list', async () => {
    const registered = await registerHousehold(service);
    await registerHousehold(service, { status: 'exited' });
    await registerHousehold(service, { villageCode: '360781204206' });
    const deciders = await decidersOf(service, manager);
    const plan = (body: object) =>
      manager.post('/survey-rounds', {
        name: '摸底',
        area: '360781102',
        startsOn: '2016-06-01',
        endsOn: '2016-06-30',
        incomeYear: 2015,
        deciders,
        ...body,
      });
    expect((await plan({ area: '360781204' })).body.code).toBe('survey.outside-area');
    expect((await plan({ villages: ['360781204206'] })).body.code).toBe('survey.unknown-villages');
    expect((await plan({ startsOn: '2016-07-01' })).status).toBe(400);
    const { body: round } = await plan({ villages: [VILLAGE] }).expect(201);
    expect(round).toMatchObject({ state: 'planned', villages: 1, units: 0, version: 1 });
    expect((await one.get(`/survey-rounds/${round.id}/workload?village=${VILLAGE}`)).body.code).toBe('survey.round-state');
    expect((await send(one, round.id, [reportOf({ id: randomUUID(), version: 0, registerVersion: 1 }, {})]))[0]?.code).toBe(
      'survey.round-not-open',
    );
    expect((await manager.post(`/survey-rounds/${round.id}/open`, {}, 9)).status).toBe(412);
    await manager.post(`/survey-rounds/${round.id}/open`, {}, 1).expect(200);
    expect((await manager.post(`/survey-rounds/${round.id}/open`, {}, 2)).body.code).toBe('survey.round-state');
    expect((await takeList(one, round.id)).map(({ householdId }) => householdId)).toEqual([registered.id]);
    // whoever is responsible for one village reads the round, its steps are the township's
    const ofVillage = service.as(officer(VILLAGE));
    expect((await ofVillage.post(`/survey-rounds/${round.id}/close`, { reason: '结束' }, 2)).body.code).toBe('survey.outside-area');
    expect((await service.as(officer('360781102209')).get(`/survey-rounds/${round.id}`)).status).toBe(404);
    expect(await roundOf(round.id, ofVillage)).toMatchObject({ units: 1, done: 0 });
  });

  it('counts a signature when its photograph is there, before or after the report, and only for the answers it was given for', async () => {
    await registerHousehold(service);
    await registerHousehold(service);
    const round = await openRound(service, manager);
    const [first, second] = (await takeList(one, round)) as [Taken, Taken];

    const late = photo();
    await send(one, round, [reportOf(first, { need: '修路' }, { photos: [late], signedPhoto: late.id })]);
    expect(await arrived(late.id)).toEqual([{ id: late.id, state: 'file-missing' }]);
    expect(await unitOf(first.id)).toMatchObject({ state: 'visited', photos: [{ id: late.id, arrived: false }] });
    await arrives(late.id);
    expect(await arrived(late.id)).toEqual([{ id: late.id, state: 'attached' }]);
    expect(await arrived(late.id)).toEqual([{ id: late.id, state: 'attached' }]);
    expect(await unitOf(first.id)).toMatchObject({ state: 'confirmed', version: 1, signedVersion: 1 });

    const early = photo();
    await arrives(early.id);
    expect(await arrived(early.id)).toEqual([{ id: early.id, state: 'report-missing' }]);
    expect(await send(one, round, [reportOf(second, { need: '通水' }, { photos: [early], signedPhoto: early.id })])).toMatchObject([
      { outcome: 'applied', signatureCounts: true },
    ]);
    expect(await unitOf(second.id)).toMatchObject({ state: 'confirmed' });

    // a later answer voids the confirmation visibly; signing answers that others changed meanwhile does not count
    await send(two, round, [reportOf(second, { 'living.safeWater': false })]);
    expect(await unitOf(second.id)).toMatchObject({ state: 'visited', version: 2, signedVersion: null });
    const blind = photo();
    await arrives(blind.id);
    expect(await send(two, round, [reportOf(second, { 'income.wageFen': 1 }, { photos: [blind], signedPhoto: blind.id })])).toMatchObject([
      { outcome: 'applied', signatureCounts: false },
    ]);
    const [fresh] = (await takeList(one, round)).filter(({ id }) => id === second.id) as [Taken];
    const again = photo();
    await arrives(again.id);
    expect(await send(one, round, [reportOf(fresh, {}, { photos: [again], signedPhoto: again.id })])).toMatchObject([
      { outcome: 'applied', version: 3, signatureCounts: true },
    ]);
    expect(await unitOf(second.id)).toMatchObject({ state: 'confirmed', version: 3 });
  });

  it('shows how far it is, by village, day and surveyor, to each area its part', async () => {
    for (let i = 0; i < 4; i += 1) await registerHousehold(service);
    await registerHousehold(service, { villageCode: '360781102209' });
    const round = await openRound(service, manager);
    const [a, b, c] = (await takeList(one, round)) as [Taken, Taken, Taken];
    await send(one, round, [
      reportOf(a, { need: '修路' }),
      reportOf(b, {}, { outcome: 'away', visitedAt: '2016-06-14T23:30:00Z' }),
      foundReport([{ name: '谢新户', idNumber: syntheticId('1985-02-03', 'male'), relation: '01' }]),
    ]);
    await send(two, round, [reportOf(c, {}, { outcome: 'refused', note: '不愿说' })]);
    const coverage = await coverageOf(round);
    expect(coverage.total).toEqual({ due: 2, away: 1, refused: 1, visited: 2, confirmed: 0, total: 6, found: 1, openConflicts: 0 });
    expect(
      coverage.villages.filter(({ total }: { total: number }) => total > 0).map(({ villageCode, due }: never) => [villageCode, due]),
    ).toEqual([
      [VILLAGE, 1],
      ['360781102209', 1],
    ]);
    expect(coverage.days).toEqual([{ day: '2016-06-15', met: 2, away: 1, refused: 1 }]);
    expect(coverage.surveyors.map(({ accountId, visits, households }: never) => [accountId, visits, households])).toEqual([
      [one.principal.accountId, 3, 2],
      [two.principal.accountId, 1, 0],
    ]);
    const neighbour = await coverageOf(round, service.as(officer('360781102209', ['village-cadre'])));
    expect(neighbour).toMatchObject({ total: { total: 1, due: 1 }, days: [], surveyors: [] });
    const { items } = (await manager.get(`/survey-rounds/${round}/units?village=${VILLAGE}&state=refused`)).body;
    expect(items.map(({ id }: Taken) => id)).toEqual([c.id]);
  });

  it('is confirmed by the village twice, by two persons, for exactly what was reported', async () => {
    await registerHousehold(service);
    const round = await openRound(service, manager, { villages: [VILLAGE] });
    const [unit] = (await takeList(one, round)) as [Taken];
    const confirm = (by: Caller, capacity: string, village = VILLAGE) =>
      by.post(`/survey-rounds/${round}/villages/${village}/confirm`, { capacity });
    expect((await confirm(one, 'committee')).body.code).toBe('survey.village-not-finished');
    await send(one, round, [reportOf(unit, { need: '修路' })]);
    expect((await confirm(one, 'committee', '360781102209')).status).toBe(404);
    await confirm(one, 'committee').expect(200);
    expect((await confirm(one, 'workTeam')).body.code).toBe('survey.village-confirmed-already');
    const { body } = await confirm(two, 'workTeam').expect(200);
    const shown = (coverage: typeof body) =>
      coverage.villages[0].confirmations.map(({ capacity, holds }: never) => [capacity, holds]).sort();
    expect(shown(body)).toEqual([
      ['committee', true],
      ['workTeam', true],
    ]);
    await send(two, round, [reportOf(unit, { 'living.safeWater': false })]);
    expect(shown(await coverageOf(round)).every(([, holds]: [string, boolean]) => !holds)).toBe(true);
    await confirm(one, 'committee').expect(200);
    await expect(service.look('delete from survey_village_confirmation')).rejects.toThrow(/append-only/);
  });

  it('does not believe a phone whose clock stands in another year', async () => {
    await registerHousehold(service);
    const round = await openRound(service, manager, { villages: [VILLAGE] });
    const [unit] = (await takeList(one, round)) as [Taken];
    // visited two hours before it was sent, by a clock that says 1970
    const item = reportOf(unit, { need: '修路' }, { visitedAt: '1970-01-01T06:00:00+08:00' });
    await one.post(`/survey-rounds/${round}/submissions`, { items: [item], sentAt: '1970-01-01T08:00:00+08:00' }).expect(200);
    expect((await unitOf(unit.id)).visitedAt).toMatch(/^2016-06-15T00:00:0/);
    const before = service.clock.now().toISOString();
    await one
      .post(`/survey-rounds/${round}/submissions`, { items: [reportOf(unit, {}, { visitedAt: '2030-01-01T08:00:00+08:00' })] })
      .expect(200);
    const { visitedAt } = (await unitOf(unit.id)).visits[0];
    expect([visitedAt > before, visitedAt < service.clock.now().toISOString()]).toEqual([true, true]);
  });

  it('is not closed over the heads of conflicts', async () => {
    await registerHousehold(service);
    const round = await openRound(service, manager);
    const [unit] = (await takeList(one, round)) as [Taken];
    await send(one, round, [reportOf(unit, { address: '甲' })]);
    await send(two, round, [reportOf(unit, { address: '乙' })]);
    expect((await manager.post(`/survey-rounds/${round}/close`, { reason: '到期' }, 2)).body.code).toBe('survey.conflicts-wait');
  });

  it('leads to corrections of the register without typing anything again', async () => {
    const household = await registerHousehold(service);
    const [head, spouse] = household.members;
    const round = await openRound(service, manager);
    const [unit] = (await takeList(one, round)) as [Taken];
    const newNumber = syntheticId('1961-04-05', 'male');
    const child = { id: randomUUID(), idNumber: syntheticId('2010-05-06', 'female') };
    const signature = photo();
    await arrives(signature.id);
    const changes = {
      [`members.${head?.personId}.idNumber`]: newNumber,
      [`members.${spouse?.personId}.workPlace`]: '04',
      [`members.${spouse?.personId}.workMonths`]: 10,
      [`members.${child.id}.name`]: '刘小兰',
      [`members.${child.id}.idNumber`]: child.idNumber,
      [`members.${child.id}.relation`]: '04',
      'income.wageFen': 1_500_000,
      mainCause: '02',
      'living.safeWater': false,
    };
    await send(one, round, [reportOf(unit, changes)]);
    expect((await manager.get(`/survey-units/${unit.id}/differences`)).body.code).toBe('survey.not-confirmed');
    await send(one, round, [reportOf(unit, changes, { photos: [signature], signedPhoto: signature.id, follows: [], baseVersion: 1 })]);
    const { body } = await manager.get(`/survey-units/${unit.id}/differences`).expect(200);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${newNumber.slice(6)}|${child.idNumber.slice(6)}`));
    expect(body.items.map(({ kind, fields }: { kind: string; fields: object[] }) => [kind, fields.length])).toEqual([
      ['identity', 1],
      ['members', 5],
      ['income', 1],
      ['cause', 1],
      ['living', 1],
    ]);
    expect(body.items[4].fields).toEqual([{ path: 'living.safeWater', memberName: null, register: true, answer: false }]);
    expect(body.evidenceOnly).toEqual([]);
    const propose = (kind: string, personId?: string) =>
      manager.post(`/survey-units/${unit.id}/corrections`, {
        kind,
        registerVersion: body.registerVersion,
        ...(personId ? { personId } : {}),
      });
    for (const item of body.items) await propose(item.kind, item.personId ?? undefined).expect(200);
    const { corrections } = await unitOf(unit.id);
    expect(corrections.map(({ kind, status }: never) => [kind, status])).toEqual([
      ['identity', 'proposed'],
      ['members', 'proposed'],
      ['income', 'proposed'],
      ['cause', 'proposed'],
      ['living', 'proposed'],
    ]);
    const checker = service.as(officer('360781102'));
    let version = 1;
    for (const { id } of corrections) {
      await checker.post(`/corrections/${id}/approve`, { householdVersion: version }).expect(200);
      version += 1;
    }
    const page = (await manager.get(`/households/${household.id}`)).body;
    expect(page).toMatchObject({ mainCause: '02', memberCount: 3, members: [{ birthDate: '1961-04-05' }, {}, { name: '刘小兰' }] });
    expect(page.incomes[0]).toMatchObject({ year: 2015, wageFen: 1_500_000 });
    expect(page.living).toMatchObject({ safeWater: false });
    const after = (await manager.get(`/survey-units/${unit.id}/differences`)).body;
    expect(after.items).toEqual([]);
    expect((await propose('cause')).body.code).toMatch(/no-such-difference|stale/);
  });
});
