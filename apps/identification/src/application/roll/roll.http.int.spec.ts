import { randomUUID } from 'node:crypto';
import { attach, office, read, step, submitted, took, VILLAGE, type Office } from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';

const GROUP = '第七小组';

describe('rolls of voters and representatives', () => {
  let service: Identification;
  let people: Office;
  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), withFakeScreening().module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const roll = (parts: object = {}) => ({
    ...{ villageCode: VILLAGE, validFrom: '2016-01-01', sourceDocument: '凤岗村2016年户籍底册（壬田派出所）', documentDate: '2016-01-01' },
    groups: [{ groupName: GROUP, households: 30 }],
    ...parts,
  });
  const confirmed = async (parts: object = {}): Promise<string> => {
    service.clock.advance(1_000);
    const { body } = await people.township.post('/rolls', roll(parts)).expect(201);
    await people.otherTownship.post(`/rolls/${body.id}/confirm`).expect(200);
    return body.id;
  };
  const wanted = async (by: Caller): Promise<object | undefined> =>
    ((await by.get('/rolls/wanted').expect(200)).body.items as { villageCode: string }[]).find(
      ({ villageCode }) => villageCode === VILLAGE,
    );
  const toConfirm = async (by: Caller): Promise<string[]> =>
    (await by.get('/rolls?mine=true').expect(200)).body.items.map((one: { id: string }) => one.id);
  const meeting = (applicationId: string, parts: object = {}, present = 20) => ({
    ...{ kind: 'group', villageCode: VILLAGE, groupName: GROUP, heldOn: service.clock.today(), place: '村部', chairName: '罗组长' },
    ...{ basis: 'households', present, minutes: '逐户评议。', screeningReadOut: true },
    votes: [{ applicationId, votesFor: present, votesAgainst: 0, abstained: 0 }],
    ...parts,
  });
  const recorded = async (body: object): Promise<[number, string]> => {
    service.clock.advance(1_000);
    const { status, body: answer } = await people.clerk.post('/meetings', body);
    return [status, answer.code];
  };
  const missing = async (id: string): Promise<string[]> =>
    (await step(service, people.clerk, id, 'appraise')).body.problems.map(({ code }: { code: string }) => code);

  it('without one the step and the record of the meeting say which roll is missing and whose it is; a proposed one does not count', async () => {
    const { id, next } = await submitted(service, people, { groupName: GROUP });
    const need = next.find(({ step: name }) => name === 'appraise')?.checklist.find(({ code }) => code === 'roll-in-force');
    expect(need).toMatchObject({ met: false, by: 'township', zh: expect.stringContaining('在“参会名册”登记本组户数') });
    const { status, body: refused } = await people.clerk.post('/meetings', meeting(id));
    expect([status, refused.code]).toEqual([409, 'meeting.no-roll']);
    expect(refused.next).toContain('请乡镇在“参会名册”登记本组户数');
    expect(await wanted(people.township)).toMatchObject({ latestFrom: null, isWaiting: false });
    const { body: entered } = await people.township.post('/rolls', roll()).expect(201);
    // it waits for the colleague and not for who entered it; the village still has none
    expect([await toConfirm(people.township), await toConfirm(people.otherTownship)]).toEqual([[], [entered.id]]);
    expect(await wanted(people.township)).toMatchObject({ latestFrom: null, isWaiting: true });
    expect(entered).toMatchObject({ status: 'proposed', groups: [{ groupName: GROUP, households: 30, adults: null }] });
    expect((await recorded(meeting(id)))[1]).toBe('meeting.no-roll');
    // another person stands for it, and once
    expect((await people.township.post(`/rolls/${entered.id}/confirm`)).body.code).toBe('roll.own');
    expect((await people.clerk.post('/rolls', roll())).status).toBe(403);
    expect((await people.clerk.post(`/rolls/${entered.id}/confirm`)).status).toBe(403);
    await people.otherTownship.post(`/rolls/${entered.id}/confirm`).expect(200);
    expect((await people.otherTownship.post(`/rolls/${entered.id}/reject`, { reason: '又想退回了' })).body.code).toBe('roll.decided');
    expect([await wanted(people.township), await toConfirm(people.otherTownship)]).toEqual([undefined, []]);
    const logged = await service.look('select action, account_id from audit_log where object_id = $1 order by occurred_at', [entered.id]);
    expect(logged).toMatchObject([
      { action: 'roll.enter' },
      { action: 'roll.confirm', account_id: people.otherTownship.principal.accountId },
    ]);
    expect(await missing(id)).toEqual(expect.arrayContaining(['meeting-held']));
    expect(await missing(id)).not.toContain('roll-in-force');
  });

  it('counts the quorum: two thirds of the roll had to come, nobody beside it came, nobody types another number', async () => {
    const { id } = await submitted(service, people, { groupName: GROUP });
    expect(await recorded(meeting(id, { eligible: 24 }))).toEqual([422, 'meeting.eligible-not-of-roll']);
    expect(await recorded(meeting(id, {}, 31))).toEqual([422, 'meeting.more-present-than-roll']);
    expect(await recorded(meeting(id, { votes: [{ applicationId: id, votesFor: 21, votesAgainst: 0, abstained: 0 }] }))).toEqual([
      422,
      'meeting.votes',
    ]);
    expect(await recorded(meeting(id, { basis: 'representatives' }))).toEqual([422, 'meeting.basis']);
    expect((await recorded(meeting(id, { basis: 'adults' })))[1]).toBe('meeting.no-roll');
    service.clock.advance(1_000);
    const { body: few } = await people.clerk.post('/meetings', meeting(id, {}, 19)).expect(201);
    expect(few).toMatchObject({ eligible: 30, quorum: 20, quorate: false, eligibleSource: 'householdRegister' });
    expect(few.roll).toMatchObject({ validFrom: '2016-01-01', sourceDocument: expect.stringContaining('户籍底册') });
    expect(await missing(id)).toContain('quorum');
    service.clock.advance(1_000);
    const { body: enough } = await people.clerk.post('/meetings', meeting(id, { repeatReason: '前次到会人数不足' }, 20)).expect(201);
    for (const role of ['signIn', 'photo', 'video']) await attach(service, people.clerk, `/meetings/${enough.id}`, role);
    expect((await took(service, people.clerk, id, 'appraise')).state).toBe('groupAppraised');
  });

  it('is that of the day of the meeting: a later one does not count back, one that corrects a group leaves the others', async () => {
    await confirmed({ groups: [{ groupName: '第八小组', households: 12, adults: 40 }], representatives: 45 });
    await confirmed({ validFrom: '2016-06-10', documentDate: '2016-06-10', groups: [{ groupName: GROUP, households: 33 }] });
    const on = async (day: string, basis: string, groupName?: string): Promise<number | undefined> => {
      const query = new URLSearchParams({ villageCode: VILLAGE, basis, on: day, ...(groupName ? { groupName } : {}) });
      return (await people.clerk.get(`/rolls/in-force?${query.toString()}`).expect(200)).body.roll?.count;
    };
    expect(await on('2016-06-09', 'households', GROUP)).toBe(30);
    expect(await on('2016-06-10', 'households', GROUP)).toBe(33);
    expect(await on('2016-06-15', 'adults', '第八小组')).toBe(40);
    expect(await on('2016-06-15', 'representatives')).toBe(45);
    expect(await on('2015-12-31', 'representatives')).toBeUndefined();
    // the checklist says of whom and from which day before the village meets
    const words = async (groupName: string): Promise<unknown> =>
      (await submitted(service, people, { groupName })).next
        .find(({ step: name }) => name === 'appraise')
        ?.checklist.find(({ code }) => code === 'roll-in-force');
    expect(await words(GROUP)).toMatchObject({
      met: true,
      zh: '已确认的参会名册写明本组户数（2016-01-01 起）；没有写明本组成年村民数，不能按此登记会议；此前召开的会议没有名册',
      en: 'Confirmed rolls state the households of the group (from 2016-01-01 on); not the adults of the group, no meeting is recorded by them; none counts a meeting of an earlier day',
    });
    await confirmed({ validFrom: '2016-06-12', documentDate: '2016-06-12', groups: [{ groupName: GROUP, adults: 75 }] });
    expect(await words(GROUP)).toMatchObject({
      zh: expect.stringContaining('本组户数（2016-01-01 起）、本组成年村民数（2016-06-12 起）；此前'),
    });
    // a record that names the old number is corrected to the new one, and keeps what it said
    const { id } = await submitted(service, people, { groupName: GROUP });
    service.clock.advance(1_000);
    const { body: made } = await people.clerk.post('/meetings', meeting(id, { heldOn: '2016-06-09' })).expect(201);
    expect(made.eligible).toBe(30);
    const corrected = { ...meeting(id, { heldOn: '2016-06-15' }, 22), reason: '会议日期填写有误' };
    const { body: now } = await people.clerk.put(`/meetings/${made.id}`, corrected, made.version).expect(200);
    expect([now.eligible, now.quorum, now.revisions[0].eligible]).toEqual([33, 22, 30]);
  });

  it('refuses what no document says: a later document, a place that is no village of the own area, nothing at all, one group twice', async () => {
    const code = async (parts: object, by: Caller = people.township): Promise<string> => (await by.post('/rolls', roll(parts))).body.code;
    expect(await code({ documentDate: '2016-06-16', validFrom: '2016-07-01' })).toBe('roll.future');
    expect(await code({ villageCode: '360781204206' })).toBe('roll.not-a-village');
    expect(await code({ villageCode: '360781102999' })).toBe('roll.not-a-village');
    const malformed = [{ groups: [] }, { groups: [{ groupName: GROUP }] }, { sourceDocument: '' }, { representatives: 0 }];
    for (const parts of [...malformed, { groups: [1, 2].map(() => ({ groupName: GROUP, households: 3 })) }])
      expect(await code(parts)).toBe('request.malformed');
  });

  it('is seen and kept within the own area; sent back it does not count, also by who entered it', async () => {
    const outsider = service.as(officer('360781204'));
    const { body: entered } = await people.township
      .post('/rolls', roll({ groups: [{ groupName: '第九小组', households: 9 }] }))
      .expect(201);
    expect((await outsider.get('/rolls').expect(200)).body.items).toEqual([]);
    for (const answer of [
      await outsider.get(`/rolls/${entered.id}`),
      await outsider.post(`/rolls/${entered.id}/confirm`),
      await outsider.post(`/rolls/${randomUUID()}/reject`, { reason: '不是本乡镇' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'roll.not-found']);
    const { body: list } = await people.clerk.get('/rolls?status=proposed').expect(200);
    expect(list.items.map(({ id }: { id: string }) => id)).toEqual([entered.id]);
    const { body: sent } = await people.township.post(`/rolls/${entered.id}/reject`, { reason: '户数抄错一行' }).expect(200);
    expect(sent).toMatchObject({ status: 'rejected', decisionReason: '户数抄错一行' });
    const { body: first } = await people.clerk.get('/rolls?limit=1').expect(200);
    const { body: second } = await people.clerk.get(`/rolls?limit=500&cursor=${encodeURIComponent(first.nextCursor)}`).expect(200);
    expect(new Set([...first.items, ...second.items].map(({ id }: { id: string }) => id)).size).toBe(5);
  });

  it('a meeting held before anybody kept rolls is recorded by one whose document is of a later day', async () => {
    const group = '第十一小组';
    const { id } = await submitted(service, people, { groupName: group });
    const held = meeting(id, { groupName: group, heldOn: '2016-06-01' });
    expect(await recorded(held)).toEqual([409, 'meeting.no-roll']);
    const parts = { validFrom: '2016-06-01', documentDate: '2016-06-14', groups: [{ groupName: group, households: 24 }] };
    const { body: entered } = await people.township.post('/rolls', roll(parts)).expect(201);
    // two persons stand for it as for any other
    expect((await people.township.post(`/rolls/${entered.id}/confirm`)).body.code).toBe('roll.own');
    expect(await recorded(held)).toEqual([409, 'meeting.no-roll']);
    await people.otherTownship.post(`/rolls/${entered.id}/confirm`).expect(200);
    service.clock.advance(1_000);
    expect((await people.clerk.post('/meetings', held).expect(201)).body).toMatchObject({
      eligible: 24,
      roll: { validFrom: '2016-06-01' },
    });
    expect(await recorded({ ...held, heldOn: '2016-05-31' })).toEqual([409, 'meeting.no-roll']);
  });

  it('names the groups that households and running cases of the village know, to nobody of another area', async () => {
    const next = '360781102209';
    for (const villageCode of [VILLAGE, next]) await registerHousehold(service, { villageCode });
    const [household] = await service.look<{ group_name: string }>('select group_name from household where village_code = $1', [next]);
    await submitted(service, people, { groupName: '第十四小组' });
    const groups = async (by: Caller, village = VILLAGE): Promise<string[]> =>
      (await by.get(`/rolls/groups?villageCode=${village}`).expect(200)).body.groupNames;
    const known = await groups(people.township);
    expect(known).toEqual(expect.arrayContaining([household?.group_name, '第十四小组', GROUP]));
    // one that only a roll names is none of them, and a village has its own
    expect(known).not.toContain('第八小组');
    expect(await groups(people.township, next)).toEqual([household?.group_name]);
    expect(new Set(known).size).toBe(known.length);
    expect(await groups(service.as(officer('360781204')))).toEqual([]);
    expect((await people.township.get('/rolls/groups?villageCode=360781102')).body.code).toBe('request.malformed');
  });

  it('the database keeps it: nothing decided changes, no line is added, no meeting is counted by another number', async () => {
    const [kept] = await service.look<{ id: string }>(`select id from voter_roll where status = 'confirmed' order by decided_at limit 1`);
    for (const statement of [
      'update voter_roll set representatives = 9 where id = $1',
      `update voter_roll set status = 'rejected' where id = $1`,
      'delete from voter_roll where id = $1',
    ])
      await expect(service.look(statement, [kept?.id])).rejects.toMatchObject({ code: 'JZ043' });
    const line = `insert into voter_roll_group values ($1, '${VILLAGE}', '第十小组', 5, null)`;
    await expect(service.look(line, [kept?.id])).rejects.toMatchObject({ code: 'JZ043' });
    await expect(service.look('update voter_roll_group set households = 1 where roll_id = $1', [kept?.id])).rejects.toMatchObject({
      code: 'JZ001',
    });
    const { body: own } = await people.township.post('/rolls', roll()).expect(201);
    await expect(
      service.look(
        `update voter_roll set status = 'confirmed', decided_by = entered_by, decided_by_name = entered_by_name, decided_at = entered_at where id = $1`,
        [own.id],
      ),
    ).rejects.toThrow(/voter_roll_confirmed_by_another/);
    const withChange = (columns: string, values: string): Promise<unknown[]> =>
      service.look(
        `insert into meeting (id, kind, village_code, group_name, held_on, place, chair_name, basis, present, screening_read_out, recorded_by,
           recorded_by_name, recorded_at, ${columns})
         select gen_random_uuid(), kind, village_code, group_name, held_on, place, chair_name, basis, present, screening_read_out, recorded_by,
           recorded_by_name, recorded_at, ${values} from meeting where roll_id is not null order by id limit 1`,
      );
    for (const values of ['null, eligible', 'roll_id, eligible + 1', `'${own.id}', eligible`])
      await expect(withChange('roll_id, eligible', values)).rejects.toMatchObject({ code: 'JZ044' });
    expect(await read(people.clerk, (await submitted(service, people)).id)).toMatchObject({ state: 'applied' });
  });

  it('is wanted anew when it is older than the policy lets it count, in the own area only', async () => {
    expect(await wanted(people.township)).toBeUndefined();
    service.clock.advance(800 * 86_400_000);
    expect(await wanted(people.township)).toMatchObject({ latestFrom: expect.stringMatching(/^2016-/) });
    const { body } = await service.as(officer('360781204')).get('/rolls/wanted').expect(200);
    const villages = (body.items as { villageCode: string }[]).map(({ villageCode }) => villageCode);
    expect([villages.length > 0, villages.every((code) => code.startsWith('360781204'))]).toEqual([true, true]);
    expect((await people.township.get('/rolls/wanted?area=360781204').expect(200)).body.items).toEqual([]);
    expect((await people.clerk.get('/rolls/wanted')).status).toBe(403);
  });
});
