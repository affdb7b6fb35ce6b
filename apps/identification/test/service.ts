import { randomUUID } from 'node:crypto';
import type { Role } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Principal } from '@jingzhun/auth';
import { Database, StandingClock } from '@jingzhun/persistence';
import { startTestService, type TestService } from '@jingzhun/service-shell/testing';
import pg from 'pg';
import request from 'supertest';
import { AppModule } from '../src/app.module.js';
import { definition } from '../src/mikro-orm.config.js';

export const BASE = '/api/identification/v1';

export interface Identification extends TestService {
  clock: StandingClock;
  db: Database;
  as(principal: Principal): Caller;
  /** Looks behind row security. */
  look<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
}

export interface Caller {
  principal: Principal;
  get(path: string): request.Test;
  post(path: string, body?: object, version?: number): request.Test;
}

/** The whole service on a database of its own; time stands still until a test moves it. */
export async function startIdentification(at = new Date('2016-06-15T02:00:00Z')): Promise<Identification> {
  const clock = new StandingClock(at);
  const service = await startTestService({ definition, module: AppModule, clock: clock });
  const superuser = new pg.Pool({ connectionString: service.database.superuserUrl, max: 2 });
  superuser.on('error', () => undefined);
  return {
    ...service,
    clock,
    db: service.app.get(Database),
    as: (principal) => callerOf(service, principal),
    look: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows,
    async stop() {
      await superuser.end();
      await service.stop();
    },
  };
}

function callerOf(service: TestService, principal: Principal): Caller {
  const token = service.issuer.tokenFor(principal, { lifetimeSeconds: 600 });
  const server = service.app.getHttpServer();
  const signed = (test: request.Test): request.Test => {
    const end = test.end.bind(test);
    // supertest sends on `end`; the token is a promise, so it is put in just before
    test.end = ((callback: never) => {
      void token.then((value) => {
        test.set('Authorization', `Bearer ${value}`);
        end(callback);
      });
      return test;
    }) as typeof test.end;
    return test.set('Accept-Language', 'zh-CN');
  };
  return {
    principal,
    get: (path) => signed(request(server).get(`${BASE}${path}`)),
    post: (path, body = {}, version) => {
      const test = signed(request(server).post(`${BASE}${path}`)).set('Idempotency-Key', randomUUID());
      return (version === undefined ? test : test.set('If-Match', `"${version}"`)).send(body);
    },
  };
}

export const officer = (area: string, roles: Role[] = ['township-officer']): Principal => principalLike({ area, roles });
