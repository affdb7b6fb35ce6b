import { entitled, office, submitted, VILLAGE, type Office } from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { startIdentification, type Identification } from '../../../test/service.js';

describe('how many households a group has', () => {
  let service: Identification;
  let people: Office;
  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), withFakeScreening().module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const meeting = (applicationId: string, eligible: number, parts: object = {}) => ({
    ...{ kind: 'group', villageCode: VILLAGE, groupName: '第一组', heldOn: '2016-06-15', place: '村部会议室', chairName: '罗组长' },
    ...{ basis: 'households', eligible, eligibleSource: 'householdRegister', present: 3, minutes: '逐户评议。', screeningReadOut: true },
    votes: [{ applicationId, votesFor: 3, votesAgainst: 0, abstained: 0 }],
    ...parts,
  });

  it('is never less than those in the register and those that apply: both numbers are named, nothing is written', async () => {
    for (let i = 0; i < 4; i += 1) await registerHousehold(service, { villageCode: VILLAGE });
    await registerHousehold(service, { villageCode: '360781102209' });
    await registerHousehold(service, { villageCode: VILLAGE, status: 'cleanedOut' });
    await registerHousehold(service, { villageCode: VILLAGE, registeredOn: '2016-06-16' });
    const { id } = await submitted(service, people, { groupName: '第一组' });
    await entitled(service, 'group', { count: 4, groupName: '第一组' });
    const { status, body } = await people.clerk.post('/meetings', meeting(id, 4));
    expect([status, body.code, body.problems[0].pointer]).toEqual([422, 'meeting.fewer-than-known', '/eligible']);
    expect(body.detail).toBe('名册中的应到户数为 4 户，而本组在册贫困户和本次评议的申请户合计已有 5 户。');
    expect(await service.look('select from meeting')).toEqual([]);
    // adults are not counted by households
    await people.clerk.post('/meetings', meeting(id, 4, { basis: 'adults' })).expect(201);
    await entitled(service, 'group', { count: 5, groupName: '第一组' });
    const { body: made } = await people.clerk.post('/meetings', meeting(id, 5)).expect(201);
    const { body: stored } = await people.clerk.get(`/meetings/${made.id}`).expect(200);
    await entitled(service, 'group', { count: 4, groupName: '第一组' });
    const corrected = await people.clerk.put(`/meetings/${made.id}`, { ...meeting(id, 4), reason: '应到户数填写有误' }, stored.version);
    expect(corrected.body.code).toBe('meeting.fewer-than-known');
  });
});
