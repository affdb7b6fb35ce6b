import { principalLike } from '@jingzhun/auth/testing';
import { walkAreas, walkFields, walkRoutes } from '@jingzhun/service-shell/testing';
import { advanced, office, submitted } from './application.factory.js';
import { Screening } from '../src/screening/screening.js';
import { FakeScreening, withFakeScreening } from './fake-screening.js';
import { registerHousehold } from './household.factory.js';
import { officer, startIdentification, type Identification } from './service.js';
import { openRound, reportOf, send, takeList, type Taken } from './survey.js';
import { registerFile, workbookOf } from './workbooks/register-file.js';

describe('routes', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification(undefined, withFakeScreening().module);
  });
  afterAll(async () => service?.stop());

  it('each states its permission and refuses who has none', async () => {
    const walked = await walkRoutes(service, 'identification');
    expect(walked.length).toBeGreaterThan(20);
    expect(walked.flatMap(({ route, wrong }) => wrong.map((line) => `${route}: ${line}`))).toEqual([]);
  }, 120_000);

  it('none answers with a record of another area, acts on one, or names one in a list', async () => {
    const made = await registerHousehold(service, { phone: '19900001111' });
    await service
      .as(officer('360781102'))
      .post(
        `/households/${made.id}/corrections`,
        { kind: 'category', changes: { category: 'livingAllowance' }, reason: '民政核定', validFrom: '2016-01-01' },
        1,
      )
      .expect(201);
    const people = office(service);
    await advanced(service, people, (await submitted(service, people)).id, 'townshipChecked');
    const cadre = service.as(officer('360781102208', ['village-cadre']));
    const round = await openRound(service, service.as(officer('360781102')));
    const [unit] = (await takeList(cadre, round)) as [Taken];
    await send(cadre, round, [reportOf(unit, { need: '修路' }, { note: '在家' })]);
    const { body: batch } = await service
      .as(principalLike())
      .upload('/imports', await workbookOf(registerFile(2)), 'application/octet-stream')
      .set('X-File-Name', 'register.xlsx')
      .expect(202);
    for (let state = ''; state !== 'previewed';) ({ state } = (await service.as(principalLike()).get(`/imports/${batch.id}`)).body);

    // from here on the real screening, whose answers belong to nobody's test
    const screening = service.app.get(Screening, { strict: false });
    for (const method of Object.keys(screening)) if (method in FakeScreening.prototype) Reflect.deleteProperty(screening, method);
    // seed and list of a draw are public, so that anybody can draw again; its cases are filtered
    const { tables, asked, leaks, unreached, nameless, harmless } = await walkAreas(service, 'identification', {
      exempt: ['/samples/:id'],
      fields: { votesAgainst: 0, abstained: 0, columns: ['number'] },
    });
    expect(tables).toEqual(expect.arrayContaining(['household', 'correction', 'application', 'survey_unit', 'import_batch']));
    expect(asked).toBeGreaterThan(500);
    expect(leaks).toEqual([]);
    const routes = (list: string[]): string[] => list.map((route) => route.replace('/api/identification/v1/', ''));
    expect(Object.entries(unreached).map(([route, answers]) => [routes([route])[0], answers])).toEqual([
      // an upload belongs to the account that began it; what is sent here is none of the protocol's messages
      ['PATCH uploads/:id', '400 '],
      // a case out of sight does not fit the meeting, as one that never was
      ['POST meetings', expect.stringContaining('422 meeting.case')],
      // a village out of the area is refused as one that is none
      ['POST rolls', expect.stringContaining('422 roll.not-a-village')],
    ]);
    expect(routes(harmless)).toEqual([
      // each report is answered for itself, and refused
      'POST survey-rounds/:id/submissions',
      // asks which of these photographs are there: none
      'POST survey-photos/arrived',
      // marks of the own account on what it was reminded of
      'POST reminders/read',
    ]);
    // work of the whole department, or files whose rows are judged one by one by their own tests (import/release, register-import)
    expect(routes(nameless)).toEqual([
      'POST clock/advance',
      'POST operations/dead-letters/:sequence/replay',
      'POST uploads',
      'POST seal-keys/rotate',
      'POST screening-runs',
      'POST take-over',
      'POST findings/checks',
      'POST imports',
      'POST operations/key-rotation',
      'POST operations/republish',
      'POST reminder-rounds',
      'POST register-imports',
    ]);
  }, 480_000);

  it('are described with request and answer in one OpenAPI document', async () => {
    const { default: request } = await import('supertest');
    const { body } = await request(service.app.getHttpServer()).get('/api/identification/openapi.json').expect(200);
    const paths = Object.keys(body.paths);
    expect(paths).toEqual(
      expect.arrayContaining(['/api/identification/v1/households/{id}', '/api/identification/v1/corrections/{id}/approve']),
    );
    const described = Object.entries(
      body.paths as Record<string, Record<string, { responses: Record<string, { content?: object }> }>>,
    ).filter(([path]) => /households|corrections|findings|figures|divisions|register|survey/.test(path));
    for (const [path, methods] of described)
      for (const [method, { responses }] of Object.entries(methods))
        expect([path, method, Object.values(responses).some(({ content }) => content)]).toEqual([path, method, true]);
  });
});

describe('fields of routes', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification();
  });
  afterAll(async () => service?.stop());

  it('each refuses a field that is left out or empty in words, and breaks at none', async () => {
    const { asked, wrong } = await walkFields(service, 'identification');
    expect(asked).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  }, 480_000);
});
