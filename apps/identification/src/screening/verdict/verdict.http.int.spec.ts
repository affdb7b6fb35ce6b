import { randomUUID } from 'node:crypto';
import { attachmentRow } from '@jingzhun/evidence/testing';
import { sessionOf } from '@jingzhun/persistence';
import pg from 'pg';
import { registerHousehold, type MadeHousehold } from '../../../test/household.factory.js';
import { importExtract, registrar, settled, type RegisterCells } from '../../../test/registers.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { confirmingSession } from '../confirming-session.js';
import { REGISTER_KINDS, type RegisterKind } from '../rules/register-kind.js';

const HERE = '360781102208';

describe('verdicts', () => {
  let service: Identification;
  let superuser: pg.Pool;
  const township = officer('360781102');
  const confirmer = officer('360781102', ['verification-officer']);
  const cadre = officer(HERE, ['village-cadre']);
  let as: Record<'township' | 'confirmer' | 'cadre', Caller>;
  beforeAll(async () => {
    service = await startIdentification();
    superuser = new pg.Pool({ connectionString: service.database.superuserUrl, max: 1 });
    as = { township: service.as(township), confirmer: service.as(confirmer), cadre: service.as(cadre) };
  });
  afterAll(async () => {
    await superuser?.end();
    await service?.stop();
  });

  /** A household of the village, and every register with what it says about its head. */
  async function household(
    facts: Partial<Record<RegisterKind, RegisterCells>> = {},
    kinds: readonly RegisterKind[] = REGISTER_KINDS,
  ): Promise<MadeHousehold> {
    const made = await registerHousehold(service, { villageCode: HERE });
    const [head] = made.members;
    for (const kind of kinds)
      await importExtract(service, {
        kind,
        asOf: '2016-06-15',
        rows: facts[kind] ? [{ name: head?.name ?? '', idNumber: head?.idNumber ?? '', ...facts[kind] }] : [],
      });
    return made;
  }
  interface Rule {
    rule: string;
    result: string;
    statement: { zh: string; en: string };
    facts: {
      words: { zh: string };
      source: { words: { zh: string }; asOf: string; row: number };
      mark: string;
      role: string;
      exception: { zh: string } | null;
    }[];
    confirmation: { id: string; byName: string; ground: string | null; note: string | null } | null;
    answer: { reason: string | null; byName: string } | null;
    wouldChange: { zh: string }[];
    withheld: boolean;
    grounds: { code: string }[];
    mayAnswer: boolean;
    lacking: { why: string }[];
  }
  interface Verdict {
    id: string;
    standing: string;
    latest: boolean;
    rules: Rule[];
    ruleSet: { version: string };
  }
  const verdict = async (by: Caller, made: MadeHousehold): Promise<Verdict> =>
    (await by.get(`/households/${made.id}/screening`).expect(200)).body;
  const rule = (of: Verdict, code: string): Rule => of.rules.find((one) => one.rule === code) as Rule;
  const evidence = async (audience: 'area' | 'confirmers' = 'area'): Promise<string> =>
    (await attachmentRow(superuser, { place: HERE, audience, at: service.clock.now() })).id;
  const confirm = async (by: Caller, made: MadeHousehold, request: object) =>
    by.post(`/screenings/${(await verdict(by, made)).id}/confirmations`, { note: '已入户核实', ...request });

  it('says which fact, from which source, of which day, by which rule, and what would change it', async () => {
    const made = await household({ vehicle: { class: '小型轿车', from: '2013-05-02' } });
    const seen = await verdict(as.cadre, made);
    expect([seen.standing, seen.latest, seen.ruleSet.version]).toEqual(['veto', true, '2015.1']);
    const v2 = rule(seen, 'V2');
    expect(v2.result).toBe('veto');
    expect(v2.statement.zh).toBe('一票否决：成员刘大山名下有小型客车（2013-05-02 起）。');
    expect(v2.facts[0]?.source.words.zh).toContain('瑞金市有关部门机动车、农机、船舶登记（函〔2016〕12号，提取日期 2016-06-15，第 2 行）');
    expect(v2.wouldChange.map(({ zh }) => zh)).toEqual([expect.stringContaining('过户或注销'), expect.stringContaining('登记有误')]);
    // a village cadre reads and cannot confirm
    expect([v2.grounds, v2.mayAnswer]).toEqual([[], false]);
    expect((await confirm(as.cadre, made, { rule: 'V2', ground: 'farm-tricycle' })).status).toBe(403);
  });

  it('a person confirms with evidence; the exception names its fact; withdrawn it counts no longer', async () => {
    const made = await household({ vehicle: { class: '小型轿车' } }, ['vehicle']);
    expect((await confirm(as.township, made, { rule: 'V2', ground: 'farm-tricycle' })).body.code).toBe('screening.evidence-needed');
    const attachments = [await evidence()];
    expect((await confirm(as.township, made, { rule: 'V2', ground: 'farm-tricycle', attachments })).status).toBe(201);
    const after = rule(await verdict(as.township, made), 'V2');
    expect([after.result, after.facts[0]?.role, after.facts[0]?.exception?.zh]).toEqual([
      'pass',
      'excepted',
      expect.stringContaining('核实为农用三轮车'),
    ]);
    const [row] = await service.look<{ id: string }>('select id from screening_confirmation where subject_id = $1', [made.id]);
    await as.township.post(`/screening-confirmations/${row?.id}/withdraw`, { reason: '看错了车' }).expect(200);
    expect(rule(await verdict(as.township, made), 'V2').result).toBe('veto');
    expect((await as.township.post(`/screening-confirmations/${row?.id}/withdraw`, { reason: '再撤' })).body.code).toBe(
      'screening.confirmation-not-found',
    );
  });

  it('who decides about a verdict that is no longer the latest is told so', async () => {
    const made = await household({}, ['vehicle']);
    const old = await verdict(as.township, made);
    await as.township.post(`/households/${made.id}/screening`).expect(201);
    const stale = await as.township.post(`/screenings/${old.id}/confirmations`, { rule: 'V4', ground: 'lives-here', note: '常住本村' });
    expect([stale.status, stale.body.code]).toEqual([409, 'screening.stale']);
    const history = (await as.township.get(`/households/${made.id}/screenings`).expect(200)).body.items;
    expect(history.map(({ cause }: { cause: string }) => cause)).toEqual(['asked', 'register']);
    expect((await as.township.get(`/screenings/${old.id}`).expect(200)).body.latest).toBe(false);
  });

  it('a strict review is answered in writing', async () => {
    const made = await household({ payroll: { class: '事业单位', from: '2012-09-01' } }, ['payroll']);
    const before = await verdict(as.township, made);
    expect([rule(before, 'R2').result, rule(before, 'R2').mayAnswer]).toEqual(['strict', true]);
    const answer = { rule: 'R2', reason: '合同制炊事员，月工资 800 元，供养三名在校生' };
    await as.township.post(`/screenings/${before.id}/answers`, answer).expect(201);
    const after = rule(await verdict(as.cadre, made), 'R2');
    expect([after.result, after.answer?.reason]).toEqual(['strict', answer.reason]);
    const passed = await as.township.post(`/screenings/${(await verdict(as.township, made)).id}/answers`, { ...answer, rule: 'R1' });
    expect(passed.body.code).toBe('screening.not-strict');
  });

  describe('what only the confirming role may read', () => {
    const CANARY = {
      penalised: '2015-03-07',
      note: '金丝雀核实记录',
      doubt: '金丝雀举报内容',
      reporter: '金丝雀举报人',
      contact: '19900009999',
      illness: '金丝雀病情',
    };
    let made: MadeHousehold;
    beforeAll(async () => {
      made = await household({ police: { class: '寻衅滋事', from: CANARY.penalised } }, ['police']);
      await as.township
        .post(`/households/${made.id}/screening-reports`, {
          doubt: CANARY.doubt,
          reporter: { name: CANARY.reporter, contact: CANARY.contact },
        })
        .expect(201);
      const attachments = [await evidence('confirmers')];
      await confirm(as.confirmer, made, { rule: 'V6', ground: 'refuses-to-reform', note: CANARY.note, attachments }).then(({ status }) =>
        expect(status).toBe(201),
      );
      await confirm(as.confirmer, made, { rule: 'V4', ground: 'medical-treatment', note: CANARY.illness, attachments: [] }).then(
        ({ status }) => expect(status).toBe(201),
      );
    });

    it('the confirmer reads the fact, the note and who reported, and the reading is in the audit log', async () => {
      const seen = await verdict(as.confirmer, made);
      expect(rule(seen, 'V6')).toMatchObject({
        result: 'veto',
        withheld: false,
        confirmation: { ground: 'refuses-to-reform', note: CANARY.note },
      });
      expect(rule(seen, 'V6').facts[0]?.words.zh).toContain(`寻衅滋事（${CANARY.penalised} 起）`);
      expect(rule(seen, 'V4')).toMatchObject({ result: 'pass', confirmation: { ground: 'medical-treatment', note: CANARY.illness } });
      expect(rule(seen, 'R4')).toMatchObject({ result: 'unknown', waitsFor: 'person' });
      const { body } = await as.confirmer.get(`/screenings/${seen.id}/reports`).expect(200);
      expect(body.items).toEqual([
        expect.objectContaining({ doubt: CANARY.doubt, reporter: { name: CANARY.reporter, contact: CANARY.contact } }),
      ]);
      const read = await service.look<{ what: string }>(
        `select detail ->> 'what' as what from audit_log where action = 'screening.read-sensitive' and object_id = $1 order by occurred_at, id`,
        [seen.id],
      );
      expect(read.map(({ what }) => what).sort()).toEqual(expect.arrayContaining(['reports', 'verdict']));
    });

    it.each(['township', 'cadre'] as const)('the %s reads the result and who confirmed, and no more', async (who) => {
      const seen = await verdict(as[who], made);
      expect(rule(seen, 'V6')).toMatchObject({
        result: 'veto',
        withheld: true,
        facts: [],
        grounds: [],
        confirmation: { ground: null, note: null, byName: confirmer.name },
      });
      expect(rule(seen, 'V6').statement.zh).toBe(`不符合条件，由${confirmer.name}于 2016-06-15 确认。`);
      expect(rule(seen, 'V6').statement.en).toBe(`Not met, confirmed by ${confirmer.name} on 2016-06-15.`);
      expect(rule(seen, 'V4')).toMatchObject({
        result: 'pass',
        withheld: true,
        statement: { zh: `符合条件，由${confirmer.name}于 2016-06-15 确认。` },
      });
      expect(rule(seen, 'R4')).toMatchObject({ result: 'unknown', withheld: true, statement: { zh: '待核查专员核实。' } });
      expect((await as[who].get(`/screenings/${seen.id}/reports`)).status).toBe(403);
      for (const canary of Object.values(CANARY)) expect(JSON.stringify(seen)).not.toContain(canary);
    });

    it('lists, tasks, history and matches say no more either', async () => {
      for (const path of [
        '/screenings',
        '/screenings/summary',
        '/screening-tasks',
        '/screening-tasks?task=answer',
        `/households/${made.id}/screenings`,
        '/register-matches',
        '/registers',
        '/screening-rules',
      ]) {
        const { body } = await as.township.get(path).expect(200);
        for (const canary of [CANARY.note, CANARY.doubt, CANARY.reporter, CANARY.contact, CANARY.illness])
          expect([path, JSON.stringify(body).includes(canary)]).toEqual([path, false]);
      }
    });

    it('the database itself refuses: raw SQL of an account without clearance', async () => {
      const asked = ['register_entry', 'screening_sealed', 'screening_hidden_name', 'screening_report', 'screening_person'];
      for (const session of [sessionOf(township), confirmingSession(township), sessionOf(confirmer)])
        for (const table of asked)
          expect([table, (await service.db.connection(session, (client) => client.query(`select from ${table}`))).rowCount]).toEqual([
            table,
            0,
          ]);
      const cleared = await service.db.connection(confirmingSession(confirmer), async (client) => [
        (await client.query('select from screening_sealed')).rowCount !== 0,
        (await client.query('select from screening_hidden_name')).rowCount !== 0,
        (await client.query('select from screening_report')).rowCount !== 0,
        (await client.query('select from register_entry')).rowCount,
      ]);
      expect(cleared).toEqual([true, true, true, 0]);
      const elsewhere = confirmingSession(officer('360781204', ['verification-officer']));
      expect(
        (
          await service.db.connection(elsewhere, (client) =>
            client.query('select from screening_sealed union all select from screening_hidden_name union all select from screening_report'),
          )
        ).rowCount,
      ).toBe(0);
    });

    it('no canary lies in a log, a payload, an event, a stored answer or a row that others read', async () => {
      await settled(service);
      for (const table of [
        'audit_log',
        'job',
        'outbox',
        'idempotent_request',
        'screening',
        'screening_confirmation',
        'screening_answer',
        'screening_basis',
        'register_import',
        'register_refusal',
        'pgboss.job',
      ]) {
        const known = await service.look(`select to_regclass('${table}') as name`);
        if ((known[0] as { name: string | null }).name === null) throw new Error(`no table ${table}`);
        const found = await service.look(`select t::text as row from ${table} t where t::text like any ($1)`, [
          Object.values(CANARY).map((word) => `%${word}%`),
        ]);
        expect([table, found]).toEqual([table, []]);
      }
    });

    it('evidence of a sensitive fact must be for confirmers only', async () => {
      const open = await confirm(as.confirmer, made, { rule: 'V6', ground: 'refuses-to-reform', attachments: [await evidence()] });
      expect([open.status, open.body.code]).toEqual([422, 'screening.evidence-too-open']);
      const byOther = await confirm(as.township, made, { rule: 'V6', ground: 'none' });
      expect([byOther.status, byOther.body.code]).toEqual([403, 'screening.confirmers-only']);
    });
  });

  it('a word about many is about those in whom nothing speaks against, and about nobody else', async () => {
    const village = '360781102210';
    const away = { workPlace: '04' as const, workMonths: 11 };
    const here = await registerHousehold(service, { villageCode: village });
    const gone = await registerHousehold(service, {
      villageCode: village,
      members: [{ name: '赖远行', birthDate: '1970-02-02', sex: 'male', relation: '01', facts: away }],
    });
    const other = await registerHousehold(service, { villageCode: HERE });
    await importExtract(service, { kind: 'payroll', asOf: '2016-06-15' });
    const request = {
      rule: 'V4',
      ground: 'lives-here',
      area: village,
      note: '村组逐户点名，均常住',
      attachments: [(await attachmentRow(superuser, { place: village, at: service.clock.now() })).id],
    };
    expect((await as.cadre.post('/screening-group-confirmations', request)).status).toBe(403);
    expect((await as.township.post('/screening-group-confirmations', { ...request, area: '360781204' })).body.code).toBe(
      'screening.area-not-yours',
    );
    const { body } = await as.township.post('/screening-group-confirmations', request).expect(202);
    await settled(service);
    expect((await as.township.get(`/screening-runs/${body.jobId}`).expect(200)).body).toMatchObject({
      state: 'done',
      result: { confirmed: 1, seen: 2 },
    });
    // other work of the service, and another township's, is not to be looked at here
    expect((await service.as(officer('360781204')).get(`/screening-runs/${body.jobId}`)).body.code).toBe('job.not-found');
    const [foreign] = await service.look<{ id: string }>(`select id from job where kind not like 'screening%' limit 1`);
    expect((await as.township.get(`/screening-runs/${foreign?.id}`)).body.code).toBe('job.not-found');
    const results = [];
    for (const made of [here, gone, other]) results.push(rule(await verdict(as.township, made), 'V4').result);
    expect(results).toEqual(['pass', 'unknown', 'unknown']);
    expect(rule(await verdict(as.township, gone), 'V4').facts[0]?.words.zh).toContain('长期在县外务工');
  });

  it('the newest run over everybody is found by whoever comes later', async () => {
    const county = service.as(registrar());
    service.clock.advance(1_000);
    const { body } = await county.post('/screening-runs', {}).expect(202);
    await settled(service);
    const { items } = (await as.cadre.get('/screening-runs').expect(200)).body;
    expect(items[0]).toMatchObject({ id: body.jobId, state: 'done', result: { subjects: expect.any(Number), veto: expect.any(Number) } });
    expect((await as.cadre.post('/screening-runs', {})).status).toBe(403);
  });

  it('lists and tasks stay inside the area, filter by rule and result, and page', async () => {
    const far = await registerHousehold(service, { villageCode: '360781204206' });
    await household({ vehicle: { class: '轿车' } }, ['vehicle']);
    const ids = async (by: Caller, path: string): Promise<string[]> =>
      (await by.get(path).expect(200)).body.items.map(({ subject }: { subject: { id: string } }) => subject.id);
    expect(await ids(as.township, '/screenings?limit=200')).not.toContain(far.id);
    expect(await ids(service.as(officer('360781204')), '/screenings')).toEqual([far.id]);
    expect((await service.as(officer('360781204')).get(`/households/${(await ids(as.cadre, '/screenings'))[0]}/screening`)).body.code).toBe(
      'screening.not-found',
    );
    const vetoed = (await as.township.get('/screenings?rule=V2&result=veto').expect(200)).body.items;
    expect(vetoed.length).toBeGreaterThan(0);
    for (const line of vetoed) expect([line.veto.includes('V2'), line.standing]).toEqual([true, 'veto']);
    const all = await ids(as.township, '/screening-tasks?rule=V4&limit=200');
    const first = (await as.township.get('/screening-tasks?rule=V4&limit=2').expect(200)).body;
    expect(first.items).toHaveLength(2);
    const rest = (await as.township.get(`/screening-tasks?rule=V4&limit=200&cursor=${first.nextCursor}`).expect(200)).body;
    expect([...first.items, ...rest.items].map(({ subject }) => subject.id)).toEqual(all);
    const summary = (await as.township.get('/screenings/summary').expect(200)).body;
    expect(summary.rules.find((one: Rule) => one.rule === 'V4').toConfirm).toBe(all.length);
    expect(summary.subjects).toBe((await ids(as.township, '/screenings?limit=200')).length);
  });

  it('nothing beyond the area can be confirmed, answered, reported or judged', async () => {
    const far = await registerHousehold(service, { villageCode: '360781204206' });
    const [latest] = await service.look<{ id: string }>(
      `select id from screening where village_code = '360781204206' order by sequence desc limit 1`,
    );
    const answers = [
      await as.township.post(`/screenings/${latest?.id}/confirmations`, { rule: 'V4', ground: 'lives-here', note: '越权' }),
      await as.township.post(`/screenings/${latest?.id}/answers`, { rule: 'R2', reason: '越权越权越权' }),
      await as.township.post(`/households/${far.id}/screening-reports`, { doubt: '越权越权' + '越权' }),
      await as.township.post(`/households/${far.id}/screening`),
      await as.township.post(`/applications/${randomUUID()}/screening`),
      await as.township.get(`/screenings/${latest?.id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});
