import { attach, office, submitted, uploaded, VILLAGE, type Office } from '../../../test/application.factory.js';
import { registerHousehold } from '../../../test/household.factory.js';
import { importExtract, settled } from '../../../test/registers.js';
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
