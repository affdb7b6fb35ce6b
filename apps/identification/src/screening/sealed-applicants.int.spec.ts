import { createHash } from 'node:crypto';
import pg from 'pg';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { newId, sessionOf } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { syntheticId } from '../../test/household.factory.js';
import { Holder } from '@jingzhun/service-shell/testing';
import { importExtract, settled, uploadExtract } from '../../test/registers.js';
import { day } from '../../test/screening.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import type { ApplicantPerson, ApplicantSubject } from './applicant-subject.js';
import { judging } from './judging-context.js';
import type { ScreeningState } from './screening-state.js';
import { ScreeningService } from './screening.service.js';
import { SealedApplicants } from './store/sealed-applicants.js';

const HERE = '360781102208' as DivisionCode;
const CANARY = '金丝雀名';

describe('what screening keeps of applicants', () => {
  let service: Identification;
  let screening: ScreeningService;
  let superuser: pg.Client;
  beforeAll(async () => {
    service = await startIdentification();
    screening = service.app.get(ScreeningService, { strict: false });
    superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await service?.stop();
  });

  const clerk = officer(HERE, ['village-cadre']);
  const idIndexOf = (number: string): Buffer => service.app.get(Vault, { strict: false }).index.of('idNumber', number);
  const person = (number: string, parts: Partial<ApplicantPerson> = {}): ApplicantPerson => ({
    ...{ position: 0, name: CANARY, idIndex: idIndexOf(number), birthDate: day('1970-02-03'), relation: '01' },
    facts: { workPlace: '04', workMonths: 11, health: ['03'], education: '03' },
    ...parts,
  });
  const submit = async (...persons: ApplicantPerson[]): Promise<{ subject: ApplicantSubject; state: ScreeningState }> => {
    const subject: ApplicantSubject = {
      ...{ applicationId: newId(service.clock), householdId: null, villageCode: HERE, declared: {}, persons },
      contentDigest: createHash('sha256').update('content').digest('hex'),
    };
    const context = await screening.prepare();
    const state = await service.db.connection(sessionOf(clerk), (client) => screening.submit(client, context, subject, clerk));
    return { subject, state };
  };
  const rowsOf = (id: string): Promise<{ name: string | null; birth_date: string | null; facts: object | null; person_cipher: Buffer }[]> =>
    service.look('select * from screening_applicant where application_id = $1 order by position', [id]);
  const foundInClear = async (words: readonly string[]): Promise<string[]> => {
    const tables = await service.look<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p')`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      if ((await service.look(`select from ${name} t where t::text like any ($1) limit 1`, [words.map((word) => `%${word}%`)])).length > 0)
        found.push(name);
    return found;
  };

  it('lies sealed: neither name nor birth nor health stands in any table, and health is not kept at all', async () => {
    const number = syntheticId('1970-02-03', 'male');
    const { subject } = await submit(person(number));
    await importExtract(service, { kind: 'firm', rows: [{ name: '别人', idNumber: syntheticId('1980-01-01', 'male'), class: '股东' }] });
    const [row] = await rowsOf(subject.applicationId);
    expect([row?.name, row?.birth_date, row?.facts]).toEqual([null, null, null]);
    expect(await foundInClear([CANARY, number, '"health"'])).toEqual([]);
    const kept = await service.db.connection(sessionOf(clerk), (client) =>
      service.app.get(SealedApplicants, { strict: false }).of(client, [subject.applicationId]),
    );
    expect([...(kept.get(subject.applicationId)?.values() ?? [])]).toEqual([
      { name: CANARY, birthDate: '1970-02-03', facts: { workPlace: '04', workMonths: 11 } },
    ]);
  });

  it('still matches by number and name, asks where the name differs, and names the person in the fact', async () => {
    const [sure, other] = [syntheticId('1971-01-01', 'male'), syntheticId('1972-01-01', 'male')];
    const { subject } = await submit(person(sure, { name: '赖同名' }), person(other, { position: 1, name: '赖异名', relation: '02' }));
    const taken = await importExtract(service, {
      kind: 'vehicle',
      rows: [
        { name: '赖同名', idNumber: sure, class: '小型轿车' },
        { name: '赖写错', idNumber: other, class: '小型轿车' },
        { name: '赖同名', villageCode: HERE, birthYear: 1970, class: '小型轿车' },
      ],
    });
    expect(taken.counts).toMatchObject({ matched: 1, unsure: 2 });
    const state = await service.db.connection(sessionOf(clerk), (client) => screening.ofApplication(client, subject.applicationId));
    expect(state?.results.V2).toBe('veto');
    const [row] = await service.look<{ facts: unknown[][] }>(
      'select facts from screening where subject_id = $1 order by sequence desc limit 1',
      [subject.applicationId],
    );
    expect(row?.facts.filter((fact) => fact[5] !== null).map((fact) => [fact[5], fact[6]])).toEqual([['0', null]]);
    const township = service.as(officer('360781102'));
    const shown = async (): Promise<string> =>
      (await township.get(`/screenings/${state?.screeningId}`).expect(200)).body.rules[1].facts[0].words.zh;
    expect(await shown()).toContain('成员赖同名');
    await importExtract(service, { kind: 'police', rows: [{ name: '赖同名', idNumber: sure, class: '寻衅滋事', from: '2016-01-01' }] });
    const confirmer = service.as(officer('360781', ['verification-officer']));
    const hiddenWords = async (): Promise<string[]> =>
      (await confirmer.get(`/applications/${subject.applicationId}/screening`).expect(200)).body.rules
        .find((one: { rule: string }) => one.rule === 'V6')
        .facts.map((one: { words: { zh: string } }) => one.words.zh);
    expect(await hiddenWords()).toEqual([expect.stringContaining('成员赖同名')]);

    // whom the extract means is asked with the names, and nothing but the question holds them
    const asked = async (status: string): Promise<{ given: { name: string }; known: { name: string } }[]> =>
      (await township.get(`/register-matches?status=${status}`).expect(200)).body.items.filter(
        (one: { importId: string }) => one.importId === taken.id,
      );
    expect((await asked('open')).map(({ given, known }) => [given.name, known.name])).toContainEqual(['赖写错', '赖异名']);
    expect(await foundInClear(['赖同名', '赖异名', '赖写错'])).toEqual([]);
    const read = await service.look(
      `select action from audit_log where action in ('register.match-read', 'screening.read-names') order by 1`,
    );
    expect(read.map((one) => (one as { action: string }).action)).toEqual(['register.match-read', 'screening.read-names']);

    // the case ends: the facts of the judgement stay, who it was stands in the form
    await service.db.connection(sessionOf(clerk), (client) => screening.endApplication(client, subject.applicationId, 'rejected'));
    expect(await shown()).toContain('申请表第1人');
    expect((await asked('withdrawn')).map(({ given, known }) => [given.name, known.name])).toContainEqual(['', '']);
    expect(await service.look('select from screening_name union all select from screening_hidden_name')).toEqual([]);
    expect(await hiddenWords()).toEqual([expect.stringContaining('申请表第1人')]);
  });

  it('a case that ends while a judgement or an extract is under way is named no more either', async () => {
    const [sure, other] = [syntheticId('1974-01-01', 'male'), syntheticId('1975-01-01', 'male')];
    const { subject } = await submit(person(sure, { name: '赖将终' }), person(other, { position: 1, name: '赖亦终', relation: '02' }));
    const id = subject.applicationId;
    await importExtract(service, { kind: 'vehicle', rows: [{ name: '赖将终', idNumber: sure, class: '小型轿车' }] });
    expect(await service.look('select from screening_name n join screening s using (id) where s.subject_id = $1', [id])).not.toEqual([]);
    const end = (of: string): Promise<void> =>
      service.db.connection(sessionOf(clerk), (client) => screening.endApplication(client, of, 'rejected'));
    const context = judging(await screening.prepare());
    const holder = await Holder.open(service.database.superuserUrl);
    try {
      // everything is read and judged, nothing written
      await holder.hold('lock table screening in share mode');
      const judged = service.db.connection(sessionOf(clerk), (client) =>
        screening.judgeOne(client, context, 'application', id, { cause: 'asked', runId: null, accountId: clerk.accountId }),
      );
      await holder.awaited();
      let ended = false;
      const ending = end(id).then(() => (ended = true));
      const waits = `select from pg_locks where locktype = 'advisory' and not granted`;
      for (const deadline = performance.now() + 60_000; !ended && (await service.look(waits)).length === 0;)
        if (performance.now() > deadline) throw new Error('the case neither ends nor waits');
      await holder.letGo();
      await Promise.all([judged, ending]);
      expect(await service.look('select from screening_name n join screening s using (id) where s.subject_id = $1', [id])).toEqual([]);

      // the applicants of the extract are read, its matches not kept
      const next = await submit(person(other, { name: '赖亦终' }));
      await holder.hold('lock table register_entry in share mode');
      await uploadExtract(service, { kind: 'firm', rows: [{ name: '赖写错', idNumber: other, class: '股东' }] });
      await holder.awaited();
      await end(next.subject.applicationId);
      await holder.letGo();
      await settled(service);
      expect(await service.look('select from register_match where subject_id = $1', [next.subject.applicationId])).toEqual([]);
    } finally {
      await holder.close();
    }
  });

  it('names of a release before, in matches and in judgements, are taken no more', async () => {
    await expect(
      superuser.query(`insert into screening_name (id, village_code, made_at, plain) values (uuidv7(), $1, now(), '{}')`, [HERE]),
    ).rejects.toThrow('names of a judgement are kept sealed');
    await expect(superuser.query(`update register_match set name_known = $1`, [CANARY])).rejects.toThrow(
      'the names of a match are kept sealed',
    );
  });

  it('counts who works far away as it does of a household', async () => {
    const awayOf = async (...persons: ApplicantPerson[]): Promise<boolean> => {
      const { subject } = await submit(...persons);
      const rows = await service.look('select from screening where subject_id = $1 and facts::text like $2', [
        subject.applicationId,
        '%all-away%',
      ]);
      return rows.length > 0;
    };
    const next = (birth: string, position = 0, facts: ApplicantPerson['facts'] = { workPlace: '04', workMonths: 11 }): ApplicantPerson =>
      person(syntheticId(birth, 'male'), { position, birthDate: day(birth), facts });
    expect(await awayOf(next('1980-01-01'))).toBe(true);
    expect(await awayOf(next('1980-01-02'), next('2012-01-01', 1, {}))).toBe(true);
    expect(await awayOf(next('1980-01-03'), next('1982-01-01', 1, {}))).toBe(false);
    expect(await awayOf(next('1980-01-04', 0, { workPlace: '04', workMonths: 1 }))).toBe(false);
    expect(await awayOf(next('2013-01-01'))).toBe(false);
  });

  it('is sealed at the next start where an earlier release left it in plain; no plain row is ever taken again', async () => {
    const { subject } = await submit(person(syntheticId('1973-01-01', 'male')));
    const id = subject.applicationId;
    const plain = `update screening_applicant set person_cipher = null, name = $2, birth_date = '1973-01-01', facts = '{"health": ["03"]}' where application_id = $1`;
    await expect(superuser.query(plain, [id, CANARY])).rejects.toThrow('an applicant is kept sealed');
    await superuser.query('alter table screening_applicant disable trigger screening_applicant_comes_sealed');
    await superuser.query(plain, [id, CANARY]);
    await superuser.query('alter table screening_applicant enable trigger screening_applicant_comes_sealed');
    const sealed = service.app.get(SealedApplicants, { strict: false });
    await sealed.onModuleInit();
    const [row] = await rowsOf(id);
    expect([row?.name, row?.birth_date, row?.facts]).toEqual([null, null, null]);
    const kept = await service.db.connection(sessionOf(clerk), (client) => sealed.of(client, [id]));
    expect(kept.get(id)?.get('0')).toEqual({ name: CANARY, birthDate: '1973-01-01', facts: {} });
    expect(await foundInClear([CANARY])).toEqual([]);
  });
});
