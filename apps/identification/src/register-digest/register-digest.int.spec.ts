import { areaDigest, householdDigest } from '@jingzhun/events/canonical-household';
import { eventsPublished } from '../../test/published-events.js';
import { registerHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';

describe('digest of the register', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification();
  });
  afterAll(async () => service?.stop());

  it('of an empty area is the digest of nothing', async () => {
    const { body } = await service.as(officer('360781')).get('/register/digest').expect(200);
    expect(body).toEqual({ households: 0, persons: 0, digest: areaDigest(new Map()) });
  });

  it('equals what a copy made of the published events computes', async () => {
    const made = [await registerHousehold(service), await registerHousehold(service, { villageCode: '360781204206' })];
    await service.as(officer('360781')).post(`/households/${made[0]?.id}/contact`, { address: '新址', reason: '搬家' }, 1).expect(200);
    const digests = new Map<string, string>();
    for (const [i, { id }] of made.entries()) {
      const data = (await eventsPublished(service, id, i === 0 ? 2 : 1)).at(-1)?.data as unknown as Parameters<typeof householdDigest>[0];
      digests.set(id, householdDigest({ ...data, id }));
    }
    const { body } = await service.as(officer('360781')).get('/register/digest').expect(200);
    expect(body).toEqual({ households: 2, persons: 4, digest: areaDigest(digests) });
    const narrow = await service.as(officer('360781204')).get('/register/digest').expect(200);
    expect(narrow.body).toEqual({
      households: 1,
      persons: 2,
      digest: areaDigest(new Map([...digests].filter(([id]) => id === made[1]?.id))),
    });
  });
});
