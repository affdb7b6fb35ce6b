import { walkRoutes } from '@jingzhun/service-shell/testing';
import { startIdentification, type Identification } from './service.js';

describe('routes', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification();
  });
  afterAll(async () => service?.stop());

  it('each states its permission and refuses who has none', async () => {
    const walked = await walkRoutes(service, 'identification');
    expect(walked.length).toBeGreaterThan(20);
    expect(walked.flatMap(({ route, wrong }) => wrong.map((line) => `${route}: ${line}`))).toEqual([]);
  }, 120_000);

  it('are described with request and answer in one OpenAPI document', async () => {
    const { default: request } = await import('supertest');
    const { body } = await request(service.app.getHttpServer()).get('/api/identification/openapi.json').expect(200);
    const paths = Object.keys(body.paths);
    expect(paths).toEqual(
      expect.arrayContaining(['/api/identification/v1/households/{id}', '/api/identification/v1/corrections/{id}/approve']),
    );
    const described = Object.entries(
      body.paths as Record<string, Record<string, { responses: Record<string, { content?: object }> }>>,
    ).filter(([path]) => /households|corrections|findings|figures|divisions|register|survey/.test(path));
    for (const [path, methods] of described)
      for (const [method, { responses }] of Object.entries(methods))
        expect([path, method, Object.values(responses).some(({ content }) => content)]).toEqual([path, method, true]);
  });
});
