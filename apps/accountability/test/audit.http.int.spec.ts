import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import request from 'supertest';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { principalLike } from '@jingzhun/auth/testing';
import { Database, systemSession } from '@jingzhun/persistence';
import { startTestService, type TestService } from '@jingzhun/service-shell/testing';
import { AppModule } from '../src/app.module.js';
import { definition } from '../src/mikro-orm.config.js';

describe('GET /audit', () => {
  let service: TestService;
  let token: string;
  const officer = principalLike({ department: 'accountability' });
  const get = (path: string, bearer = token): request.Test =>
    request(service.app.getHttpServer()).get(`/api/accountability/v1${path}`).set('Authorization', `Bearer ${bearer}`);

  beforeAll(async () => {
    service = await startTestService({ definition, module: AppModule });
    token = await service.issuer.tokenFor(principalLike({ department: 'gateway', roles: ['auditor'] }));
    const audit = service.app.get(AuditLog);
    for (let i = 0; i < 7; i++) {
      // entries of one millisecond have no order among themselves
      await pause(3);
      await audit.recordAlone({
        actor: actorOf(officer),
        ip: '127.0.0.1',
        action: i % 2 ? 'bill.import' : 'bill.reveal',
        objectType: 'bill',
        objectId: `b${i}`,
        result: 'success',
        detail: { i },
      });
    }
    await pause(3);
    await service.app
      .get(Database)
      .transaction(systemSession('scheduler'), (em) => audit.record(em, { action: 'counter.reset', result: 'failed' }));
  });
  afterAll(() => service.stop());

  it('pages newest first without losing or doubling a row', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/audit?limit=3${cursor}`).expect(200);
      seen.push(...body.items.map((item: { objectId: string | null }) => item.objectId));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual([null, 'b6', 'b5', 'b4', 'b3', 'b2', 'b1', 'b0']);
  });

  it('filters by actor, action, result, object and time', async () => {
    const objects = async (query: string): Promise<unknown> =>
      (await get(`/audit?${query}`).expect(200)).body.items.map((i: { objectId: string }) => i.objectId);
    expect(await objects(`actor=${officer.accountId}&action=bill.import`)).toEqual(['b5', 'b3', 'b1']);
    expect(await objects('result=failed')).toEqual([null]);
    expect(await objects('objectType=bill&objectId=b2')).toEqual(['b2']);
    expect(await objects('to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await objects('from=2020-01-01T00:00:00%2B08:00&limit=1')).toEqual([null]);
  });

  it.each([
    'cursor=abc',
    `cursor=${Buffer.from('["x","y"]').toString('base64url')}`,
    'limit=0',
    'limit=501',
    "action=a' or 1=1",
    'actor=me',
    'unknown=1',
  ])('refuses %s', async (query) => {
    const { body, headers } = await get(`/audit?${encodeURI(query)}`).expect(400);
    expect(headers['content-type']).toMatch('application/problem+json');
    expect(body.next).toBeTruthy();
  });

  it('is for auditors only', async () => {
    await get('/audit', await service.issuer.tokenFor(officer)).expect(403);
    await get(
      '/audit/verification',
      await service.issuer.tokenFor(principalLike({ department: 'accountability', roles: ['system-admin'] })),
    ).expect(403);
    await request(service.app.getHttpServer()).get('/api/accountability/v1/audit').expect(401);
  });

  it('is linked by the running service and verified on request', async () => {
    const linked = async (): Promise<number> => (await get('/audit/verification').expect(200)).body.verified;
    const end = performance.now() + 25_000;
    while ((await linked()) < 8 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await get('/audit/verification')).body).toMatchObject({ intact: true, verified: 8, waiting: 0, head: { seq: 8 } });
    expect((await get('/audit?objectId=b0')).body.items[0].position).toBe(1);

    const superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
    await superuser.query("set session_replication_role = 'replica'");
    await superuser.query('truncate audit_log, audit_chain');
    await superuser.end();
    expect((await get('/audit/verification')).body).toMatchObject({ intact: false, first: { fault: 'cut' } });
  });
});
