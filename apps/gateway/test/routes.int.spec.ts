import { routesOf } from '@jingzhun/auth';
import { walkAreas, walkRoutes } from '@jingzhun/service-shell/testing';
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

  it('none answers with an account of another area, or changes one', async () => {
    const { app, database } = gateway;
    const walk = await walkAreas({ app, database, issuer: { tokenFor: (principal) => tokenFor(gateway, principal) } }, 'gateway');
    expect(walk.leaks).toEqual([]);
  }, 120_000);
});
