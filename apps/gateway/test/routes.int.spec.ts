import { routesOf } from '@jingzhun/auth';
import { compareRoutes, releasedRoutes, walkAreas, walkFields, walkRoutes, type OpenApi } from '@jingzhun/service-shell/testing';
import { tokenFor } from './api.js';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('routes of the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    // the walk asks more in a second than any person
    gateway = await startGateway({ JINGZHUN_GATEWAY_REQUESTS_PER_SECOND: '100000' });
  });
  afterAll(() => gateway.stop());

  it('each states its permission and refuses who has none, a body of another shape and one that is too large', async () => {
    expect(routesOf(gateway.app).filter(({ access }) => !access)).toEqual([]);
    const walked = await walkRoutes({ app: gateway.app, issuer: { tokenFor: (principal) => tokenFor(gateway, principal) } }, 'gateway');
    expect(walked.length).toBeGreaterThan(15);
    expect(walked.flatMap(({ route, wrong }) => wrong.map((line) => `${route}: ${line}`))).toEqual([]);
  }, 120_000);

  it('still serve whoever uses the released ones: docs/adr/0107', async () => {
    const current = (await (await fetch(new URL('/api/gateway/openapi.json', gateway.origin))).json()) as OpenApi;
    const released = releasedRoutes(new URL('../contracts/openapi.json', import.meta.url), current);
    expect((await compareRoutes(released, current)).filter(({ verdict }) => verdict === 'refused')).toEqual([]);
    const { paths } = current as { paths: Record<string, object> };
    const without = {
      ...current,
      paths: Object.fromEntries(Object.entries(paths).filter(([path]) => !path.endsWith('/accounts/{id}/reset'))),
    };
    expect(await compareRoutes(released, without)).toMatchObject([
      { verdict: 'refused', route: 'POST /api/gateway/v1/accounts/{id}/reset' },
    ]);
  });

  it('each refuses a field that is left out or empty in words, and breaks at none', async () => {
    const { app, database } = gateway;
    const walk = await walkFields({ app, database, issuer: { tokenFor: (principal) => tokenFor(gateway, principal) } }, 'gateway');
    expect([walk.asked > 50, walk.wrong]).toEqual([true, []]);
  }, 240_000);

  it('none answers with an account of another area, or changes one', async () => {
    const { app, database } = gateway;
    const walk = await walkAreas({ app, database, issuer: { tokenFor: (principal) => tokenFor(gateway, principal) } }, 'gateway');
    expect([walk.leaks, walk.unreached, walk.harmless]).toEqual([[], {}, []]);
  }, 240_000);
});
