import { createHash, randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import { Migration } from '@mikro-orm/migrations';
import request from 'supertest';
import { z } from 'zod';
import { AuthModule, Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { addDays } from '@jingzhun/domain/plain-date';
import { principalLike } from '@jingzhun/auth/testing';
import {
  Database,
  grant,
  persistenceFoundation,
  PersistenceModule,
  sessionOf,
  StandingClock,
  type DatabaseDefinition,
} from '@jingzhun/persistence';
import { AnswerReadAnew, ExpectedVersion, idempotencyTables, NotACommand, ServiceShellModule, staleVersion } from './index.js';
import { startTestService, walkRoutes, type TestService } from './testing/index.js';

const Order = z.strictObject({ seedlings: z.number().int().positive(), note: z.string().max(5).optional() });

/** Keeps the words of an order as its own table would: sealed. */
class Words {
  static readonly by = new Map<string, string>();
  async read(id: string): Promise<{ id: string; words: string; version: number }> {
    return { id, words: Words.by.get(id) ?? '', version: 5 };
  }
}

@Controller('orders')
class OrdersController {
  static failWith: Error | undefined;
  /** Asked before anything is written. */
  static standStill: (() => Promise<void>) | undefined;

  constructor(@Inject(Database) private readonly database: Database) {}

  @Post()
  @RequirePermission('household.read')
  async place(@Caller() caller: Principal, @Body({ schema: Order }) body: z.infer<typeof Order>): Promise<unknown> {
    await OrdersController.standStill?.();
    await this.database.connection(sessionOf(caller), (client) =>
      client.query('insert into orders (seedlings) values ($1)', [body.seedlings]),
    );
    if (OrdersController.failWith) throw OrdersController.failWith;
    return { version: 3, seedlings: body.seedlings };
  }

  @Post('words')
  @AnswerReadAnew<{ id: string; words: string; version: number }, { id: string }>({
    keep: ({ id }) => ({ id }),
    read: (the, _, { id }) => the(Words).read(id),
  })
  @RequirePermission('household.read')
  async say(@Caller() caller: Principal): Promise<{ id: string; words: string; version: number }> {
    const id = randomUUID();
    Words.by.set(id, 'in confidence');
    await this.database.connection(sessionOf(caller), (client) => client.query('insert into orders (seedlings) values (1)'));
    return { id, words: 'in confidence', version: 4 };
  }

  @Post('search')
  @NotACommand()
  @RequirePermission('household.read')
  search(): unknown {
    return { items: [] };
  }

  @Post(':id/change')
  @RequirePermission('household.read')
  change(@Param('id') id: string, @ExpectedVersion() version: number): unknown {
    if (version !== 3) throw staleVersion(3);
    return { id, version: 4 };
  }

  @Get('broken')
  @RequirePermission('household.read')
  broken(): never {
    throw new Error('Key (id_number)=(360799196001010016) already exists');
  }
}

class CreateOrders extends Migration {
  override up(): void {
    for (const sql of [
      ...persistenceFoundation('industry'),
      ...idempotencyTables('industry'),
      'create table orders (seedlings int)',
      grant('industry', 'orders'),
    ])
      this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'industry', entities: [], migrations: [CreateOrders] };

@Module({
  imports: [PersistenceModule.forRoot(definition), ServiceShellModule.forRoot('industry'), AuthModule.forRoot({ department: 'industry' })],
  controllers: [OrdersController],
  providers: [Words],
})
class IndustryLikeModule {}

const ORDERS = '/api/industry/v1/orders';

describe('the shell around a service', () => {
  let service: TestService;
  let token: string;
  const clock = new StandingClock(new Date('2016-03-01T00:00:00Z'));
  const http = (): ReturnType<typeof request> => request(service.app.getHttpServer());
  const post = (body: unknown, key: string = randomUUID(), path = ORDERS): request.Test =>
    http()
      .post(path)
      .set('Authorization', `Bearer ${token}`)
      .set('Idempotency-Key', key)
      .send(body as object);
  const rows = async (): Promise<number> =>
    (await service.app.get(Database).pool.query<{ n: number }>('select count(*) n from orders')).rows[0]?.n ?? 0;

  beforeAll(async () => {
    service = await startTestService({ definition, module: IndustryLikeModule, clock });
    token = await service.issuer.tokenFor(principalLike({ department: 'industry' }));
  });
  afterAll(() => service.stop());
  afterEach(() => {
    OrdersController.failWith = undefined;
    OrdersController.standStill = undefined;
  });

  it('does a command once, however often it is sent, and answers the same', async () => {
    const key = randomUUID();
    const before = await rows();
    const first = await post({ seedlings: 200 }, key).expect(201);
    const again = await post({ seedlings: 200 }, key).expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', etag: '"3"' });
    expect(await rows()).toBe(before + 1);
  });

  it('keeps of an answer that must not lie in the clear what finds it again, and reads it anew for who sends the command again', async () => {
    const key = randomUUID();
    const before = await rows();
    const say = () =>
      http().post(`${ORDERS}/words`).set('Authorization', `Bearer ${token}`).set('Idempotency-Key', key).send({}).expect(201);
    const first = await say();
    expect([first.body.words, first.headers['etag']]).toEqual(['in confidence', '"4"']);
    const kept = await service.app.get(Database).pool.query('select answer from idempotent_request where key = $1', [key]);
    expect(kept.rows).toEqual([{ answer: { id: first.body.id } }]);
    Words.by.set(first.body.id, 'said better');
    const again = await say();
    expect([again.body, again.headers['etag'], again.headers['idempotency-replayed']]).toEqual([
      { id: first.body.id, words: 'said better', version: 5 },
      '"5"',
      'true',
    ]);
    expect(await rows()).toBe(before + 1);
  });

  it('runs fifty parallel sends of one command once', async () => {
    const key = randomUUID();
    const before = await rows();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post({ seedlings: 7 }, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([201, 409].filter((s) => answers.some(({ status }) => status === s))),
    );
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(await rows()).toBe(before + 1);
  });

  it('refuses a key used for other content, and a command without one', async () => {
    const key = randomUUID();
    await post({ seedlings: 1 }, key).expect(201);
    expect((await post({ seedlings: 2 }, key).expect(422)).body.code).toBe('command.key-reused');
    const naked = await http().post(ORDERS).set('Authorization', `Bearer ${token}`).send({ seedlings: 1 }).expect(400);
    expect(naked.body).toMatchObject({ code: 'command.key-needed', next: expect.stringContaining('UUID') });
  });

  it('says "already done" when the process died between the commit and the answer', async () => {
    const key = randomUUID();
    OrdersController.failWith = new Error('as if killed');
    await post({ seedlings: 5 }, key).expect(500);
    OrdersController.failWith = undefined;
    expect((await post({ seedlings: 5 }, key).expect(409)).body.code).toBe('command.already-done');
  });

  it('lets a command that was given up for dead commit nothing when it comes back', async () => {
    const key = randomUUID();
    const before = await rows();
    let goOn = (): void => undefined;
    const standing = new Promise<void>((stands) => {
      OrdersController.standStill = () => {
        stands();
        return new Promise<void>((resolve) => (goOn = resolve));
      };
    });
    const slow = post({ seedlings: 11 }, key).then((answer) => answer);
    await standing;
    OrdersController.standStill = undefined;
    clock.advance(61_000);
    const first = await post({ seedlings: 11 }, key).expect(201);
    goOn();
    expect(await slow).toMatchObject({ status: 409, body: { code: 'command.in-progress' } });
    expect(await rows()).toBe(before + 1);
    expect((await post({ seedlings: 11 }, key).expect(201)).body).toEqual(first.body);
  });

  it('forgets answers after three days, and keeps of a body only a digest with a key', async () => {
    const pool = service.app.get(Database).pool;
    const kept = async (key: string): Promise<Buffer | undefined> =>
      (await pool.query<{ request_digest: Buffer }>('select request_digest from idempotent_request where key = $1', [key])).rows[0]
        ?.request_digest;
    const key = randomUUID();
    await post({ seedlings: 3 }, key).expect(201);
    const bare = createHash('sha256')
      .update(JSON.stringify(['POST', ORDERS, { seedlings: 3 }]))
      .digest();
    expect(await kept(key)).toHaveLength(32);
    expect(await kept(key)).not.toEqual(bare);
    clock.advance(73 * 3_600_000);
    token = await service.issuer.tokenFor(principalLike({ department: 'industry' }));
    await post({ seedlings: 3 }).expect(201);
    expect(await kept(key)).toBeUndefined();
  });

  it('gives the key back after a refusal', async () => {
    const key = randomUUID();
    await post({ seedlings: -1 }, key).expect(400);
    await post({ seedlings: 1 }, key).expect(201);
  });

  it('lists every problem of a request with its place, in the language of the caller, without repeating values', async () => {
    const { body } = await post({ seedlings: '张三的树苗', note: 'x'.repeat(9), 360799196001010016: 1 }).expect(400);
    expect(body).toMatchObject({ code: 'request.malformed', type: 'urn:jingzhun:problem:request.malformed', status: 400 });
    expect(body.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/seedlings', '/note', '/']);
    expect(JSON.stringify(body)).not.toMatch(/张三|3607991960/);
    const english = await post({ seedlings: 0 }).set('Accept-Language', 'en').expect(400);
    expect(english.body.problems[0].detail).toMatch(/Too small/);
    expect(english.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('refuses an unreadable and an oversized body', async () => {
    const raw = (body: string): request.Test =>
      http()
        .post(ORDERS)
        .set('Authorization', `Bearer ${token}`)
        .set('Idempotency-Key', randomUUID())
        .set('Content-Type', 'application/json')
        .send(body);
    expect((await raw('{"seedlings":').expect(400)).body.code).toBe('request.unreadable');
    expect((await raw(JSON.stringify({ note: 'x'.repeat(1_100_000) })).expect(413)).body.code).toBe('request.too-large');
  });

  it('asks for the version a change is based on, and refuses a stale one', async () => {
    const change = (version?: string): request.Test => {
      const test = post({}, randomUUID(), `${ORDERS}/7/change`);
      return version ? test.set('If-Match', version) : test;
    };
    expect((await change().expect(428)).body.code).toBe('record.version-needed');
    expect((await change('"2"').expect(412)).body).toMatchObject({
      code: 'record.changed-meanwhile',
      detail: expect.stringContaining('3'),
    });
    expect((await change('"3"').expect(201)).headers['etag']).toBe('"4"');
  });

  it('lets no browser keep an answer, so that a page is never older than its record', async () => {
    const { headers } = await http().get(`${ORDERS}/broken`).set('Authorization', `Bearer ${token}`);
    expect(headers['cache-control']).toBe('no-store');
    expect((await http().get('/livez').expect(200)).headers).not.toHaveProperty('etag');
  });

  it('answers an unexpected error without its message', async () => {
    const { body } = await http().get(`${ORDERS}/broken`).set('Authorization', `Bearer ${token}`).expect(500);
    expect(body.code).toBe('service.unexpected');
    expect(JSON.stringify(body)).not.toContain('360799');
    expect(body.instance).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells an unknown address from a refused one', async () => {
    expect((await http().get('/api/industry/v1/nothing').expect(404)).body.code).toBe('request.no-such-address');
    expect((await http().get(`${ORDERS}/broken`).expect(401)).body.code).toBe('auth.sign-in-needed');
  });

  it('serves health, metrics by route pattern and OpenAPI 3.1', async () => {
    await post({}, randomUUID(), `${ORDERS}/search`).expect(201);
    const health = await http().get('/healthz').expect(200);
    expect(health.body).toMatchObject({ department: 'industry', state: 'up', checks: { database: { state: 'up' } } });
    await http().get('/livez').expect(200);
    const metrics = (await http().get('/metrics').expect(200)).text;
    expect(metrics).toMatch(/http_request_duration_seconds_count\{[^}]*route="[^"]*orders\/:id\/change"/);
    expect(metrics).not.toContain('orders/7/change');
    const { body } = await http().get('/api/industry/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.1');
    expect(Object.keys(body.paths)).toContain('/api/industry/v1/orders');
  });

  it('moves the clock in the demonstration only', async () => {
    const leaderless = await service.issuer.tokenFor(principalLike({ department: 'industry', roles: ['system-admin'] }));
    const advance = (): request.Test =>
      http()
        .post('/api/industry/v1/clock/advance')
        .set('Authorization', `Bearer ${leaderless}`)
        .set('Idempotency-Key', randomUUID())
        .send({ hours: 48 });
    const today = clock.today();
    expect((await advance().expect(200)).body.today).toBe(addDays(today, 2));
    process.env['JINGZHUN_DEMO'] = 'off';
    try {
      expect((await advance().expect(403)).body.code).toBe('clock.is-real');
    } finally {
      process.env['JINGZHUN_DEMO'] = 'on';
    }
  });

  it('lets itself be walked, route by route of the running router', async () => {
    const walked = await walkRoutes(service, 'industry');
    expect(walked.map(({ route }) => route)).toContain('POST /api/industry/v1/orders');
    const place = walked.find(({ route }) => route === 'POST /api/industry/v1/orders');
    expect(place?.answers).toEqual(
      expect.arrayContaining(['no sign-in → 401 auth.sign-in-needed', 'oversized body → 413 request.too-large']),
    );
    // routes of this test that have no body refuse none: the walk sees it
    expect(walked.filter(({ wrong }) => wrong.length > 0).map(({ route }) => route)).toEqual([
      'POST /api/industry/v1/orders/words',
      'POST /api/industry/v1/orders/search',
      'POST /api/industry/v1/orders/:id/change',
    ]);
  });
});
