import { eventsPublished } from '../../test/published-events.js';
import { officer, startIdentification, type Caller, type Identification } from '../../test/service.js';
import { LoadDivisions } from './load-divisions.js';

describe('divisions over HTTP', () => {
  let service: Identification;
  let caller: Caller;

  beforeAll(async () => {
    service = await startIdentification();
    caller = service.as(officer('360781102208', ['village-cadre']));
  });
  afterAll(async () => service?.stop());

  it('are those of the day: 叶坪 is a township in 2016 and a town today', async () => {
    const names = async (query: string): Promise<string[]> =>
      (await caller.get(`/divisions${query}`).expect(200)).body.items.map(({ name }: { name: string }) => name);
    const then = await names('');
    expect(then).toContain('叶坪乡');
    expect(then).not.toContain('叶坪镇');
    expect(await names('?asOf=2023-06-30')).toContain('叶坪镇');
    expect(then).toHaveLength(1 + 18 + 247);
  });

  it('one by its code, and a refusal that says what to do', async () => {
    expect((await caller.get('/divisions/360781102208').expect(200)).body).toMatchObject({ level: 'village', parentCode: '360781102000' });
    const refusal = await caller.get('/divisions/360781107000').expect(404);
    expect(refusal.body.code).toBe('division.not-found');
  });

  it('are told to the other departments once', async () => {
    const [event] = await eventsPublished(service, '360781102208', 1);
    expect(event).toMatchObject({ type: 'identification.division.changed.v1', data: { code: '360781102208', version: 1 } });
    await service.app.get(LoadDivisions, { strict: false }).onModuleInit();
    expect(await service.look('select from outbox')).toEqual([]);
  });

  it('a division that ended and its next validity have rising versions', async () => {
    const rows = await service.look<{ code: string }>(`select code from division where valid_to is not null and level = 'township'`);
    expect(rows.map(({ code }) => code)).toEqual(['360781200000']);
    const [ended] = await eventsPublished(service, '360781200000', 1);
    expect(ended?.data).toMatchObject({ successorCode: '360781107000', version: 2 });
  });
});
