import { randomBytes, randomUUID } from 'node:crypto';
import { advanced, noticeOver, office, proofFor, read, step, submitted, type Office } from '../../../test/application.factory.js';
import { confirmed, confirmerOf, emptyRegisters } from '../../../test/cleared-verdict.js';
import { Holder } from '@jingzhun/service-shell/testing';
import { registerHousehold, type MadeHousehold } from '../../../test/household.factory.js';
import { startIdentification, type Identification } from '../../../test/service.js';

describe('between what a step reads and what it writes', () => {
  let service: Identification;
  let people: Office;
  let holder: Holder;
  let id: string;

  /** Before the registration: everything is there, the real comparison included. */
  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    people = office(service);
    holder = await Holder.open(service.database.superuserUrl);
    ({ id } = await submitted(service, people));
    await emptyRegisters(service);
    await confirmed(service, id);
    await advanced(service, people, id, 'announced');
    await noticeOver(service, people, id);
  });
  afterAll(async () => {
    await holder?.close();
    await service?.stop();
  });

  const missing = ({ body }: { body: { problems?: { code: string }[] } }): string[] => (body.problems ?? []).map(({ code }) => code);
  const objectTo = (noticeId: string): [string, unknown[]] => [
    `insert into objection (id, notice_id, place_code, investigator, due_on, submission_id, receipt_number, secret_digest)
     values ($1, $2, '360781102208', 'township', '2016-09-01', $3, $4, $5)`,
    [randomUUID(), noticeId, randomUUID(), `TEST-${randomUUID()}`, randomBytes(32)],
  ];

  it('an objection to an earlier notice comes before the registration or after it', async () => {
    const [group] = await service.look<{ id: string }>(`select id from notice where subject_id = $1 and kind = 'group'`, [id]);
    await holder.hold('select from notice where id = $1 for update', [group?.id]);
    const completing = step(service, people.otherTownship, id, 'complete');
    await holder.awaited();
    await holder.also(...objectTo(group?.id ?? ''));
    await holder.commit();
    const refused = await completing;
    expect([refused.status, missing(refused)]).toEqual([409, ['no-open-objection']]);
  });

  it('no program registers a household against an open objection', async () => {
    const complete = `update application set state = 'completed' where id = $1`;
    await expect(service.look(complete, [id])).rejects.toThrow('an objection to a notice of the case is not answered');
    await service.look(
      `update objection set state = 'decided', outcome = 'dismissed', answer = 'facts-not-confirmed', decided_at = now(), decided_by = id, decided_by_name = '某人'
       where state = 'open'`,
    );
  });

  it('who has read one notice of a case holds them all: two never wait for each other', async () => {
    const { notice } = await read(people.clerk, id);
    const [group] = await service.look<{ id: string }>(`select id from notice where subject_id = $1 and kind = 'group'`, [id]);
    await holder.hold('select from notice where id = $1 for update', [group?.id]);
    const closing = people.clerk.post(`/notices/${notice?.id}/close`).then((answer) => answer);
    await holder.awaited();
    // the later notice is still free
    expect(await service.look('select from notice where id = $1 for update skip locked', [notice?.id])).toHaveLength(1);
    await holder.letGo();
    expect((await closing).status).toBe(200);
  });

  it('a confirmation that is withdrawn while the step waits counts no longer when the step goes on', async () => {
    await holder.hold('select from application where id = $1 for update', [id]);
    const completing = step(service, people.otherTownship, id, 'complete');
    await holder.awaited();
    const [made] = await service.look<{ id: string }>(`select id from screening_confirmation where subject_id = $1 and rule = 'V4'`, [id]);
    await confirmerOf(service).post(`/screening-confirmations/${made?.id}/withdraw`, { reason: '看错了人' }).expect(200);
    await holder.letGo();
    const refused = await completing;
    expect([refused.status, missing(refused)]).toEqual([409, ['screening-clear']]);
    await confirmed(service, id, ['V4']);
  });

  describe('somebody of the case is registered elsewhere while the case is completed', () => {
    let other: MadeHousehold;
    const completing = () => step(service, people.otherTownship, id, 'complete');
    const numberOf = `(select id_index from application_person where application_id = $2 and position = 1)`;
    const member = (): string => other.members[1]?.personId ?? '';

    beforeAll(async () => {
      other = await registerHousehold(service, { villageCode: '360781102209' });
    });

    it('with a number nobody had before', async () => {
      const [before] = await service.look<{ id_index: Buffer }>('select id_index from person where id = $1', [member()]);
      await holder.hold(`update person set id_index = ${numberOf} where id = $1`, [member(), id]);
      const answer = completing();
      await holder.awaited();
      await holder.commit();
      const refused = await answer;
      expect([refused.status, refused.body.code]).toEqual([409, 'application.person-registered']);
      expect(refused.body.next).toContain('成员减少');
      // from now on the checklist knows it before the step is pressed
      expect(missing(await completing())).toEqual(['persons-free']);
      await service.look('update person set id_index = $2 where id = $1', [member(), before?.id_index]);
    });

    it('somebody known who is in no household now', async () => {
      const [before] = await service.look<{ id_index: Buffer }>('select id_index from person where id = $1', [member()]);
      await service.look(`update person set id_index = ${numberOf} where id = $1`, [member(), id]);
      await service.look(`update member set valid_to = '2016-06-15', manner = '08' where person_id = $1`, [member()]);
      await holder.hold(
        `insert into member (person_id, household_id, village_code, relation, facts, valid_from)
         select person_id, household_id, village_code, relation, facts, '2016-06-15' from member where person_id = $1`,
        [member()],
      );
      const answer = completing();
      await holder.awaited();
      await holder.commit();
      const refused = await answer;
      expect([refused.status, refused.body.code]).toEqual([409, 'application.person-registered']);
      expect(await service.look('select from household where id <> $1', [other.id])).toEqual([]);
      await service.look('update person set id_index = $2 where id = $1', [member(), before?.id_index]);
    });
  });

  it('a verdict grows old: extracts and confirmations are asked for the day of the step, and the refusal can be looked up', async () => {
    const before = (await people.township.get(`/applications/${id}/screening`).expect(200)).body;
    expect(before.standing).toBe('passed');
    service.clock.advance(400 * 86_400_000);
    const { version } = await read(people.clerk, id);
    const asked = { step: 'complete' };
    // whoever may not take the step judges nobody
    for (const path of ['steps/preview', 'steps'])
      expect((await people.clerk.post(`/applications/${id}/${path}`, asked, version)).body.code).toBe('application.not-your-office');
    const early = await people.otherTownship.post(`/applications/${id}/steps/preview`, { step: 'recheck' }, version);
    expect(early.body.code).toBe('application.no-such-step');
    expect((await people.township.get(`/applications/${id}/screening`).expect(200)).body.id).toBe(before.id);
    // one press, again and again: its key stays
    const key = randomUUID();
    const pressed = (proof?: string) =>
      people.otherTownship
        .post(`/applications/${id}/steps`, { ...asked, ...(proof ? { proof } : {}) }, version)
        .set('Idempotency-Key', key);
    const refused = await pressed();
    expect([refused.status, missing(refused)]).toEqual([409, ['screening-clear']]);
    expect(refused.body.detail).toContain('待核实');
    const after = (await people.township.get(`/applications/${id}/screening`).expect(200)).body;
    expect([after.standing, after.id === before.id]).toEqual(['unknown', false]);
    expect(await service.look(`select status from household where village_code = '360781102208'`)).toEqual([]);
    // nothing new is known: the same verdict is not written again, and nothing was done that the key could stand for
    const again = await pressed();
    expect([again.status, missing(again)]).toEqual([409, ['screening-clear']]);
    expect((await people.township.get(`/applications/${id}/screening`).expect(200)).body.id).toBe(after.id);
    await emptyRegisters(service);
    await confirmed(service, id);
    const { body: ready } = await people.otherTownship.post(`/applications/${id}/steps/preview`, asked, version).expect(200);
    const done = await pressed(await proofFor(service, people.otherTownship.principal, ready.digest));
    expect([done.status, done.body.state]).toEqual([200, 'completed']);
  });
});
