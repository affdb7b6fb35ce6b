import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import request from 'supertest';
import { routesOf, type Principal, type Role } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { messagingEntities, messagingTables } from '@jingzhun/messaging';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '@jingzhun/messaging/testing';
import { persistenceFoundation, runtimeGroup, variableOf, type Database, type DatabaseDefinition } from '@jingzhun/persistence';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import {
  compareRoutes,
  releasedRoutes,
  startTestService,
  walkAreas,
  walkFields,
  walkRoutes,
  type OpenApi,
  type TestService,
} from '@jingzhun/service-shell/testing';

export interface DepartmentService {
  definition: DatabaseDefinition;
  module: Type;
  /** `contracts/openapi.json` of the service: its routes as they were released (ADR 0107). */
  released: URL;
}

interface Planted extends OpenApi {
  components: { schemas: Record<string, { properties: Record<string, object>; required: string[] }> };
  paths: Record<string, Record<string, unknown>>;
}

/** What every service with a directory promises, against real servers. Each service runs it on its own module. */
export function describeDepartmentService({ definition, module, released }: DepartmentService): void {
  const { department } = definition;
  let service: TestService;
  // of its own: another spec of the project runs the same consumers on the broker of the test run
  let broker: LocalNats;

  beforeAll(async () => {
    broker = await startLocalNats();
    service = await startTestService({ definition, module, env: { JINGZHUN_NATS_URL: broker.url } });
  });
  afterAll(async () => {
    await service.stop();
    await broker.remove();
  });

  const tokenOf = (parts: { roles?: Role[]; area?: string; department?: Principal['department'] } = {}): Promise<string> =>
    service.issuer.tokenFor(principalLike({ department, ...parts }));
  const get = async (path: string, parts: Parameters<typeof tokenOf>[0] = {}): Promise<request.Response> =>
    request(service.app.getHttpServer())
      .get(`/api/${department}/v1${path}`)
      .set('Authorization', `Bearer ${await tokenOf(parts)}`);

  describe('starts', () => {
    it('answers for its health, its figures and its interface', async () => {
      const server = service.app.getHttpServer();
      await request(server).get('/livez').expect(200);
      const health = await until('the broker is connected', async () => {
        const { body } = await request(server).get('/healthz');
        return body.checks?.messaging?.broker.connected ? body : undefined;
      });
      expect(health.department).toBe(department);
      expect(Object.keys(health.checks)).toEqual(expect.arrayContaining(['database', 'messaging']));
      const { text } = await request(server).get('/metrics').expect(200);
      expect(text).toMatch(/messaging_consumer_lag\{.*handler="project-households".*\} 0/);
      const { body: document } = await request(server).get(`/api/${department}/openapi.json`).expect(200);
      expect(document.openapi).toMatch(/^3\.1/);
      for (const path of ['directory/households', 'audit', 'policies', 'operations/dead-letters'])
        expect(Object.keys(document.paths)).toContain(`/api/${department}/v1/${path}`);
    });

    it.each([
      ['an older', 'delete from migrations', /the database is older/],
      ['a newer', "insert into migrations (name) values ('Migration29991231235959_Later')", /the database is newer/],
    ])('refuses %s schema', async (_which, change, message) => {
      const other = await createTestDatabase(definition);
      const before = process.env[variableOf(department, 'DATABASE_URL')];
      try {
        await asSuperuser(other, change);
        process.env[variableOf(department, 'DATABASE_URL')] = other.runtimeUrl;
        const starting = Test.createTestingModule({ imports: [module] }).compile();
        await expect(starting).rejects.toThrow(message);
      } finally {
        process.env[variableOf(department, 'DATABASE_URL')] = before;
        await other.drop();
      }
    });
  });

  describe('every route', () => {
    it('states its permission and refuses whoever has none, a body of another shape and one that is too large', async () => {
      const routes = routesOf(service.app);
      expect(routes.length).toBeGreaterThan(10);
      expect(routes.filter(({ access }) => !access)).toEqual([]);
      const walked = await walkRoutes(service, department);
      expect(walked.flatMap(({ route, wrong }) => wrong.map((line) => `${route}: ${line}`))).toEqual([]);
    }, 120_000);

    // finance has records of its own to ask with, in `benefit.http.int.spec.ts`
    if (department !== 'finance')
      it('refuses a field that is left out or empty in words, and breaks at none', async () => {
        const { asked, wrong } = await walkFields(service, department);
        expect([asked > 20, wrong]).toEqual([true, []]);
      }, 240_000);

    it('refuses an account of another department, and lets county-wide readers in', async () => {
      const other = department === 'finance' ? 'medical' : 'finance';
      expect((await get('/directory/households', { department: other })).status).toBe(403);
      expect((await get('/directory/households', { department: other, roles: ['leader'] })).status).toBe(200);
      expect((await get('/audit', { department: 'gateway', roles: ['auditor'] })).status).toBe(200);
    });
  });

  describe('its released routes', () => {
    let current: OpenApi;
    let before: OpenApi;
    beforeAll(async () => {
      current = (await request(service.app.getHttpServer()).get(`/api/${department}/openapi.json`).expect(200)).body as OpenApi;
      before = releasedRoutes(released, current);
    });
    const refused = async (document: OpenApi): Promise<string[]> =>
      (await compareRoutes(before, document)).filter(({ verdict }) => verdict === 'refused').map(({ route, text }) => `${route}: ${text}`);

    it('still serve whoever uses them', async () => {
      expect(await refused(current)).toEqual([]);
    });

    it.each<[string, (document: Planted) => void, route: string, names: string]>([
      ['a route less', ({ paths }) => void delete paths[`/api/${department}/v1/directory/households`], 'GET directory/households', ''],
      [
        'a field less in an answer',
        ({ components }) => without(components.schemas['DirectoryHouseholdRow']!, 'headName'),
        'GET directory/households',
        'headName',
      ],
      [
        'a field more in what is asked for',
        ({ components }) => asking(components.schemas['RecordPolicyRequest']!, 'planted'),
        'POST policies',
        'planted',
      ],
    ])('would be refused with %s', async (_which, plant, route, names) => {
      const broken = structuredClone(before) as Planted;
      plant(broken);
      const [method, path] = route.split(' ');
      expect(await refused(broken)).toContainEqual(
        expect.stringMatching(new RegExp(`^${method} /api/${department}/v1/${path}: .*${names}`, 's')),
      );
    });
  });

  describe('its policy', () => {
    it('reminds whoever may confirm a value that waits, and not who recorded it, until it is decided', async () => {
      const [recorder, confirmer, operator] = (['county-officer', 'county-officer', 'system-admin'] as const).map((role) =>
        principalLike({ department, roles: [role], area: '360781' }),
      ) as [Principal, Principal, Principal];
      const as = (by: Principal) => ({
        post: async (path: string, body: object = {}): Promise<request.Response> =>
          request(service.app.getHttpServer())
            .post(`/api/${department}/v1${path}`)
            .set('Authorization', `Bearer ${await service.issuer.tokenFor(by)}`)
            .set('Idempotency-Key', randomUUID())
            .send(body),
      });
      const value = (code: string, unit: string, given: unknown) => ({
        ...{ code, validFrom: '2016-01-01', validTo: null, unit, region: '360781', value: given },
        ...{ source: '瑞府办〔2016〕31号', certainty: 'L', noteZh: '按县文件', reason: '按县文件执行' },
      });
      const early = { daysBefore: 30, townshipAfter: 3, countyAfter: 7 };
      await agreePolicyOverHttp(as(recorder), as(confirmer), value('reminder.days', 'days', early));
      const { body } = await as(recorder).post('/policies', value('reminder.secondPerson', 'working days', 2));
      expect((await as(operator).post('/reminder-rounds')).status).toBe(200);
      const reminded = async (by: Principal) => {
        const answer = await request(service.app.getHttpServer())
          .get(`/api/${department}/v1/reminders`)
          .set('Authorization', `Bearer ${await service.issuer.tokenFor(by)}`);
        return (answer.body.items as { subject: object }[]).map(({ subject }) => subject);
      };
      expect([await reminded(confirmer), await reminded(recorder)]).toEqual([[{ kind: 'policy', id: body.id }], []]);
      expect((await as(confirmer).post(`/policies/${body.id}/reject`, { reason: '依据不足' })).status).toBe(200);
      expect(await reminded(confirmer)).toEqual([]);
    });
  });

  describe('its database', () => {
    it('lets the runtime role own nothing and pass by no row security', async () => {
      const rows = await asSuperuser(
        service.database,
        `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'pgboss') and pg_get_userbyid(c.relowner) <> 'jz_${department}_owner' and c.relkind in ('r', 'p', 'S', 'v')
         union all select rolname from pg_roles where (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) and rolname in ('jz_${department}', '${runtimeGroup(department)}')`,
      );
      expect(rows).toEqual([]);
    });

    it('has row security on every table with an area, forced for the owner as well', async () => {
      const rows = await asSuperuser<{ relname: string; safe: boolean }>(
        service.database,
        `select c.relname, c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as safe
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('village_code', 'area_code')
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
      );
      expect(rows.map(({ relname }) => relname)).toEqual(expect.arrayContaining(['directory_household', 'directory_person']));
      expect(rows.filter(({ safe }) => !safe)).toEqual([]);
    });

    it('has the triggers that keep the audit log as it is', async () => {
      const rows = await asSuperuser(
        service.database,
        "select tgrelid::regclass::text as table from pg_trigger where tgname like '%_is_append_only' and tgenabled = 'O' and tgrelid::regclass::text like 'audit%' order by 1",
      );
      expect(rows).toEqual([{ table: 'audit_chain' }, { table: 'audit_log' }]);
    });
  });

  describe('its directory', () => {
    let identification: TestDatabase;
    let owner: Database;
    let publisher: INestApplicationContext;

    beforeAll(async () => {
      identification = await createTestDatabase(publisherDefinition);
      owner = await identification.open();
      publisher = await startMessaging({ department: 'identification', database: owner, servers: broker.url });
    });
    afterAll(async () => {
      await publisher.close();
      await owner.close();
      await identification.drop();
    });

    it('learns a household from the event of identification and shows it where it belongs', async () => {
      const data = HouseholdRegisteredV1.data.parse(goldenSample(HouseholdRegisteredV1.type).data);
      const draft = { division: data.villageCode, orderingKey: data.householdId, data };
      await publishAndWait(publisher, (outbox, em) => outbox.add(em, HouseholdRegisteredV1, draft));
      const found = await until('the household is in the directory', async () => {
        const { body } = await get('/directory/households', { area: '360781102' });
        return body.items.length > 0 ? body.items : undefined;
      });
      expect(found).toEqual([expect.objectContaining({ id: data.householdId, headName: data.headName, villageCode: '360781102208' })]);
      expect((await get('/directory/households', { area: '360781204' })).body.items).toEqual([]);
      expect((await get(`/directory/households/${data.householdId}`, { area: '360781204' })).status).toBe(404);
      const walk = await walkAreas(service, department);
      expect(walk.tables).toEqual(expect.arrayContaining(['directory_household', 'directory_person']));
      // finance has more commands, which its own spec asks with records of its own
      const unreached = Object.keys(walk.unreached).filter(() => department !== 'finance');
      expect([walk.asked > 5, walk.leaks, unreached]).toEqual([true, [], []]);
      const { body: health } = await request(service.app.getHttpServer()).get('/healthz').expect(200);
      // those of the directory: a department that hears of others as well waits here for streams nobody has made
      const consumers = health.checks.messaging.consumers as { handler: string; problem?: string; waiting: number }[];
      const directory = consumers.filter(({ handler }) => ['project-households', 'project-divisions'].includes(handler));
      expect(directory.map(({ problem, waiting }) => [problem, waiting])).toEqual([
        [undefined, 0],
        [undefined, 0],
      ]);
    });
  });
}

function without({ properties, required }: Planted['components']['schemas'][string], field: string): void {
  delete properties[field];
  required.splice(required.indexOf(field), 1);
}

function asking({ properties, required }: Planted['components']['schemas'][string], field: string): void {
  properties[field] = { type: 'string' };
  required.push(field);
}

const publisherDefinition: DatabaseDefinition = {
  department: 'identification',
  entities: messagingEntities,
  migrations: [
    class CreateMessaging extends Migration {
      override up(): void {
        for (const sql of [...persistenceFoundation('identification'), ...messagingTables('identification')]) this.addSql(sql);
      }
    },
  ],
};

async function asSuperuser<Row extends pg.QueryResultRow>(database: TestDatabase, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
