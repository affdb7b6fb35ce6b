import { advanced, heldMeeting, office, read, step, submitted, type Office } from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { decideObjection, objected } from '../../../test/notice.factory.js';
import { startIdentification, type Identification } from '../../../test/service.js';

describe('corrected records of meetings', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const record = (applicationId: string): object => ({
    reason: '计票有误，按签到表更正',
    ...{ kind: 'group', villageCode: '360781102208', groupName: '第三小组', heldOn: service.clock.today(), place: '村部会议室' },
    ...{
      chairName: '罗组长',
      basis: 'households',
      eligible: 30,
      eligibleSource: 'householdRegister',
      present: 24,
      minutes: '会议记录：票数更正。',
      screeningReadOut: true,
    },
    votes: [{ applicationId, votesFor: 24, votesAgainst: 0, abstained: 0 }],
  });

  it('whoever rewrote the votes has made the case: neither re-checks, rejects nor answers an objection to it', async () => {
    const { id } = await submitted(service, people);
    const meetingId = await heldMeeting(service, people, id, 'group');
    const { version } = (await people.township.get(`/meetings/${meetingId}`).expect(200)).body;
    expect((await people.township.put(`/meetings/${meetingId}`, record(id), version)).status).toBe(200);
    await advanced(service, people, id, 'groupNoticePosted');
    const rejected = await step(service, people.township, id, 'reject', { reason: '不符合条件' });
    expect(rejected.body.problems).toMatchObject([{ code: 'not-maker' }]);
    const { notice } = await read(people.clerk, id);
    const objection = await objected(service, notice?.id ?? '', { text: '该户在县城有商品房，请核实。' });
    const finding = { outcome: 'dismissed', effect: null, answer: 'facts-not-confirmed', findings: '经入户核实，与事实不符。' };
    const own = await decideObjection(service, people.township, objection.id, finding);
    expect([own.status, own.body.code]).toEqual([403, 'objection.own-case']);
    expect((await decideObjection(service, people.otherTownship, objection.id, finding)).status).toBe(200);
  });

  it('a case that is being decided on is not taken out of its record meanwhile', async () => {
    const { id } = await submitted(service, people);
    const other = await submitted(service, people);
    const meetingId = await heldMeeting(service, people, id, 'group');
    const { version } = (await people.clerk.get(`/meetings/${meetingId}`).expect(200)).body;
    let isAnswered = false;
    const correcting = await service.db.connection({ kind: 'system', name: 'scheduler' }, async (client) => {
      await client.query('select from application where id = $1 for update', [id]);
      const answer = people.clerk.put(`/meetings/${meetingId}`, record(other.id), version).then((response) => {
        isAnswered = true;
        return response;
      });
      const waits = async (): Promise<boolean> =>
        (await client.query('select from pg_locks where not granted and pid <> pg_backend_pid()')).rowCount !== 0;
      while (!isAnswered && !(await waits()));
      expect(isAnswered).toBe(false);
      return { answer };
    });
    expect((await correcting.answer).status).toBe(200);
  });
});
