import { Catch, Global, Module, type ArgumentsHost, type ExceptionFilter, type INestApplication } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import request from 'supertest';
import { AuthModule, TokenVerifier, type Role } from '@jingzhun/auth';
import { makeIssuer, principalLike, type TestIssuer } from '@jingzhun/auth/testing';
import { Refusal } from '@jingzhun/domain/refusal';
import { MessagingModule } from '@jingzhun/messaging';
import { startLocalNats, type LocalNats } from '@jingzhun/messaging/testing';
import { Clock, Database, type Session } from '@jingzhun/persistence';
import type { TestDatabase } from '@jingzhun/persistence/testing';
import { asConsumer, householdId, openDirectory, published, received } from '../test/directory.factory.js';
import { DirectoryModule } from './index.js';
import { ProjectHouseholds } from './projection/project-households.consumer.js';

@Catch(Refusal)
class RefusalFilter implements ExceptionFilter {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(refusal.status).json({ code: refusal.code });
  }
}

const VILLAGE_A = '360781102208';
const VILLAGE_B = '360781102209';
const ELSEWHERE = '360781204206';

describe('directory over HTTP', () => {
  let test: TestDatabase;
  let database: Database;
  let nats: LocalNats;
  let issuer: TestIssuer;
  let app: INestApplication;

  beforeAll(async () => {
    [test, nats, issuer] = [await openDirectory(), await startLocalNats(), await makeIssuer()];
    database = await test.open();
    @Global()
    @Module({
      providers: [
        { provide: Database, useValue: database },
        { provide: Clock, useValue: new Clock() },
        { provide: APP_FILTER, useClass: RefusalFilter },
      ],
      exports: [Database, Clock],
    })
    class Foundation {}
    const verifier = {
      provide: TokenVerifier,
      useFactory: () => new TokenVerifier({ issuer: issuer.issuer, keys: issuer.keys, clock: new Clock() }),
    };
    const testingModule = await Test.createTestingModule({
      imports: [
        Foundation,
        AuthModule.forRoot({ department: 'finance', verifier }),
        MessagingModule.forRoot({ department: 'finance', servers: nats.url }),
        DirectoryModule.forDepartment('finance'),
      ],
    }).compile();
    app = testingModule.createNestApplication({ logger: false });
    app.useGlobalPipes(new StandardSchemaValidationPipe());
    await app.listen(0, '127.0.0.1');
    const states = [
      published(1, { villageCode: VILLAGE_A, category: 'livingAllowance' }, ['杨大山', '刘小花']),
      published(2, { villageCode: VILLAGE_A, mainCause: '03' }, ['杨大海']),
      published(3, { villageCode: VILLAGE_B }, ['李四', '杨大山']),
      published(4, { villageCode: ELSEWHERE }, ['杨大山']),
    ];
    await asConsumer(database, (em) =>
      new ProjectHouseholds().handle(
        states.map((state) => received(state)),
        em,
      ),
    );
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    await nats.remove();
    await test.drop();
  });

  const as = async (area: string, roles: Role[] = ['county-officer']): Promise<string> =>
    `Bearer ${await issuer.tokenFor(principalLike({ area, roles, department: 'finance' }))}`;
  const get = async (path: string, area = '360781', roles?: Role[]) =>
    request(app.getHttpServer())
      .get(`/directory${path}`)
      .set('Authorization', await as(area, roles));
  const search = async (terms: object, area = '360781') =>
    request(app.getHttpServer())
      .post('/directory/households/search')
      .set('Authorization', await as(area))
      .send(terms);
  const numbers = (body: { items: { number: string }[] }): string[] => body.items.map(({ number }) => number);

  it('lists by area, status, category and cause', async () => {
    expect((await get('/households')).body).toMatchObject({ total: 4, nextCursor: null });
    expect(numbers((await get('/households?area=360781102')).body)).toEqual(['N1', 'N2', 'N3']);
    expect(numbers((await get('/households?category=livingAllowance')).body)).toEqual(['N1']);
    expect(numbers((await get('/households?mainCause=03')).body)).toEqual(['N2']);
    expect(numbers((await get('/households?status=exited')).body)).toEqual([]);
  });

  it('pages without losing or repeating a row', async () => {
    const first = await get('/households?limit=3');
    expect(numbers(first.body)).toEqual(['N1', 'N2', 'N3']);
    const second = await get(`/households?limit=3&cursor=${first.body.nextCursor}`);
    expect(numbers(second.body)).toEqual(['N4']);
    expect(second.body.nextCursor).toBeNull();
    expect((await get('/households?cursor=abc')).body.code).toBe('directory.unknown-cursor');
  });

  it('shows a cadre his own village only, also when he asks for more', async () => {
    expect(numbers((await get('/households', VILLAGE_B, ['village-cadre'])).body)).toEqual(['N3']);
    expect(numbers((await get(`/households?area=${VILLAGE_A}`, VILLAGE_B, ['village-cadre'])).body)).toEqual([]);
    expect((await get(`/households/${householdId(1)}`, VILLAGE_B)).status).toBe(404);
    expect(numbers((await search({ name: '杨' }, VILLAGE_B)).body)).toEqual(['N3']);
    expect((await get('/digest', VILLAGE_B)).body).toMatchObject({ households: 1, persons: 2 });
  });

  it('filters raw SQL of a session as well', async () => {
    const session: Session = { kind: 'account', accountId: householdId(99), area: VILLAGE_B };
    const seen = await database.connection(session, async (client) => {
      const people = await client.query<{ name: string }>('select name from directory_person order by name collate "C"');
      const changed = await client.query('update directory_household set head_name = head_name');
      return { people: people.rows.map(({ name }) => name), changed: changed.rowCount };
    });
    expect(seen).toEqual({ people: ['李四', '杨大山'], changed: 1 });
    const intrusion = database.connection(session, (client) =>
      client.query(
        `insert into directory_person select household_id, gen_random_uuid(), '${VILLAGE_A}', name, sex, birth_year, relation, is_head, match_key from directory_person`,
      ),
    );
    await expect(intrusion).rejects.toThrow(/row-level security/);
  });

  it('reads one household with members and without match keys', async () => {
    const { body } = await get(`/households/${householdId(1)}`);
    expect(body).toMatchObject({ number: 'N1', members: [{ name: '杨大山', isHead: true }, { name: '刘小花' }] });
    expect(JSON.stringify(body)).not.toMatch(/match|xxxx/i);
  });

  it('finds by the beginning of a name, of heads and members, and by number', async () => {
    expect(numbers((await search({ name: '杨大' })).body)).toEqual(['N1', 'N2', 'N3', 'N4']);
    expect((await search({ name: '刘小花' })).body.items).toMatchObject([{ number: 'N1', matchedPerson: '刘小花' }]);
    expect((await search({ name: '杨大山', area: VILLAGE_A })).body.items).toMatchObject([{ number: 'N1', matchedPerson: null }]);
    expect(numbers((await search({ number: 'N4' })).body)).toEqual(['N4']);
    expect(numbers((await search({ name: '大山' })).body)).toEqual([]);
    expect(numbers((await search({ name: "%' or 1=1 --" })).body)).toEqual([]);
    expect((await search({})).status).toBe(400);
  });

  it('answers roles that may, and refuses the others', async () => {
    expect((await get('/households', '360781', ['system-admin'])).status).toBe(403);
    expect((await get('/rebuild', '360781', ['system-admin'])).status).toBe(200);
    const rebuild = request(app.getHttpServer()).post('/directory/rebuild');
    expect((await rebuild.set('Authorization', await as('360781'))).status).toBe(403);
    expect((await request(app.getHttpServer()).get('/directory/households')).status).toBe(401);
  });
});
