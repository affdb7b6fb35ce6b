import {
  advanced,
  draft,
  office,
  read,
  registrationContent,
  submitted,
  took,
  withdrawn,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { officer, startIdentification, type Identification } from '../../../test/service.js';

describe('attempts of the same household', () => {
  let service: Identification;
  let people: Office;
  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), withFakeScreening().module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const seen = async (id: string): Promise<(string | number | boolean | null)[][]> =>
    (await read(people.clerk, id)).attempts.map((one) => [one.when, one.id, one.state, one.samePersons, one.sameHousehold, one.reason]);

  it('a case that was withdrawn, one that was rejected and the one that came after know each other, also in the registered file', async () => {
    const content = registrationContent();
    const first = await submitted(service, people, content);
    expect(await seen(first.id)).toEqual([]);
    await withdrawn(service, people, first.id, '户主外出务工');
    service.clock.advance(86_400_000);
    // the head has left the household meanwhile, so only one person is the same
    const members = (content['members'] as { relation: string }[]).slice(1).map((member) => ({ ...member, relation: '01' }));
    const second = await submitted(service, people, { ...content, members });
    await took(service, people.township, (await advanced(service, people, second.id, 'villageNoticeClosed')).id, 'reject', {
      reason: '与实际情况不符',
    });
    service.clock.advance(86_400_000);
    // a draft that nobody handed in is no attempt, and looks back all the same
    const typed = await draft(people, content);
    expect(await seen(typed.id)).toEqual([
      ['earlier', first.id, 'withdrawn', 2, false, '户主外出务工'],
      ['earlier', second.id, 'rejected', 1, false, '与实际情况不符'],
    ]);
    const third = await submitted(service, people, content);
    const done = await advanced(service, people, third.id, 'completed');
    expect(await seen(first.id)).toEqual([
      ['later', second.id, 'rejected', 1, false, '与实际情况不符'],
      ['later', third.id, 'completed', 2, false, null],
    ]);
    const { body: removal } = await people.clerk
      .post('/applications', { householdId: done.householdId, content: { kind: 'removal', ground: 'income', statement: '收入已超过标准' } })
      .expect(201);
    expect(await seen(removal.id)).toEqual([
      ['earlier', first.id, 'withdrawn', 2, false, '户主外出务工'],
      ['earlier', second.id, 'rejected', 1, false, '与实际情况不符'],
      ['earlier', third.id, 'completed', 2, true, null],
    ]);
    const [earlier] = (await read(people.clerk, third.id)).attempts;
    expect(earlier).toMatchObject({ kind: 'registration', headName: '朱秋生', appliedOn: '2016-06-15', endedOn: '2016-06-15' });
  });

  it('a village learns nothing of what the persons asked for in another one; the county sees both', async () => {
    const content = registrationContent();
    const first = await submitted(service, people, content);
    await withdrawn(service, people, first.id);
    // of two cases of one instant none is the earlier
    service.clock.advance(1_000);
    const elsewhere = office(service, '360781204201');
    const { body } = await elsewhere.clerk.post('/applications', { villageCode: '360781204201', content }).expect(201);
    expect((await read(elsewhere.clerk, body.id)).attempts).toEqual([]);
    expect((await read(elsewhere.township, body.id)).attempts).toEqual([]);
    const county = service.as(officer('360781', ['county-officer']));
    expect((await read(county, body.id)).attempts.map(({ id, when }) => [id, when])).toEqual([[first.id, 'earlier']]);
  });
});
