import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import type { Principal, Role } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import { Database, TickingClock, type StandingClock, type DatabaseDefinition } from '@jingzhun/persistence';
import pg from 'pg';
import request from 'supertest';
import { startTestService, type TestService } from './start-test-service.js';

export interface CalledService extends TestService {
  clock: StandingClock;
  db: Database;
  department: DatabaseDefinition['department'];
  as(principal: Principal): Caller;
  /** Looks behind row security. */
  look<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** An account at the service's address; every command with an idempotency key of its own. */
export interface Caller {
  principal: Principal;
  get(path: string): request.Test;
  post(path: string, body?: object, version?: number): request.Test;
  /** A file as the body. */
  upload(path: string, content: string | Buffer, type: string): request.Test;
  put(path: string, body?: object, version?: number): request.Test;
}

/** The whole service on a database of its own; time stands still until a test moves it. */
export async function startCalledService(
  definition: DatabaseDefinition,
  module: Type,
  { at = new Date('2016-06-15T02:00:00Z'), env = {} }: { at?: Date; env?: Record<string, string> } = {},
): Promise<CalledService> {
  const clock = new TickingClock(at);
  const service = await startTestService({ definition, module, clock, env });
  const superuser = new pg.Pool({ connectionString: service.database.superuserUrl, max: 2 });
  superuser.on('error', () => undefined);
  return {
    ...service,
    clock,
    db: service.app.get(Database),
    department: definition.department,
    as: (principal) => callerOf(service, `/api/${definition.department}/v1`, principal),
    look: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows,
    async stop() {
      await superuser.end();
      await service.stop();
    },
  };
}

function callerOf(service: TestService, base: string, principal: Principal): Caller {
  const server = service.app.getHttpServer();
  const signed = (test: request.Test): request.Test => {
    const end = test.end.bind(test);
    // supertest sends on `end`; the token is a promise, so it is put in just before; a long run outlives one token
    test.end = ((callback: never) => {
      void service.issuer.tokenFor(principal, { lifetimeSeconds: 600 }).then((value) => {
        test.set('Authorization', `Bearer ${value}`);
        end(callback);
      });
      return test;
    }) as typeof test.end;
    return test.set('Accept-Language', 'zh-CN');
  };
  const command = (test: request.Test, body: object = {}, version?: number): request.Test => {
    const keyed = signed(test).set('Idempotency-Key', randomUUID());
    return (version === undefined ? keyed : keyed.set('If-Match', `"${version}"`)).send(body);
  };
  return {
    principal,
    upload: (path, content, type) =>
      signed(request(server).post(`${base}${path}`))
        .set('Idempotency-Key', randomUUID())
        .set('Content-Type', type)
        .send(content),
    get: (path) => signed(request(server).get(`${base}${path}`)),
    post: (path, body, version) => command(request(server).post(`${base}${path}`), body, version),
    put: (path, body, version) => command(request(server).put(`${base}${path}`), body, version),
  };
}

export const officerOf = (
  department: Principal['department'],
  area: string,
  roles: Role[] = ['county-officer'],
  name?: string,
): Principal => principalLike({ department, area, roles, ...(name ? { name } : {}) });
