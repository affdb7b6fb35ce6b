import {
  entitled,
  heldMeeting,
  office,
  proofFor,
  read,
  step,
  submitted,
  took,
  VILLAGE,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { SealedContent } from '../content/sealed-content.js';
import { startIdentification, type Identification } from '../../../test/service.js';

const DAY = 86_400_000;
const LOST = { votesFor: 5, votesAgainst: 19, abstained: 0 };

describe('a lost vote stands', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
    await entitled(service, 'group');
  });
  afterAll(async () => service?.stop());

  const meeting = (applicationId: string, parts: object = {}): object => ({
    ...{ kind: 'group', villageCode: VILLAGE, groupName: '第三小组', heldOn: service.clock.today(), place: '村部会议室' },
    ...{ chairName: '罗组长', basis: 'households', eligible: 30, present: 24, minutes: '逐户评议。' },
    ...{ screeningReadOut: true, votes: [{ applicationId, votesFor: 24, votesAgainst: 0, abstained: 0 }], ...parts },
  });
  const record = async (body: object): Promise<[number, string | undefined]> => {
    service.clock.advance(1_000);
    const answer = await people.clerk.post('/meetings', body);
    return [answer.status, answer.body.code];
  };

  it('a second meeting does not put it aside: without a reason, too early or once too often it is refused, and the case is rejected', async () => {
    const { id } = await submitted(service, people);
    const first = await heldMeeting(service, people, id, 'group', LOST);
    expect(await record(meeting(id))).toEqual([422, 'meeting.lost-vote-no-reason']);
    const repeatReason = '部分户主外出务工，返乡后要求再次表决';
    expect(await record(meeting(id, { repeatReason }))).toEqual([409, 'meeting.repeat-too-early']);
    expect((await read(people.clerk, id)).meetingId).toBe(first);
    service.clock.advance(10 * DAY);
    await heldMeeting(service, people, id, 'group', { ...LOST, repeatReason });
    service.clock.advance(10 * DAY);
    expect(await record(meeting(id, { repeatReason }))).toEqual([409, 'meeting.repeat-spent']);
    expect(await took(service, people.clerk, id, 'appraise')).toMatchObject({ state: 'rejected' });
  });

  it('repeated as the rules allow, the earlier result stands on the page of the case and on the notice', async () => {
    const { id } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group', LOST);
    service.clock.advance(10 * DAY);
    await heldMeeting(service, people, id, 'group', { repeatReason: '评议时对该户住房情况有误解，核实后再次表决' });
    const page = await took(service, people.clerk, id, 'appraise');
    expect(page.meetings).toMatchObject([
      { votesFor: 5, majority: false, used: false, repeatReason: null },
      { votesFor: 22, majority: true, used: true, repeatReason: '评议时对该户住房情况有误解，核实后再次表决' },
    ]);
    const { notice } = await took(service, people.clerk, id, 'postGroupNotice');
    const [stored] = await service.look<{ content: object }>('select content from notice where id = $1', [notice?.id]);
    expect(JSON.stringify(stored?.content)).toMatch(/"lostVotes".*"inFavour":5/);
    const pub = await people.clerk.get(`/public/notices/${notice?.id}`).expect(200);
    expect(JSON.stringify(pub.body)).toContain('前次表决情况（未通过）');
  });

  it('nor does a correction of the content: the household that was voted down stays voted down under another cause of poverty', async () => {
    const { id } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group', LOST);
    const [row] = await service.look<{ content_cipher: Buffer }>('select content_cipher from application where id = $1', [id]);
    const plain = service.app.get(SealedContent, { strict: false }).open(id, row?.content_cipher as Buffer);
    const { version } = await read(people.clerk, id);
    const content = { ...plain, mainCause: '02', secondaryCauses: [] };
    await people.clerk.put(`/applications/${id}/content`, { content, reason: '致贫原因填错' }, version).expect(200);
    expect(await record(meeting(id))).toEqual([422, 'meeting.lost-vote-no-reason']);
    expect(await record(meeting(id, { repeatReason: '更正后再次表决' }))).toEqual([409, 'meeting.repeat-too-early']);
  });

  it('without quorum nothing was decided: it is held again at once, and says why', async () => {
    const { id } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group', { present: 10, votesFor: 3, votesAgainst: 7, abstained: 0 });
    expect(await record(meeting(id))).toEqual([422, 'meeting.lost-vote-no-reason']);
    expect((await record(meeting(id, { repeatReason: '前次到会人数不足，依法另行召开' })))[0]).toBe(201);
  });

  it('a village does not correct it into a won one or out of the record; the township does, and what it said stays', async () => {
    const { id } = await submitted(service, people);
    const other = await submitted(service, people);
    const meetingId = await heldMeeting(service, people, id, 'group', LOST);
    const reason = '计票有误，按签到表和计票单更正';
    const correct = async (by: typeof people.clerk, body: object) => {
      const { version } = (await by.get(`/meetings/${meetingId}`).expect(200)).body;
      return by.put(`/meetings/${meetingId}`, { ...body, reason }, version);
    };
    expect((await correct(people.clerk, meeting(id))).body.code).toBe('meeting.lost-vote-by-village');
    expect((await correct(people.otherClerk, meeting(other.id))).body.code).toBe('meeting.lost-vote-by-village');
    const small = meeting(id, { votes: [{ applicationId: id, votesFor: 6, votesAgainst: 18, abstained: 0 }] });
    expect((await correct(people.clerk, small)).status).toBe(200);
    const { body } = await correct(people.township, meeting(id));
    expect(body.revisions).toMatchObject([
      { version: 1, reason, votes: [{ applicationId: id, votesFor: 5, votesAgainst: 19 }] },
      { version: 2, reason, votes: [{ applicationId: id, votesFor: 6, votesAgainst: 18 }] },
    ]);
    expect((await read(people.township, id)).meetings).toMatchObject([
      { votesFor: 24, majority: true, corrections: [{ votesFor: 5, voted: true, reason }, { votesFor: 6 }] },
    ]);
    // the household that is no longer in the record still finds what was said of it
    await correct(people.township, meeting(other.id));
    expect((await read(people.township, id)).meetings).toMatchObject([{ votesFor: 0, corrections: [{}, {}, { votesFor: 24 }] }]);
  });

  it('a return by the township opens the step anew', async () => {
    const { id } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group');
    await took(service, people.clerk, id, 'appraise');
    await took(service, people.township, id, 'return', { to: 'applied', reason: '评议程序有误' });
    await heldMeeting(service, people, id, 'group');
    expect(await took(service, people.clerk, id, 'appraise')).toMatchObject({ state: 'groupAppraised' });
  });

  it('where the number of those eligible is from stands in the record, beside the number of the meeting before', async () => {
    const { id } = await submitted(service, people);
    await heldMeeting(service, people, id, 'group', { eligible: 24 });
    const [last] = (await read(people.township, id)).meetings.slice(-1);
    expect(last).toMatchObject({ eligible: 24, eligibleSource: 'householdRegister', eligibleBefore: { eligible: 30 } });
    await entitled(service, 'group');
  });

  it('two clerks at once: the vote that was lost is seen by the other', async () => {
    const { id } = await submitted(service, people);
    const lost = meeting(id, { votes: [{ applicationId: id, ...LOST }] });
    const answers = await Promise.all([people.clerk.post('/meetings', lost), people.otherClerk.post('/meetings', lost)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('the database refuses what no service would write', async () => {
    const { id, version } = await submitted(service, people);
    const lost = await heldMeeting(service, people, id, 'group', LOST);
    await expect(service.look('update meeting set present = 20 where id = $1', [lost])).rejects.toThrow(/new version/);
    await expect(service.look('update meeting set version = version + 1 where id = $1', [lost])).rejects.toThrow(/without keeping/);
    const [again] = await service.look<{ id: string }>(
      `insert into meeting (id, kind, village_code, group_name, held_on, place, chair_name, basis, eligible, roll_id, present, screening_read_out, recorded_by,
         recorded_by_name, recorded_at)
       select gen_random_uuid(), kind, village_code, group_name, held_on, place, chair_name, basis, eligible, roll_id, present, screening_read_out, recorded_by,
         recorded_by_name, recorded_at + interval '1 second' from meeting where id = $1 returning id`,
      [lost],
    );
    await expect(
      service.look(
        `insert into meeting_vote (meeting_id, application_id, village_code, judged_digest, present, votes_for, votes_against, abstained)
         values ($1, $2, $3, '', 24, 24, 0, 0)`,
        [again?.id, id, VILLAGE],
      ),
    ).rejects.toThrow(/stated reason/);
    const preview = await people.clerk.post(`/applications/${id}/steps/preview`, { step: 'appraise' }, version).expect(200);
    expect(await proofFor(service, people.clerk.principal, preview.body.digest)).toBeTruthy();
    expect((await step(service, people.clerk, id, 'appraise')).body.state).toBe('rejected');
  });
});
