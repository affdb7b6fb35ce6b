import {
  Catch,
  Global,
  Module,
  StandardSchemaValidationPipe,
  type ArgumentsHost,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import request from 'supertest';
import { AuthModule, TokenVerifier, type Role } from '@jingzhun/auth';
import { makeIssuer, principalLike, type TestIssuer } from '@jingzhun/auth/testing';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock, Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import { MessagingModule } from '../index.js';
import { startLocalNats, startMessaging, until, type LocalNats } from '../testing/index.js';
import { definitionOf, WriteDown } from './town.js';

@Catch(Refusal)
class RefusalFilter implements ExceptionFilter {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(refusal.status).json({ code: refusal.code });
  }
}

describe('operations over HTTP', () => {
  let nats: LocalNats;
  let test: TestDatabase;
  let database: Database;
  let issuer: TestIssuer;
  let app: INestApplication;
  const last: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    [nats, test, issuer] = [await startLocalNats(), await createTestDatabase(definitionOf('finance')), await makeIssuer()];
    database = await test.open();
    const registerDatabase = await createTestDatabase(definitionOf('identification'));
    const register = await registerDatabase.open();
    const identification = await startMessaging({ department: 'identification', database: register, servers: nats.url });
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
        MessagingModule.forFeature([WriteDown]),
      ],
    }).compile();
    app = testingModule.createNestApplication({ logger: false });
    app.useGlobalPipes(new StandardSchemaValidationPipe());
    await app.listen(0, '127.0.0.1');
    last.push(
      () => app.close(),
      () => identification.close(),
      () => register.close(),
      () => database.close(),
    );
    last.push(
      () => nats.remove(),
      () => registerDatabase.drop(),
      () => test.drop(),
    );
    const nc = await connect({ servers: nats.url });
    await until('the stream is there', async () => {
      const ack = jetstream(nc).publish('jz.identification.household.registered.v1.360781.102.208', '{"headName":"杨示例"', {
        msgID: 'once',
      });
      return ack.then(
        () => true,
        () => false,
      );
    });
    await nc.close();
    await until('it is parked', async () => (await app.get(DeadLetterOffice).list()).items.length > 0);
  });
  afterAll(async () => {
    for (const step of last) await step();
  });

  const as = async (role: Role): Promise<string> =>
    `Bearer ${await issuer.tokenFor(principalLike({ roles: [role], department: 'finance' }))}`;
  const get = async (path: string, role: Role = 'system-admin') =>
    request(app.getHttpServer())
      .get(`/operations/${path}`)
      .set('Authorization', await as(role));

  it('show dead letters with the reason and without their content', async () => {
    const { body } = await get('dead-letters');
    expect(body).toMatchObject({
      total: 1,
      nextCursor: null,
      items: [{ handler: 'project-households', reason: 'data-is-not-json', bytes: 23 }],
    });
    expect(JSON.stringify(body)).not.toContain('杨');
    const one = await get(`dead-letters/${body.items[0].sequence}`);
    expect(one.body).toEqual(body.items[0]);
    expect((await get('dead-letters/999')).body).toEqual({ code: 'dead-letter.not-found' });
    expect((await get('dead-letters?handler=project-divisions')).body.items).toEqual([]);
    expect((await get('dead-letters?handler=a.>')).status).toBe(400);
  });

  it('replay by those who may only', async () => {
    const replay = async (role: Role) =>
      request(app.getHttpServer())
        .post('/operations/dead-letters/1/replay')
        .set('Authorization', await as(role));
    expect((await replay('county-officer')).status).toBe(403);
    expect((await replay('auditor')).status).toBe(403);
    expect(await replay('system-admin')).toMatchObject({ status: 409, body: { code: 'dead-letter.still-undecodable' } });
  });

  it('show the state of messaging', async () => {
    const { status, body } = await get('messaging');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'degraded',
      reasons: ['1 dead letters wait'],
      role: 'leader',
      broker: { connected: true },
      outbox: { waiting: 0 },
      consumers: [{ handler: 'project-households', running: true, waiting: 0, parked: 1 }],
      deadLetters: 1,
    });
    expect((await get('messaging', 'village-cadre')).status).toBe(403);
  });
});
