import { until } from '@jingzhun/messaging/testing';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { attach, office, submitted, uploaded, VILLAGE, type Office } from '../../../test/application.factory.js';
import { Holder } from '@jingzhun/service-shell/testing';
import { registerHousehold, syntheticId, type MadeHousehold } from '../../../test/household.factory.js';
import { importExtract, settled, uploadExtract, type RegisterCells } from '../../../test/registers.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';

describe('the screening of one’s own case', () => {
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    people = office(service);
  });
  afterAll(async () => service?.stop());

  it('is confirmed, answered and withdrawn by somebody who has no part in the case', async () => {
    const { id } = await submitted(service, people);
    await attach(service, people.township, `/applications/${id}`, 'other');
    const latest = async (): Promise<string> => (await people.township.get(`/applications/${id}/screening`).expect(200)).body.id;
    const confirm = async (by: Caller) =>
      by.post(`/screenings/${await latest()}/confirmations`, { rule: 'V4', ground: 'lives-here', note: '常住本村' });
    const own = await confirm(people.township);
    expect([own.status, own.body.code]).toEqual([403, 'screening.own-case']);
    const answer = await people.township.post(`/screenings/${await latest()}/answers`, { rule: 'R1', reason: '情况属实，予以说明' });
    expect([answer.status, answer.body.code]).toEqual([403, 'screening.own-case']);
    expect(await service.look('select from screening_confirmation where subject_id = $1', [id])).toHaveLength(0);
    expect((await confirm(people.otherTownship)).status).toBe(201);
    const [made] = await service.look<{ id: string }>('select id from screening_confirmation where subject_id = $1', [id]);
    const withdraw = (by: Caller) => by.post(`/screening-confirmations/${made?.id}/withdraw`, { reason: '看错了' });
    expect((await withdraw(people.township)).body.code).toBe('screening.own-case');
    expect((await withdraw(people.otherTownship)).status).toBe(200);
  });

  describe('whom a row of an extract means', () => {
    let id: string;
    let third: Caller;
    const vehicle = { kind: 'vehicle', asOf: '2016-06-15' } as const;
    let row: RegisterCells;
    const standing = async (): Promise<string> => {
      const { body } = await people.otherTownship.get(`/applications/${id}/screening`).expect(200);
      return body.rules.find(({ rule }: { rule: string }) => rule === 'V2').result;
    };
    const matchOf = async (importId: string): Promise<string> =>
      (await service.look<{ id: string }>('select id from register_match where import_id = $1', [importId]))[0]?.id ?? '';
    const decide = (by: Caller, match: string, decision: 'same' | 'different') =>
      by.post(`/register-matches/${match}/decide`, { decision, reason: '与派出所核对' });
    const withdraw = (by: Caller, match: string) => by.post(`/register-matches/${match}/withdraw`, { reason: '当时核对错了人' });

    beforeAll(async () => {
      const idNumber = syntheticId('1971-07-08', 'male');
      third = service.as(officer(VILLAGE.slice(0, 9)));
      ({ id } = await submitted(service, people, {
        members: [{ name: '邱有车', idNumber, relation: '01', ethnicity: '01', facts: { education: '02', labour: '02' } }],
      }));
      await attach(service, people.township, `/applications/${id}`, 'other');
      row = { name: '邱有车', idNumber: `${idNumber.slice(0, 6)}${idNumber.slice(8, 17)}`, class: '小型轿车' };
    });

    it('is decided by somebody who has no part in the case, and withdrawn by another person', async () => {
      const taken = await importExtract(service, { ...vehicle, rows: [row] });
      const match = await matchOf(taken.id);
      for (const decision of ['same', 'different'] as const) {
        const own = await decide(people.township, match, decision);
        expect([own.status, own.body.code]).toEqual([403, 'register-match.own-case']);
      }
      expect((await withdraw(third, match)).body.code).toBe('register-match.not-decided');
      await decide(people.otherTownship, match, 'same').expect(200);
      expect(await standing()).toBe('veto');
      expect((await withdraw(people.otherTownship, match)).body.code).toBe('register-match.own-decision');
      expect((await withdraw(people.township, match)).body.code).toBe('register-match.own-case');
      const { body } = await withdraw(third, match).expect(200);
      expect([body.status, body.fact !== null, await standing()]).toEqual(['open', true, 'unknown']);
      expect(await service.look('select from register_entry where match_id = $1', [match])).toEqual([]);
      expect(await service.look('select decision, reason from register_match_withdrawal where match_id = $1', [match])).toEqual([
        { decision: 'same', reason: '当时核对错了人' },
      ]);
    });

    it('when "somebody else" was wrong, the rule is open again and the next extract asks anew', async () => {
      const [open] = await service.look<{ id: string }>(`select id from register_match where subject_id = $1 and status = 'open'`, [id]);
      const match = open?.id ?? '';
      await decide(people.otherTownship, match, 'different').expect(200);
      expect(await standing()).toBe('pass');
      expect((await withdraw(third, match).expect(200)).body).toMatchObject({ status: 'open', fact: null });
      expect(await standing()).toBe('unknown');
      expect((await decide(third, match, 'same')).body.code).toBe('register-match.fact-gone');
      const again = await importExtract(service, { ...vehicle, rows: [row] });
      expect(again.counts).toMatchObject({ unsure: 1 });
      await decide(third, await matchOf(again.id), 'same').expect(200);
      expect(await standing()).toBe('veto');
    });
  });

  it('what was withdrawn of one of two does not come back: both are asked about, one row counts for one person', async () => {
    const members = [{ name: '赖两可', birthDate: '1975-05-05', sex: 'male' as const, relation: '01' }];
    const [one, two] = [
      await registerHousehold(service, { members, villageCode: VILLAGE }),
      await registerHousehold(service, { members, villageCode: VILLAGE }),
    ];
    const rows = [{ name: '赖两可', villageCode: VILLAGE, birthYear: 1975, class: '法定代表人' }];
    const firm = { kind: 'firm', asOf: '2016-06-15', rows } as const;
    const matches = async (importId: string): Promise<Record<string, { id: string; status: string }>> => {
      const found = await service.look<{ id: string; subject_id: string; status: string }>(
        'select id, subject_id, status from register_match where import_id = $1',
        [importId],
      );
      return Object.fromEntries(found.map((match) => [match.subject_id, match]));
    };
    const statuses = async (importId: string, of = [one, two]): Promise<(string | undefined)[]> => {
      const found = await matches(importId);
      return of.map(({ id }) => found[id]?.status);
    };
    const idOf = async (importId: string, { id }: MadeHousehold): Promise<string> => (await matches(importId))[id]?.id ?? '';
    const [decider, withdrawer] = [people.township, people.otherTownship];
    const same = async (importId: string, who: MadeHousehold) =>
      decider.post(`/register-matches/${await idOf(importId, who)}/decide`, { decision: 'same', reason: '本人承认' });
    const withdraw = async (importId: string, who: MadeHousehold) =>
      withdrawer.post(`/register-matches/${await idOf(importId, who)}/withdraw`, { reason: '核对错了人' });

    const first = await importExtract(service, firm);
    expect((await same(first.id, one)).status).toBe(200);
    const second = await importExtract(service, firm);
    expect(await statuses(second.id)).toEqual(['same', 'different']);
    expect((await withdraw(second.id, one)).status).toBe(200);
    expect(await statuses(second.id)).toEqual(['open', 'open']);
    // nor does the earlier extract bring back what was wrong when the later one is withdrawn; both withdrawals are kept
    expect(await statuses(first.id)).toEqual(['open', 'open']);
    await people.county.post(`/register-imports/${second.id}/withdraw`, { reason: '提取口径有误' }).expect(200);
    await settled(service);
    expect(await service.look('select from register_entry where import_id = $1', [first.id])).toEqual([]);
    const { body: verdict } = await decider.get(`/households/${one.id}/screening`).expect(200);
    expect(verdict.rules.find(({ rule }: { rule: string }) => rule === 'V3').result).toBe('unknown');
    expect(await service.look('select decision from register_match_withdrawal where match_id = $1', [await idOf(first.id, one)])).toEqual([
      { decision: 'same' },
    ]);
    const third = await importExtract(service, firm);
    expect(await statuses(third.id)).toEqual(['open', 'open']);

    // decided, withdrawn and decided again: for both it is taken over again
    for (const act of [same, withdraw, same]) expect((await act(third.id, one)).status).toBe(200);
    const late = await registerHousehold(service, { members, villageCode: VILLAGE });
    const all = [one, two, late];
    const fourth = await importExtract(service, firm);
    expect(await statuses(fourth.id, all)).toEqual(['same', 'different', 'open']);
    const { body: taken } = await same(fourth.id, late);
    expect([taken.code, taken.next]).toEqual(['register-match.row-is-somebody-else', expect.stringContaining('县级')]);
    expect(await service.look('select from register_entry where import_id = $1', [fourth.id])).toHaveLength(1);

    // withdrawn while the next extract is taken: whoever comes first counts for the other
    const holder = await Holder.open(service.database.superuserUrl);
    try {
      await holder.hold('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.screening]);
      const withdrawn = withdraw(fourth.id, one);
      await holder.awaited();
      const { body: fifth } = await uploadExtract(service, firm);
      await until(
        'the extract waits behind the withdrawal',
        async () =>
          (
            await service.look(`select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`, [
              ADVISORY_LOCKS.screening,
            ])
          ).length === 2,
      );
      await holder.commit();
      expect((await withdrawn).status).toBe(200);
      await settled(service);
      expect(await statuses(fifth.id, all)).toEqual(['open', 'open', 'open']);
    } finally {
      await holder.close();
    }
  }, 120_000);

  it('whom only another extract asks about is asked again, judged anew, and keeps who made the case from withdrawing', async () => {
    const known = { name: '赖三可', birthDate: '1976-06-06', sex: 'male' as const, relation: '01' };
    const one = await registerHousehold(service, { members: [known], villageCode: VILLAGE });
    const firm = {
      kind: 'firm',
      asOf: '2016-06-15',
      rows: [{ name: '赖三可', villageCode: VILLAGE, birthYear: 1976, class: '股东' }],
    } as const;
    const matchOf = async (importId: string, subject: string): Promise<{ id: string; status: string } | undefined> =>
      (
        await service.look<{ id: string; status: string }>(
          'select id, status from register_match where import_id = $1 and subject_id = $2',
          [importId, subject],
        )
      )[0];
    const older = await importExtract(service, firm);
    // known only after the older extract was taken
    const idNumber = syntheticId('1976-06-06', 'male');
    const { id: further } = await submitted(service, people, {
      members: [{ name: '赖三可', idNumber, relation: '01', ethnicity: '01', facts: { education: '02', labour: '02' } }],
    });
    await attach(service, people.township, `/applications/${further}`, 'other');
    const newer = await importExtract(service, firm);
    expect(await matchOf(older.id, further)).toBeUndefined();
    for (const { id } of [older, newer])
      await people.otherTownship
        .post(`/register-matches/${(await matchOf(id, one.id))?.id}/decide`, { decision: 'same', reason: '本人承认' })
        .expect(200);
    expect((await matchOf(newer.id, further))?.status).toBe('different');
    const standing = async (): Promise<string> => {
      const { body } = await people.otherTownship.get(`/applications/${further}/screening`).expect(200);
      return body.rules.find(({ rule }: { rule: string }) => rule === 'V3').result;
    };
    await people.otherTownship.post(`/applications/${further}/screening`).expect(201);
    expect(await standing()).toBe('pass');
    const withdraw = async (by: Caller) =>
      by.post(`/register-matches/${(await matchOf(older.id, one.id))?.id}/withdraw`, { reason: '核对错了人' });
    const own = await withdraw(people.township);
    expect([own.status, own.body.code]).toEqual([403, 'register-match.own-case']);
    expect((await matchOf(older.id, one.id))?.status).toBe('same');
    expect((await withdraw(service.as(officer(VILLAGE.slice(0, 9))))).status).toBe(200);
    expect([(await matchOf(older.id, one.id))?.status, (await matchOf(newer.id, one.id))?.status]).toEqual(['open', 'open']);
    expect([(await matchOf(newer.id, further))?.status, await standing()]).toEqual(['open', 'unknown']);
    const carried = await service.look(
      `select from register_match where row_mark = (select row_mark from register_match where import_id = $1 limit 1) and carries`,
      [older.id],
    );
    expect(carried).toEqual([]);
  });

  it('is not confirmed among many either: what counts for the household counts for the case about it', async () => {
    const [own, other] = [
      await registerHousehold(service, { villageCode: VILLAGE }),
      await registerHousehold(service, { villageCode: VILLAGE }),
    ];
    await importExtract(service, { kind: 'payroll', asOf: '2016-06-15' });
    const content = { kind: 'removal', ground: 'income', statement: '收入已稳定超过标准' };
    await people.township.post('/applications', { householdId: own.id, content }).expect(201);
    const request = {
      rule: 'V4',
      ground: 'lives-here',
      area: VILLAGE,
      note: '村组逐户点名，均常住',
      attachments: [await uploaded(service)],
    };
    await people.township.post('/screening-group-confirmations', request).expect(202);
    await settled(service);
    const confirmed = await service.look<{ id: string }>('select subject_id as id from screening_confirmation where subject_id = any($1)', [
      [own.id, other.id],
    ]);
    expect(confirmed).toEqual([{ id: other.id }]);
  });
});
