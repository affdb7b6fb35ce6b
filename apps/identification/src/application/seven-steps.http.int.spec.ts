import { advanced, office, submitted, type Office } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { eventsPublished } from '../../test/published-events.js';
import { startIdentification, type Identification } from '../../test/service.js';

describe('the seven steps over HTTP', () => {
  const { module, screening } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  it('lead a household from its application into the register', async () => {
    let page = await submitted(service, people);
    const { id } = page;
    expect(page).toMatchObject({ state: 'applied', headName: '朱秋生', memberCount: 2, formSigned: true, appliedOn: '2016-06-15' });
    expect(screening.subjects.get(id)?.persons).toHaveLength(2);

    page = await advanced(service, people, id, 'groupNoticePosted');
    expect(page).toMatchObject({ notice: { postedOn: '2016-06-15', lastDay: '2016-06-22' }, dueOn: null });
    page = await advanced(service, people, id, 'townshipChecked');
    expect(page).toMatchObject({ countyStep: true });
    page = await advanced(service, people, id, 'completed');
    expect(page).toMatchObject({ householdId: expect.any(String), next: [], late: false });
    expect(screening.ended.get(id)).toEqual({ registeredAs: page.householdId });

    const { body: household } = await people.county.get(`/households/${page.householdId}`).expect(200);
    expect(household).toMatchObject({
      headName: '朱秋生',
      status: 'registered',
      category: 'general',
      mainCause: '07',
      registeredElsewhere: false,
      version: 1,
      members: [{ name: '朱秋生' }, { name: '谢香莲' }],
    });
    const events = await eventsPublished(service, page.householdId as string, 1);
    expect(events).toMatchObject([
      { type: 'identification.household.registered.v1', data: { mainCause: '07', category: 'general', memberCount: 2 } },
    ]);
    const steps = await eventsPublished(service, id, 10);
    expect(steps.map(({ data }) => data['step'])).toEqual([
      ...[
        'submit',
        'appraise',
        'postGroupNotice',
        'closeGroupNotice',
        'review',
        'postVillageNotice',
        'closeVillageNotice',
        'recheck',
        'examine',
      ],
      ...['announce', 'complete'],
    ]);
    expect(JSON.stringify(steps)).not.toContain('朱秋生');
  });
});
