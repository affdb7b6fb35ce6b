import {
  advanced,
  closeNotice,
  heldMeeting,
  noticeOver,
  office,
  submitted,
  took,
  VILLAGE,
  type Office,
} from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import type { Funnel, WorkList } from './work-list.dto.js';

describe('what is waiting', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
  });
  afterAll(async () => service?.stop());

  const mine = async (by: Caller, query = ''): Promise<WorkList> => (await by.get(`/application-work${query}`).expect(200)).body;
  const stepsFor = async (by: Caller, id: string): Promise<string[]> =>
    (await mine(by)).items.filter((item) => item.id === id).map(({ step }) => step);
  const everywhere = async (id: string): Promise<Record<string, string[]>> => ({
    village: await stepsFor(people.clerk, id),
    township: await stepsFor(people.township, id),
    county: await stepsFor(people.county, id),
  });

  it('for each office exactly the step that is its own, while a case goes its way and time runs on', async () => {
    const standing = service.clock.now.bind(service.clock);
    let looks = 0;
    service.clock.now = () => new Date(standing().getTime() + (looks += 1));
    const { id } = await submitted(service, people);
    // a township may also do what its villages do
    expect(await everywhere(id)).toEqual({ village: ['appraise'], township: ['appraise'], county: [] });
    await heldMeeting(service, people, id, 'group');
    await took(service, people.clerk, id, 'appraise');
    expect(await everywhere(id)).toEqual({ village: ['postGroupNotice'], township: ['postGroupNotice'], county: [] });
    await took(service, people.clerk, id, 'postGroupNotice');
    expect(await everywhere(id)).toEqual({ village: [], township: [], county: [] });
    const dates = async (): Promise<unknown[]> => {
      const { body } = await people.clerk.get(`/applications/${id}`).expect(200);
      return [body.dueOn, body.noticeLastDay, body.notice?.lastDay];
    };
    // while its notice hangs the case waits for the notice's last day and for nobody
    const [due, lastDay, ofNotice] = await dates();
    expect([due, lastDay]).toEqual([null, ofNotice]);
    expect(lastDay).toMatch(/^2016-/);
    await noticeOver(service, people, id);
    expect(await stepsFor(people.clerk, id)).toEqual(['closeGroupNotice']);
    await closeNotice(people.clerk, id);
    expect((await dates())[1]).toBeNull();
    await advanced(service, people, id, 'villageNoticeClosed');
    expect(await everywhere(id)).toEqual({ village: [], township: ['recheck'], county: ['recheck'] });
    await advanced(service, people, id, 'townshipChecked');
    expect(await everywhere(id)).toEqual({ village: [], township: [], county: ['examine'] });
    await advanced(service, people, id, 'announced');
    expect(await everywhere(id)).toEqual({ village: [], township: [], county: [] });
    await noticeOver(service, people, id);
    expect(await everywhere(id)).toEqual({ village: [], township: ['complete'], county: ['complete'] });
    await took(service, people.otherTownship, id, 'complete');
    expect(await everywhere(id)).toEqual({ village: [], township: [], county: [] });
    service.clock.now = standing;
    service.clock.advance(looks);
  });

  it('not for who made the case, and not for another area', async () => {
    const mixed = { ...people, clerk: service.as(officer('360781102')) };
    const { id } = await submitted(service, mixed);
    await advanced(service, people, id, 'villageNoticeClosed');
    expect(await stepsFor(mixed.clerk, id)).toEqual([]);
    expect(await stepsFor(people.township, id)).toEqual(['recheck']);
    expect((await mine(service.as(officer('360781204')))).items).toEqual([]);
    expect(await mine(service.as(officer('360781', ['leader'])))).toEqual({ items: [], counts: [] });
  });

  it('drafts for who wrote them, a void signature for the village', async () => {
    const { body } = await people.clerk.post('/applications', { villageCode: VILLAGE, content: { kind: 'registration' } }).expect(201);
    expect([await stepsFor(people.clerk, body.id), await stepsFor(people.otherClerk, body.id)]).toEqual([['submit'], []]);
    // what an objection, an import or a survey began waits for the village, not for the officer it came from
    await service.look(`update application set source = 'objection', version = version + 1 where id = $1`, [body.id]);
    expect(await stepsFor(people.otherClerk, body.id)).toEqual(['submit']);
    const { id } = await submitted(service, people);
    await service.look('alter table application disable trigger all');
    await service.look('update application set form_signature_id = null where id = $1', [id]);
    await service.look('alter table application enable trigger all');
    expect(await stepsFor(people.clerk, id)).toEqual(['signForm']);
  });

  it('the most urgent first, filtered by step and lateness, counted by step', async () => {
    const first = await submitted(service, people);
    service.clock.advance(20 * 86_400_000);
    const second = await submitted(service, people);
    const list = await mine(people.clerk, '?step=appraise');
    const order = list.items.map(({ id }) => id).filter((id) => [first.id, second.id].includes(id));
    expect(order).toEqual([first.id, second.id]);
    expect(list.items.find(({ id }) => id === first.id)).toMatchObject({ late: true, daysLeft: -5, zh: '村民小组评议' });
    const late = await mine(people.clerk, '?step=appraise&late=true');
    expect(late.items.map(({ id }) => id)).toContain(first.id);
    expect(late.items.map(({ id }) => id)).not.toContain(second.id);
    const counted = list.counts.find(({ step }) => step === 'appraise');
    expect(counted).toMatchObject({ waiting: list.items.length, late: late.items.length });
  });

  it('as a funnel with days in each step, and a late list for township and county', async () => {
    const { body } = await people.county.get('/application-work/funnel').expect(200);
    const states = Object.fromEntries((body as Funnel).states.map((row) => [row.state, row]));
    expect(states['groupNoticePosted']).toMatchObject({ now: 0, medianDaysPassed: 8 });
    expect(states['applied']?.now).toBeGreaterThan(0);
    expect(states['completed']).toMatchObject({ now: 1, passed: 0 });
    const villages = await people.township.get('/application-work/late').expect(200);
    expect(villages.body.items).toContainEqual(expect.objectContaining({ division: VILLAGE, state: 'applied' }));
    const townships = await people.county.get('/application-work/late?by=township').expect(200);
    expect(townships.body.items).toContainEqual(expect.objectContaining({ division: '360781102000', state: 'applied' }));
    expect(townships.body.total).toBe(villages.body.total);
    expect((await service.as(officer('360781204')).get('/application-work/late')).body).toEqual({ items: [], total: 0 });
  });
});
