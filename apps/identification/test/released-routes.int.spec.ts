import { compareRoutes, releasedRoutes, type OpenApi, type RouteFinding } from '@jingzhun/service-shell/testing';
import request from 'supertest';
import { startIdentification } from './service.js';

interface Schema {
  properties: Record<string, Schema>;
  required: string[];
  enum?: string[];
}
type Planted = OpenApi & { components: { schemas: Record<string, Schema> }; paths: Record<string, Record<string, unknown>> };

const FILE = new URL('../contracts/openapi.json', import.meta.url);
const BASE = '/api/identification/v1';

/** What integrators and the portal of an older release call still answers as it did: docs/adr/0107. */
describe('the released routes', () => {
  let current: OpenApi;
  let released: OpenApi;
  beforeAll(async () => {
    const service = await startIdentification();
    current = (await request(service.app.getHttpServer()).get('/api/identification/openapi.json').expect(200)).body as OpenApi;
    await service.stop();
    released = releasedRoutes(FILE, current);
  });

  /** A change that somebody could make by mistake, to the document as the service gives it today. */
  const planted = async (plant: (document: Planted) => void): Promise<RouteFinding[]> => {
    const broken = structuredClone(current) as Planted;
    plant(broken);
    return (await compareRoutes(current, broken)).filter(({ verdict }) => verdict === 'refused');
  };

  it('still serve whoever uses them', async () => {
    expect((await compareRoutes(released, current)).filter(({ verdict }) => verdict === 'refused')).toEqual([]);
  });

  it('would be refused without a field of an answer', async () => {
    const findings = await planted(({ components: { schemas } }) => {
      const { properties, required } = schemas['Application']!;
      delete properties['headName'];
      required.splice(required.indexOf('headName'), 1);
    });
    expect(findings.map(({ route, text }) => [route, text.includes('headName')])).toContainEqual([`GET ${BASE}/applications/{id}`, true]);
  });

  it('would be refused with a code less in what they take', async () => {
    const findings = await planted(({ components: { schemas } }) => {
      const role = schemas['AddApplicationAttachment']!.properties['role']!;
      role.enum = role.enum!.filter((code) => code !== 'consent');
    });
    expect(findings).toEqual([
      { verdict: 'refused', route: `POST ${BASE}/applications/{id}/attachments`, text: expect.stringContaining('consent') },
    ]);
  });

  it('would be refused when a route is gone, or asks for more', async () => {
    expect(await planted(({ paths }) => void delete paths[`${BASE}/meetings/{id}`]!['put'])).toMatchObject([
      { route: `PUT ${BASE}/meetings/{id}` },
    ]);
    const findings = await planted(({ components: { schemas } }) => {
      const { properties, required } = schemas['AddApplicationAttachment']!;
      properties['pages'] = { type: 'integer' } as never;
      required.push('pages');
    });
    expect(findings.map(({ text }) => text)).toEqual([expect.stringContaining('pages')]);
  });

  it('are not refused for a new route, a new optional field or other words', async () => {
    expect(
      await planted(({ paths, components: { schemas } }) => {
        paths[`${BASE}/something`] = { get: { responses: { '200': { description: 'new' } } } };
        schemas['AddApplicationAttachment']!.properties['note'] = { type: 'string', description: 'a note' } as never;
        schemas['Application']!.properties['hint'] = { type: 'string' } as never;
      }),
    ).toEqual([]);
  });
});
