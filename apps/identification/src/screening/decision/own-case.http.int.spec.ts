import { attach, office, submitted, type Office } from '../../../test/application.factory.js';
import { startIdentification, type Caller, type Identification } from '../../../test/service.js';

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
  }, 60_000);
});
