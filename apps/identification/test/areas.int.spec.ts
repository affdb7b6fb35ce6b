import { randomUUID } from 'node:crypto';
import { registerHousehold, type MadeHousehold } from './household.factory.js';
import { officer, startIdentification, type Identification } from './service.js';
import { openRound, reportOf, send, takeList, type Taken } from './survey.js';

/** Who sees what: every reader stays inside the own area, whatever the way in. */
describe('areas', () => {
  let service: Identification;
  let here: MadeHousehold;
  let neighbour: MadeHousehold;
  let elsewhere: MadeHousehold;

  beforeAll(async () => {
    service = await startIdentification();
    here = await registerHousehold(service, { villageCode: '360781102208' });
    neighbour = await registerHousehold(service, { villageCode: '360781102209' });
    elsewhere = await registerHousehold(service, { villageCode: '360781204206' });
  });
  afterAll(async () => service?.stop());

  it.each([
    ['village', '360781102208', 1],
    ['township', '360781102', 2],
    ['county', '360781', 3],
    ['another village', '360781103206', 0],
  ])('a %s account lists its own households only', async (_, area, count) => {
    const { body } = await service.as(officer(area)).get('/households').expect(200);
    expect([body.items.length, body.total]).toEqual([count, count]);
  });

  it('asking for another area gives nothing, not an error that confirms it', async () => {
    const { body } = await service.as(officer('360781102')).get('/households?area=360781204').expect(200);
    expect(body).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('every route about a household beyond the area answers 404 as for one that is not there', async () => {
    const caller = service.as(officer('360781102', ['county-officer']));
    for (const id of [elsewhere.id, randomUUID()]) {
      const answers = [
        await caller.get(`/households/${id}`),
        await caller.get(`/households/${id}?validOn=2016-01-01`),
        await caller.get(`/households/${id}/timeline`),
        await caller.post(`/households/${id}/reveal`, { field: 'phone', purpose: '电话回访' }),
        await caller.post(`/households/${id}/contact`, { address: '某处', reason: '更正' }, 1),
        await caller.post(
          `/households/${id}/corrections`,
          { kind: 'category', changes: { category: 'general' }, reason: '更正', validFrom: '2016-01-01' },
          1,
        ),
      ];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [404, 'household.not-found']));
    }
  });

  it('search finds nobody beyond the area, by any term', async () => {
    const caller = service.as(officer('360781102208', ['village-cadre']));
    const idNumber = elsewhere.members[0]?.idNumber;
    expect((await caller.post('/households/search', { idNumber })).body.items).toEqual([]);
    const { body } = await caller.post('/households/search', { name: '刘' });
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([here.id]);
  });

  it('a proposal of another area is neither seen nor decided', async () => {
    const proposal = await service
      .as(officer('360781204'))
      .post(
        `/households/${elsewhere.id}/corrections`,
        { kind: 'category', changes: { category: 'livingAllowance' }, reason: '民政核定', validFrom: '2016-01-01' },
        1,
      )
      .expect(201);
    const outsider = service.as(officer('360781102'));
    expect((await outsider.get('/corrections')).body.items).toEqual([]);
    expect((await outsider.post(`/corrections/${proposal.body.id}/approve`)).body.code).toBe('correction.not-found');
  });

  it('raw SQL of an account is filtered in every table, and cannot move a household into another area', async () => {
    const session = { kind: 'account', accountId: randomUUID(), area: '360781102208' } as const;
    for (const [table, column] of [
      ['household', 'id'],
      ['member', 'household_id'],
      ['household_income', 'household_id'],
      ['household_history', 'household_id'],
    ] as const) {
      const { rows } = await service.db.connection(session, (client) =>
        client.query<{ id: string }>(`select distinct ${column} as id from ${table}`),
      );
      expect([table, rows]).toEqual([table, [{ id: here.id }]]);
    }
    const persons = await service.db.connection(session, (client) => client.query<{ id: string }>('select id from person order by id'));
    expect(persons.rows.map(({ id }) => id)).toEqual(here.members.map(({ personId }) => personId).sort());
    await expect(
      service.db.connection(session, (client) =>
        client.query(`update household set village_code = '360781102209' where id = $1`, [here.id]),
      ),
    ).rejects.toThrow(/row-level security/);
    const { rowCount } = await service.db.connection(session, (client) =>
      client.query('update household set address = $2 where id = $1', [neighbour.id, 'x']),
    );
    expect(rowCount).toBe(0);
  });

  it('a connection without a session sees nothing', async () => {
    const survey = ['round', 'round_village', 'unit', 'submission', 'answers', 'conflict'].map((name) => `survey_${name}`);
    const cases = ['application', 'application_person', 'application_event', 'application_signature', 'application_attachment'];
    const decided = ['meeting', 'meeting_vote', 'sample_case', 'visit', 'handbook', 'village_numbering'];
    const register = ['household', 'person', 'member', 'correction', 'finding', 'household_history', 'household_income'];
    const screened = ['screening', 'screening_report'];
    const report = { doubt: '邻居反映，名下另有住房' };
    await service.as(officer('360781102')).post(`/households/${here.id}/screening-reports`, report).expect(201);
    for (const table of screened) expect([table, (await service.look(`select from ${table}`)).length]).toEqual([table, 1]);
    for (const table of [...register, ...survey, ...cases, ...decided, ...screened]) {
      expect([table, (await service.db.pool.query(`select from ${table}`)).rowCount]).toEqual([table, 0]);
    }
  });

  it('answers of a survey are seen in their own area only, by raw SQL as well', async () => {
    const round = await openRound(service, service.as(officer('360781102')));
    const cadre = service.as(officer('360781102208', ['village-cadre']));
    const unit = (await takeList(cadre, round)).find(({ householdId }) => householdId === here.id) as Taken;
    const other = service.as(officer('360781102208', ['village-cadre']));
    await send(cadre, round, [reportOf(unit, { address: '甲' })]);
    await send(other, round, [reportOf(unit, { address: '乙' })]);
    const outsider = officer('360781102209', ['village-cadre']);
    const township = officer('360781204');
    for (const { accountId, area } of [outsider, township])
      for (const table of ['survey_submission', 'survey_answers', 'survey_conflict']) {
        const { rowCount } = await service.db.connection({ kind: 'account', accountId, area }, (client) =>
          client.query(`select from ${table}`),
        );
        expect([area, table, rowCount]).toEqual([area, table, 0]);
      }
    const [conflict] = await service.look<{ id: string }>('select id from survey_conflict');
    const answers = [
      await service.as(outsider).get(`/survey-units/${unit.id}`),
      await service.as(outsider).post(`/survey-units/${unit.id}/corrections`, { kind: 'cause', registerVersion: 1 }),
      await service.as(township).get(`/survey-rounds/${round}`),
      await service.as(township).get(`/survey-rounds/${round}/coverage`),
      await service.as(township).get(`/survey-conflicts/${conflict?.id}`),
      await service.as(township).post(`/survey-conflicts/${conflict?.id}/decide`, { decision: 'same', reason: '核实' }, 1),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await send(service.as(outsider), round, [reportOf(unit, { need: '水' })])).toMatchObject([{ code: 'survey.unit-not-here' }]);
  });

  it('the lookup beyond the area leaves the session as it was', async () => {
    const session = { kind: 'account', accountId: randomUUID(), area: '360781102208' } as const;
    const seen = await service.db.connection(session, async (client) => {
      await client.query(`select * from registration_of('\\x00')`);
      return (await client.query('select from household')).rowCount;
    });
    expect(seen).toBe(1);
  });
});
