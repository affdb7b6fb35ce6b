import { EVIDENCE_CIPHERS } from '@jingzhun/evidence';
import { FieldCipher, KeyRing, keyIdOf, Vault } from '@jingzhun/vault';
import { newId, systemSession } from '@jingzhun/persistence';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import { advanced, correctedMeeting, heldMeeting, office, submitted } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { registerHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { openRound, reportOf, send, takeList, type Taken } from '../../test/survey.js';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { SealedApplicants } from '../screening/store/sealed-applicants.js';
import { SealedContent } from '../screening/store/sealed-content.js';
import { SealedNames } from '../screening/store/sealed-names.js';
import { NOTICE_CIPHER_PLACES } from '@jingzhun/notices';
import { decideObjection, objected, postNotice, registerHost } from '../../test/notice.factory.js';
import { CIPHER_PLACES } from '../household/sealed-numbers.js';

describe('rotation of keys', () => {
  let service: Identification;
  let admin: Caller;
  beforeAll(async () => {
    service = await startIdentification(undefined, withFakeScreening().module);
    admin = service.as(officer('360781', ['system-admin']));
  });
  afterAll(async () => service?.stop());

  const keysInUse = async (): Promise<string[]> => {
    const ids = new Set<string>();
    // an upload that is still arriving is the library's own test
    const places = [
      ...Object.values(CIPHER_PLACES),
      ...Object.values(NOTICE_CIPHER_PLACES),
      ...EVIDENCE_CIPHERS.filter(({ table }) => table !== 'upload'),
    ];
    for (const { table, column } of places) {
      const rows = await service.look<{ cipher: Buffer }>(`select ${column} as cipher from ${table} where ${column} is not null`);
      expect([table, column, rows.length > 0]).toEqual([table, column, true]);
      for (const { cipher } of rows) ids.add(keyIdOf(cipher));
    }
    return [...ids];
  };

  it('encrypts every column anew while the service runs; numbers stay what they were and the old key is no longer needed', async () => {
    const old15 = '360799600101001';
    const made = await registerHousehold(service, {
      phone: '19900001111',
      bankAccount: '6217000012345678901',
      members: [{ name: '刘大山', idNumber: old15, relation: '01' }],
    });
    await service
      .as(officer('360781102'))
      .post(
        `/households/${made.id}/corrections`,
        { kind: 'category', changes: { category: 'livingAllowance' }, reason: '民政核定', validFrom: '2016-01-01' },
        1,
      )
      .expect(201);
    const people = office(service);
    const { id: caseId } = await submitted(service, people);
    await correctedMeeting(people.clerk, await heldMeeting(service, people, caseId, 'group'));
    await advanced(service, people, caseId, 'townshipChecked');
    const cadre = service.as(officer('360781102208', ['village-cadre']));
    const round = await openRound(service, service.as(officer('360781102')));
    const [unit] = (await takeList(cadre, round)) as [Taken];
    await send(cadre, round, [reportOf(unit, { need: '修路' }, { note: '在家' })]);
    registerHost(service);
    const notice = await postNotice(service, cadre.principal);
    const objection = await objected(service, notice.id, { text: '与实际情况不符', name: '钟有德' });
    const finding = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，房屋系其弟所有。' };
    expect((await decideObjection(service, people.township, objection.id, finding)).status).toBe(200);
    const sealed = service.app.get(SealedContent, { strict: false });
    const [judgement, report] = [newId(service.clock), newId(service.clock)];
    await service.db.connection(systemSession('screening'), async (client) => {
      const values = [judgement, made.villageCode, sealed.seal(judgement, { note: '已改正' })];
      await client.query('insert into screening_sealed (id, village_code, cipher) values ($1, $2, $3)', values);
      const applicants = service.app.get(SealedApplicants, { strict: false });
      await client.query(
        `insert into screening_subject (application_id, village_code, content_digest, declared, submitted_at, submitted_by)
         values ($1, $2, '\\x00', '{}', '2016-06-01', $1)`,
        [judgement, made.villageCode],
      );
      const person = {
        position: 0,
        name: '王某',
        idIndex: Buffer.of(1),
        birthDate: '1970-01-01' as PlainDate,
        relation: '01' as const,
        facts: {},
      };
      await applicants.keep(client, judgement, made.villageCode, [person]);
      const names = service.app.get(SealedNames, { strict: false });
      await client.query(`insert into screening_name (id, village_code, made_at, cipher) values ($1, $2, '2016-06-01', $3)`, [
        judgement,
        made.villageCode,
        names.sealJudgement(judgement, { 0: '王某' }),
      ]);
      await client.query(`insert into screening_hidden_name (id, village_code, made_at, cipher) values ($1, $2, '2016-06-01', $3)`, [
        judgement,
        made.villageCode,
        names.sealHidden(judgement, { 0: '王某' }),
      ]);
      // of the police: who rotates sees what only the confirming role reads
      await client.query(
        `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, imported_by, imported_by_name, imported_at)
         values ($1, '360781000000', 'police', '2016-06-01', '市局', '函', 'f', 1, 'csv', $1, '某人', '2016-06-02')`,
        [judgement],
      );
      await client.query(
        `insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, names_cipher, row_mark, found_at)
         values ($1, $1, 'police', 3, $2, 'household', $1, 'old-number', '\\x00', $3, '\\x01', '2016-06-02')`,
        [judgement, made.villageCode, names.sealMatch(judgement, { given: '甲', known: '乙' })],
      );
      await client.query(
        `insert into screening_report (id, subject_kind, subject_id, village_code, received_on, cipher, made_by, made_by_name, made_at)
         values ($1, 'household', $2, $3, '2016-06-01', $4, $2, '王某', '2016-06-01')`,
        [report, made.id, made.villageCode, sealed.sealReport(report, { doubt: '有人反映', reporter: { name: null, contact: null } })],
      );
    });
    const vault = service.app.get(Vault, { strict: false });
    const before = vault.keys.field.active;
    expect(await keysInUse()).toEqual([before.label]);

    // as after a restart with one more key in the file
    const added = memoryKeyRing().active;
    const ring = new KeyRing([before, added]);
    Object.assign(vault, { keys: { ...vault.keys, field: ring }, fields: new FieldCipher(ring) });
    const { body } = await admin.post('/operations/key-rotation').expect(202);
    let state = '';
    for (const deadline = Date.now() + 60_000; state !== 'done' && Date.now() < deadline;) {
      ({ state } = (await admin.get(`/operations/key-rotation/${body.jobId}`).expect(200)).body);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(state).toBe('done');
    expect(await keysInUse()).toEqual([added.label]);

    const alone = new KeyRing([added]);
    Object.assign(vault, { keys: { ...vault.keys, field: alone }, fields: new FieldCipher(alone) });
    const reveal = async (request: object): Promise<string> =>
      (
        await service
          .as(officer('360781', ['county-officer']))
          .post(`/households/${made.id}/reveal`, { purpose: '轮换后核对', ...request })
          .expect(200)
      ).body.value;
    const page = (await cadre.get(`/survey-units/${unit.id}`).expect(200)).body;
    expect(page).toMatchObject({ answers: { need: '修路' }, visits: [{ note: '在家' }] });
    const opened = await service.db.connection(systemSession('screening'), (client) => sealed.open(client, [judgement]));
    expect(opened.get(judgement)).toEqual({ note: '已改正' });
    expect(await reveal({ field: 'phone' })).toBe('19900001111');
    expect(await reveal({ field: 'bankAccount' })).toBe('6217000012345678901');
    expect(await reveal({ field: 'idNumber', personId: made.members[0]?.personId })).toBe(old15);
  });
});
