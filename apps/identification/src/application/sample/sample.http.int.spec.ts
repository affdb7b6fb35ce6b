import request from 'supertest';
import { advanced, office, step, submitted, took, uploaded, type Office } from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { sessionOf } from '@jingzhun/persistence';
import { BASE, officer, startIdentification, type Identification } from '../../../test/service.js';

// the tool that is handed out, not a package
const tool = ['../../../../..', 'tools/verify-sample.mjs'].join('/');
const verifier = (await import(tool)) as { faultsOf(sample: unknown): string[] };

describe('samples over HTTP', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  it('are bound before their list exists, drawn once, and can be drawn again by anybody', async () => {
    const bound = await people.township.post('/samples/commitments', { level: 'township' }).expect(201);
    expect(bound.body).toMatchObject({ seed: null, drawnAt: null, cases: [], ordinal: 1 });
    expect((await people.township.post('/samples', { level: 'township' })).body.code).toBe('sample.nothing-to-draw');
    const ids = [];
    for (let i = 0; i < 6; i += 1) ids.push((await submitted(service, people)).id);
    for (const id of ids) await advanced(service, people, id, 'villageNoticeClosed');
    const answers = await Promise.all([people.township, people.otherTownship].map((by) => by.post('/samples', { level: 'township' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const drawn = answers.find(({ status }) => status === 201)?.body;
    expect(drawn).toMatchObject({ id: bound.body.id, commitment: bound.body.commitment, listed: 6, percent: 20, chosen: 2 });

    const { body, headers } = await request(service.app.getHttpServer()).get(`${BASE}/public/samples/${drawn.id}`).expect(200);
    expect(verifier.faultsOf(body)).toEqual([]);
    expect(body.cases.map(({ applicationId }: { applicationId: string }) => applicationId).sort()).toEqual([...ids].sort());
    expect(JSON.stringify(body)).not.toMatch(/朱秋生|测试人员/);
    expect(headers['content-type']).toContain('application/json');

    const next = await people.township.get('/samples?level=township').expect(200);
    expect(next.body.items.map(({ ordinal, seed }: { ordinal: number; seed: string | null }) => [ordinal, seed === null]).sort()).toEqual([
      [1, false],
      [2, true],
    ]);
    expect((await people.township.post('/samples', { level: 'township' })).body.code).toBe('sample.nothing-to-draw');
    await expect(service.look(`update sample set seed = repeat('00', 32) where id = $1`, [drawn.id])).rejects.toThrow(/drawn once/);
    await expect(service.look('delete from sample_case where sample_id = $1', [drawn.id])).rejects.toThrow(/append-only/);
    const [sealed] = await service.look<{ text: string }>(`select encode(seed_cipher, 'hex') as text from sample_seed where id = $1`, [
      drawn.id,
    ]);
    expect(sealed?.text).not.toContain(drawn.seed);
  });

  it('are visited by those who did not make the case, once, after the draw, with papers', async () => {
    const { body: list } = await people.township.get('/samples?level=township').expect(200);
    const { id } = list.items.find(({ seed }: { seed: string | null }) => seed !== null);
    const { body: sample } = await people.township.get(`/samples/${id}`).expect(200);
    const [chosen, , other] = sample.cases;
    const visit = async (applicationId: string, parts: object = {}, by = people.township) =>
      by.post(`/samples/${id}/cases/${applicationId}/visit`, {
        ...{ visitedOn: service.clock.today(), visitors: ['王核查', '李核查'], agrees: false, findings: '住房为新建砖混，与申请不符' },
        attachmentIds: [await uploaded(service)],
        ...parts,
      });
    expect((await visit(other.applicationId)).body.code).toBe('visit.not-chosen');
    expect((await visit(chosen.applicationId, { visitedOn: '2016-06-01' })).body.code).toBe('visit.before-draw');
    expect((await visit(chosen.applicationId, { attachmentIds: [] })).status).toBe(400);
    expect((await visit(chosen.applicationId, {}, people.clerk)).status).toBe(403);
    expect((await visit(chosen.applicationId)).status).toBe(201);
    expect((await visit(chosen.applicationId)).body.code).toBe('visit.visited-already');
    const shown = await people.township.get(`/samples/${id}`).expect(200);
    expect(shown.body.cases[0].visit).toMatchObject({
      agrees: false,
      findings: '住房为新建砖混，与申请不符',
      visitors: ['王核查', '李核查'],
    });
    const forVillage = await people.clerk.get(`/samples/${id}`).expect(200);
    expect(forVillage.body.cases[0].visit.findings).toBeNull();
    const stored = JSON.stringify(await service.look('select * from visit'));
    expect(stored).not.toContain('住房为新建');
    const page = await people.township.get(`/applications/${chosen.applicationId}`).expect(200);
    const recheck = page.body.next.find(({ step }: { step: string }) => step === 'recheck');
    expect(recheck.checklist.filter(({ met }: { met: boolean }) => !met).map(({ code }: { code: string }) => code)).toEqual([
      'sample-visited',
      'visit-agrees',
    ]);
    // the other chosen one is sent back unvisited: the next of the list takes its place, and nobody goes on before he was visited
    const again = sample.cases.find(
      (one: { applicationId: string; chosen: boolean }) => one.chosen && one.applicationId !== chosen.applicationId,
    );
    expect(page.body.sample).toMatchObject({ chosen: 2, visited: 1 });
    await took(service, people.township, again.applicationId, 'return', { to: 'assemblyPassed', reason: '公示内容有误' });
    const after = (await people.township.get(`/samples/${id}`).expect(200)).body;
    const next = sample.cases[2].applicationId;
    expect(
      after.cases.flatMap((one: { applicationId: string; chosen: boolean }) => (one.chosen ? [one.applicationId] : [])).sort(),
    ).toEqual([chosen.applicationId, next].sort());
    expect(after.cases[2]).toMatchObject({ movedUp: true, rank: 3 });
    expect((await visit(again.applicationId)).body.code).toBe('visit.not-chosen');
    const last = sample.cases[5].applicationId;
    const passing = await step(service, people.otherTownship, last, 'recheck');
    expect(passing.body.problems.map(({ code }: { code: string }) => code)).toEqual(['sample-visited']);
    // so it goes with a rejection too
    await took(service, people.otherTownship, next, 'reject', { reason: '户主去世，家庭并户' });
    expect((await people.township.get(`/applications/${last}`).expect(200)).body.sample).toMatchObject({ chosen: 2, visited: 1 });
    expect((await visit(sample.cases[3].applicationId, { agrees: true })).status).toBe(201);
    expect((await took(service, people.otherTownship, last, 'recheck')).state).toBe('townshipChecked');
    // what was drawn stays published as it was
    const published = await request(service.app.getHttpServer()).get(`${BASE}/public/samples/${id}`).expect(200);
    expect(verifier.faultsOf(published.body)).toEqual([]);
    // come again, it is a case of the next sample
    await advanced(service, people, again.applicationId, 'villageNoticeClosed');
    expect((await people.township.get(`/applications/${again.applicationId}`).expect(200)).body.sample).toBeNull();
  });

  it('are seen by raw SQL within their area only, and made for no other', async () => {
    const [row] = await service.look<{ n: number }>(`select count(*)::int as n from sample where area = '360781102'`);
    expect(row?.n).toBeGreaterThan(0);
    const seenBy = (area: string): Promise<number> =>
      service.db.connection(sessionOf(officer(area)), async (client) =>
        Number((await client.query(`select count(*) as n from sample where area = '360781102'`)).rows[0]?.n),
      );
    expect([await seenBy('360781204'), await seenBy('360781204206'), await seenBy('360781102208'), await seenBy('360781')]).toEqual([
      ...[0, 0, row?.n, row?.n],
    ]);
    await expect(
      service.db.connection(sessionOf(officer('360781204')), (client) =>
        client.query(
          `insert into sample (id, level, area, ordinal, commitment, committed_at) values (gen_random_uuid(), 'township', '360781102', 99, repeat('a', 64), $1)`,
          [service.clock.now()],
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('belong to their level and area', async () => {
    const draw = (by: typeof people.township, body: object) => by.post('/samples', body);
    expect((await draw(people.clerk, { level: 'township' })).status).toBe(403);
    expect((await draw(people.township, { level: 'county' })).body.code).toBe('sample.area-not-yours');
    expect((await draw(people.township, { level: 'township', area: '360781204' })).body.code).toBe('sample.area-not-yours');
    expect((await draw(people.county, { level: 'township' })).body.code).toBe('sample.area-not-yours');
    expect((await draw(people.county, { level: 'township', area: '360781204' })).body.code).toBe('sample.nothing-to-draw');
    const elsewhere = await service.as(officer('360781204')).get('/samples').expect(200);
    expect(elsewhere.body.items.every(({ area }: { area: string }) => area === '360781204' || area === '360781')).toBe(true);
    const [unknown] = await service.look<{ id: string }>('select gen_random_uuid() as id');
    expect((await request(service.app.getHttpServer()).get(`${BASE}/public/samples/${unknown?.id}`)).status).toBe(404);
  });
});
