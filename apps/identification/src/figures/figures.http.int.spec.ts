import { registerHousehold, type HouseholdParts } from '../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';

describe('figures and lists', () => {
  let service: Identification;
  const made: string[] = [];
  const register = async (parts: HouseholdParts) => made.push((await registerHousehold(service, parts)).number);

  beforeAll(async () => {
    service = await startIdentification();
    const single = [{ name: '独居', birthDate: '1940-01-01', sex: 'male', relation: '01' }] as const;
    await register({ villageCode: '360781102208', mainCause: '01', income: { year: 2015, wageFen: 600_000 } });
    await register({ villageCode: '360781102209', mainCause: '01', category: 'livingAllowance', income: { year: 2015, wageFen: 200_000 } });
    await register({ villageCode: '360781204206', mainCause: '07', members: [...single], category: 'fiveGuarantee', income: null });
    await register({ villageCode: '360781204206', mainCause: '03', status: 'exited' });
  });
  afterAll(async () => service?.stop());

  it('counts households and persons in one answer; who has exited is not counted', async () => {
    const { body } = await service
      .as(officer('360781', ['leader']))
      .get('/figures/overview')
      .expect(200);
    expect(body).toMatchObject({
      area: '360781',
      households: 3,
      persons: 5,
      byCategory: [
        { code: 'fiveGuarantee', households: 1, persons: 1 },
        { code: 'general', households: 1, persons: 2 },
        { code: 'livingAllowance', households: 1, persons: 2 },
      ],
      byMainCause: [
        { code: '01', households: 2, persons: 4 },
        { code: '07', households: 1, persons: 1 },
      ],
      bySubdivision: [
        { code: '360781102000', name: '壬田镇', households: 2, persons: 4, illnessPersons: 4 },
        { code: '360781204000', name: '日东乡', households: 1, persons: 1, illnessPersons: 0 },
      ],
      byHouseholdSize: [
        { members: 1, households: 1 },
        { members: 2, households: 2 },
      ],
      asOf: '2016-06-15',
    });
    expect(body.byAgeBand.find(({ from }: { from: number }) => from === 60)).toEqual({ from: 60, to: 79, persons: 1 });
    expect(body.byAgeBand.reduce((sum: number, { persons }: { persons: number }) => sum + persons, 0)).toBe(5);
  });

  it('goes down to villages and stays in the own area', async () => {
    const county = service.as(officer('360781', ['leader']));
    const { body } = await county.get('/figures/overview?area=360781102').expect(200);
    expect(body.bySubdivision.map(({ code, name }: { code: string; name: string }) => [code, name])).toEqual([
      ['360781102208', expect.stringContaining('凤岗')],
      ['360781102209', expect.any(String)],
    ]);
    const narrow = await service
      .as(officer('360781102208', ['leader']))
      .get('/figures/overview?area=360781')
      .expect(200);
    expect(narrow.body.households).toBe(1);
  });

  it.each([
    ['village', [0, 1, 2, 3]],
    ['number', [0, 1, 2, 3]],
    ['members', [0, 1, 3, 2]],
    ['income', [1, 0, 3, 2]],
  ])('pages through the list sorted by %s, each household once', async (sort, order) => {
    const caller = service.as(officer('360781'));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await caller.get(`/households?sort=${sort}&limit=1${cursor}`).expect(200);
      seen.push(...body.items.map(({ number }: { number: string }) => number));
      if (cursor === '') expect(body.total).toBe(4);
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(order.map((i) => made[i]));
  });

  it('filters by category, cause and status together', async () => {
    const { body } = await service.as(officer('360781')).get('/households?category=general&mainCause=03&status=exited').expect(200);
    expect(body.items.map(({ number }: { number: string }) => number)).toEqual([made[3]]);
    await service.as(officer('360781')).get('/households?category=rich').expect(400);
  });
});
