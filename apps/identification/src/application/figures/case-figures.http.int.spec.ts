import { advanced, draft, office, submitted, type Office } from '../../../test/application.factory.js';
import { withFakeScreening } from '../../../test/fake-screening.js';
import { officer, startIdentification, type Identification } from '../../../test/service.js';
import type { CaseFigures } from './case-figures.dto.js';

const DAY = 86_400_000;

describe('figures of the cases', () => {
  const { module } = withFakeScreening();
  let service: Identification;
  let people: Office;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'), module);
    people = office(service);
    await draft(people);
    const waiting = await submitted(service, people);
    service.clock.advance(2 * DAY);
    const moved = await submitted(service, people);
    service.clock.advance(4 * DAY);
    await advanced(service, people, moved.id, 'groupNoticePosted');
    service.clock.advance(20 * DAY);
    expect(waiting.state).toBe('applied');
  });
  afterAll(async () => service?.stop());

  const figures = async (by = people.clerk, query = ''): Promise<CaseFigures> =>
    (await by.get(`/application-figures${query}`).expect(200)).body as CaseFigures;

  it('count where cases stand, which are late, and how long they have been there', async () => {
    const { states, ended } = await figures();
    const of = (state: string) => states.find((row) => row.state === state);
    expect(of('draft')).toMatchObject({ here: 1, passed: 0, medianDays: null });
    // the one that waits is late (policy: 15 days), the other left after four days
    expect(of('applied')).toEqual({ state: 'applied', here: 1, late: 1, longestDays: 26, passed: 1, medianDays: 4 });
    expect(of('groupAppraised')).toMatchObject({ here: 0, passed: 1, medianDays: 0 });
    expect(of('groupNoticePosted')).toMatchObject({ here: 1, late: 0, longestDays: 20 });
    expect(ended).toEqual({ completed: 0, rejected: 0, withdrawn: 0 });
  });

  it('stay within the caller’s area, whatever is asked', async () => {
    const elsewhere = service.as(officer('360781103'));
    for (const query of ['', '?area=360781102', '?area=360781'])
      expect((await figures(elsewhere, query)).states.every(({ here, passed }) => here + passed === 0)).toBe(true);
    expect((await figures(people.county, '?area=360781103')).states.every(({ here }) => here === 0)).toBe(true);
    expect((await figures(people.county, '?kind=removal')).states.every(({ here, passed }) => here + passed === 0)).toBe(true);
  });
});
