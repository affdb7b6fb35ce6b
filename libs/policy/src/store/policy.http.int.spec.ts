import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Catch,
  Module,
  StandardSchemaValidationPipe,
  type ArgumentsHost,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Response } from 'express';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import request from 'supertest';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Refusal } from '@jingzhun/domain/refusal';
import { AuditModule, auditTables } from '@jingzhun/audit';
import { AuthModule } from '@jingzhun/auth';
import { principalLike, serveIssuer, type ServedIssuer } from '@jingzhun/auth/testing';
import { Clock, Database, PersistenceModule, persistenceFoundation, StandingClock, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { loadPack, POLICY_KEYS, policyDecisionTables, PolicyModule, PolicyService, policyTables, seedPack } from '../index.js';

class CreateTables extends Migration {
  override up(): void {
    for (const sql of [
      ...persistenceFoundation('finance'),
      ...auditTables('finance'),
      ...policyTables('finance'),
      ...policyDecisionTables('finance'),
    ])
      this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'finance', entities: [], migrations: [CreateTables] };
const pack = loadPack('ruijin');

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    AuthModule.forRoot({ department: 'finance' }),
    AuditModule.forRoot('finance'),
    PolicyModule.forRoot(() => pack),
  ],
})
class TestModule {}

/** The part of the shell's filter these tests look at. */
@Catch(Refusal)
class AnswerRefusal implements ExceptionFilter<Refusal> {
  catch({ status, code, problems, zh }: Refusal, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(status).json({ code, problems, next: zh.next });
  }
}

const county = DivisionPrefix.parse('360781');
const on = (text: string): PlainDate => PlainDate.parse(text);
const recording = {
  code: 'notice.group.days',
  region: '360781102',
  validFrom: '2016-01-01',
  validTo: null,
  value: 10,
  source: '壬田镇文件',
  reason: '镇政府要求',
};

describe('policies', () => {
  let app: INestApplication;
  let issuer: ServedIssuer;
  let test: TestDatabase;
  let folder: string;
  let policies: PolicyService;
  const clock = new StandingClock(new Date('2016-06-30T02:00:00Z'));
  const officer = principalLike({ department: 'finance', name: '张三' });
  const second = principalLike({ department: 'finance', name: '李四' });
  const tokenOf = (parts: Parameters<typeof principalLike>[0] = {}): Promise<string> =>
    issuer.tokenFor(principalLike({ department: 'finance', ...parts }));

  const get = async (path: string, parts = {}): Promise<request.Response> =>
    request(app.getHttpServer())
      .get(path)
      .set('Authorization', `Bearer ${await tokenOf(parts)}`);
  const post = async (body: object, principal = officer): Promise<request.Response> =>
    request(app.getHttpServer())
      .post('/policies')
      .set('Authorization', `Bearer ${await issuer.tokenFor(principal)}`)
      .send(body);

  const step = async (id: string, name: 'confirm' | 'reject' | 'withdraw', principal = second, body: object = {}) =>
    request(app.getHttpServer())
      .post(`/policies/${id}/${name}`)
      .set('Authorization', `Bearer ${await issuer.tokenFor(principal)}`)
      .send(body);
  const agreed = async (body: object): Promise<string> => {
    const { id } = (await post(body)).body;
    expect((await step(id, 'confirm')).status).toBe(200);
    return id;
  };
  const valueNow = (key: 'notice.group.days' | 'import.maxRows', region = county) => policies.value(key, clock.today(), region);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    [issuer, test] = await Promise.all([serveIssuer(), createTestDatabase(definition)]);
    Object.assign(process.env, { JINGZHUN_FINANCE_DATABASE_URL: test.runtimeUrl, JINGZHUN_DATA: folder });
    const testingModule = await Test.createTestingModule({ imports: [TestModule] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    app = testingModule.createNestApplication();
    app.useGlobalPipes(new StandardSchemaValidationPipe());
    app.useGlobalFilters(new AnswerRefusal());
    await app.init();
    policies = app.get(PolicyService);
  });
  afterAll(async () => {
    await app.close();
    await issuer.stop();
    await test.drop();
    await rm(folder, { recursive: true });
  });

  it('brings the whole pack at the first start and nothing at the second', async () => {
    const stored = await app.get(Database).pool.query<{ count: number }>('select count(*) from policy_parameter');
    expect(stored.rows[0]?.count).toBe(pack.parameters.length);
    expect(await seedPack(app.get(Database), clock, pack)).toBe(0);
  });

  it("answers what is in force today for the caller's area, with source and certainty", async () => {
    const { body } = await get('/policies');
    expect(body.items.map((item: { code: string }) => item.code)).toEqual(Object.keys(POLICY_KEYS));
    expect(body.items.find((item: { code: string }) => item.code === 'povertyLine.office')).toMatchObject({
      value: 314_600,
      validFrom: '2016-01-01',
      validTo: '2017-01-01',
      certainty: 'D',
      certaintyZh: '推算',
      sourceZh: '2014年2800元，每年递增6%推算',
      unitZh: '元（每人每年）',
      form: { kind: 'number', whole: true, money: true },
      recordedBy: null,
    });
  });

  it('answers another day', async () => {
    const { body } = await get('/policies?on=2014-12-31');
    expect(body.items.find((item: { code: string }) => item.code === 'povertyLine.series')).toMatchObject({ value: 'nbs', certainty: 'U' });
    expect((await get('/policies?on=2014-02-30')).status).toBe(400);
  });

  it('a value of one officer waits; another confirms it, and it stands beside that of the county', async () => {
    const town = DivisionPrefix.parse('360781102208');
    const answer = await post(recording);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      value: 10,
      certainty: 'L',
      recordedBy: '张三',
      reason: '镇政府要求',
      state: 'waiting',
      mine: true,
    });
    const { id } = answer.body;
    expect(await valueNow('notice.group.days', town)).toBe(7);
    expect((await get('/policies/waiting')).body.items).toMatchObject([{ id, state: 'waiting', mine: false, decidedBy: null }]);
    clock.advance(60_000);
    const before = clock.now();
    clock.advance(60_000);
    expect((await step(id, 'confirm', officer)).body.code).toBe('policy.own-value');
    expect((await step(id, 'confirm')).body).toMatchObject({ state: 'agreed', decidedBy: '李四', decidedAt: clock.now().toISOString() });
    expect((await get('/policies/waiting')).body.items).toEqual([]);
    expect(await valueNow('notice.group.days', town)).toBe(10);
    expect((await policies.snapshot(clock.today(), town, before)).value('notice.group.days')).toBe(7);
    expect(await valueNow('notice.group.days')).toBe(7);
    expect(await policies.value('notice.group.days', on('2015-12-31'), town)).toBe(7);
    const { body } = await get('/policies/notice.group.days/history');
    expect(body.items.map((item: { value: number }) => item.value)).toEqual([10, 7]);
    const audited = await app.get(Database).pool.query('select action, account_name, object_id from audit_log order by action desc');
    expect(audited.rows).toEqual([
      { action: 'policy.record', account_name: '张三', object_id: id },
      { action: 'policy.confirm', account_name: '李四', object_id: id },
    ]);
  });

  it('a rejected or withdrawn value never counts, and is decided once', async () => {
    const rejected = (await post({ ...recording, region: '360781', value: 1 })).body.id;
    expect((await step(rejected, 'reject')).status).toBe(400);
    expect((await step(rejected, 'withdraw')).body.code).toBe('policy.not-yours');
    expect((await step(rejected, 'reject', second, { reason: '文件无此规定' })).body).toMatchObject({
      state: 'rejected',
      decisionReason: '文件无此规定',
    });
    const withdrawn = (await post({ ...recording, region: '360781', value: 2 })).body.id;
    expect((await step(withdrawn, 'withdraw', officer)).body).toMatchObject({ state: 'withdrawn', mine: true });
    for (const id of [rejected, withdrawn]) {
      const late = await step(id, 'confirm');
      expect([late.status, late.body.code]).toEqual([409, 'policy.decided']);
    }
    expect((await step('01900000-0000-7000-8000-000000000000', 'confirm')).status).toBe(404);
    expect(await valueNow('notice.group.days')).toBe(7);
    expect((await get('/policies/notice.group.days/history')).body.items.map((one: { state: string }) => one.state)).toEqual([
      'withdrawn',
      'rejected',
      'agreed',
      'agreed',
    ]);
  });

  it('what was agreed last counts, and what was known before stays answerable', async () => {
    const change = { ...recording, code: 'import.maxRows', region: '360781' };
    const before = clock.now();
    clock.advance(1_000);
    const first = (await post({ ...change, value: 500_000 })).body.id;
    await agreed({ ...change, value: 400_000 });
    expect(await valueNow('import.maxRows')).toBe(400_000);
    clock.advance(1_000);
    expect((await step(first, 'confirm')).status).toBe(200);
    expect(await valueNow('import.maxRows')).toBe(500_000);
    expect((await policies.snapshot(clock.today(), county, before)).value('import.maxRows')).toBe(900_000);
  });

  it('of two who confirm at once one does, and no value of one person alone can be stored', async () => {
    const third = principalLike({ department: 'finance' });
    const { id } = (await post({ ...recording, code: 'notice.village.days', region: '360781' })).body;
    const both = await Promise.all([step(id, 'confirm'), step(id, 'confirm', third)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { pool } = app.get(Database);
    const alone = (await post({ ...recording, code: 'notice.village.days', region: '360781' })).body.id;
    const decide = (recordedBy: string, by: string) =>
      pool.query(
        `insert into policy_decision (parameter_id, recorded_by, decision, decided_at, decided_by, decided_by_name)
         values ($1, $2, 'confirmed', now(), $3, '某')`,
        [alone, recordedBy, by],
      );
    await expect(decide(officer.accountId, officer.accountId)).rejects.toThrow('policy_decision_by_whom');
    await expect(decide(second.accountId, third.accountId)).rejects.toThrow('policy_decision_of_its_parameter');
    await expect(
      pool.query(
        `insert into policy_parameter (id, region_code, key, effective_from, value, source, certainty, note_zh, recorded_at, recorded_by, reason)
        values (gen_random_uuid(), '360781', 'notice.village.days', '2016-01-01', '1', '某', 'L', '', now(), $1, '某')`,
        [officer.accountId],
      ),
    ).rejects.toThrow('policy_parameter_waits_for_another');
  });

  it('a later release brings the day that a filled database lacks, and leaves alone the days the county spoke for', async () => {
    const region = DivisionPrefix.parse('520199');
    const rates = pack.parameters.filter(({ key }) => key === 'loan.benchmarkRates').map((one) => ({ ...one, regionCode: region }));
    const before = { ...rates[0]!, effectiveTo: null, value: { oneYearPpm: 43_500, fiveYearsPpm: 47_500 } };
    const rows = pack.parameters.find(({ key }) => key === 'import.maxRows')!;
    const seed = (parameters: typeof pack.parameters) => seedPack(app.get(Database), clock, { ...pack, parameters });
    expect(await seed([before])).toBe(1);
    expect(await seed([...rates, { ...rows, effectiveFrom: on('2016-05-01'), value: 1_000 }])).toBe(1);
    expect(await policies.value('loan.benchmarkRates', clock.today(), region)).toEqual({
      oneYearPpm: 43_500,
      fiveYearsPpm: 47_500,
      aboveFiveYearsPpm: 49_000,
    });
    expect(await policies.value('import.maxRows', clock.today(), county)).toBe(500_000);
  });

  it.each([
    [{ value: 'ten' }, '/value', '数值须填数字。'],
    [{ value: -3 }, '/value', '数值不能小于 0。'],
    [{ value: 4000 }, '/value', '数值不能大于 3650。'],
    [{ validTo: '2015-01-01' }, '/validTo', '截止日期须晚于起始日期。'],
    [{ code: 'povertyLine.office', value: -1, unit: 'fen per person and year' }, '/value', '数值不能是负数。'],
    [{ code: 'notice.dayKind', value: 'lunar' }, '/value', '数值须是下列之一：自然日、工作日。'],
    [{ code: 'quality.primaryAge', value: { min: 9, max: 6 } }, '/value', '数值的下限不能大于上限。'],
    [{ code: 'quality.wage.range', value: { minFen: 1, maxFen: 0.5 } }, '/value/maxFen', '数值（上限）须填整数。'],
    [{ code: 'household.yepingTownFrom', value: '2019-13-01' }, '/value', '数值须填日期。'],
  ])('refuses %j and says where and what, in words', async (change, pointer, zh) => {
    const answer = await post({ ...recording, ...change });
    expect([answer.status, answer.body.code]).toEqual([422, 'policy.value-refused']);
    expect(answer.body.problems).toMatchObject([{ pointer, zh }]);
    expect(answer.body.problems[0].en).not.toMatch(/\p{Script=Han}/u);
    expect(answer.body.next).toBeTruthy();
  });

  it.each([{ code: 'notice.nothing' }, { reason: ' ' }, { certainty: 'sure' }, { unknown: 1 }])(
    'refuses %j before anything is done',
    async (change) => {
      expect((await post({ ...recording, ...change })).status).toBe(400);
    },
  );

  it('refuses an area that is not the caller’s', async () => {
    const answer = await post({ ...recording, region: '360782' });
    expect([answer.status, answer.body.code]).toEqual([403, 'policy.outside-area']);
  });

  it('lets readers read and only county officers record', async () => {
    for (const role of ['village-cadre', 'township-officer', 'leader'] as const)
      expect((await get('/policies', { roles: [role] })).status).toBe(200);
    for (const role of ['system-admin', 'auditor'] as const) expect((await get('/policies', { roles: [role] })).status).toBe(403);
    const township = principalLike({ department: 'finance', roles: ['township-officer'], area: '360781102' });
    expect((await post(recording, township)).status).toBe(403);
    const { id } = (await post(recording)).body;
    expect((await step(id, 'confirm', township)).status).toBe(403);
    const approver = principalLike({ department: 'finance', roles: ['finance-approver'] });
    expect((await post(recording, approver)).status).toBe(403);
    expect((await step(id, 'confirm', approver)).status).toBe(200);
  });

  it('never changes a row, not even for the owner', async () => {
    const tables = ['policy_parameter', 'policy_decision'];
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      for (const table of tables) {
        await expect(owner.query(`update ${table} set reason = '1'`)).rejects.toThrow(/append-only/);
        await expect(owner.query(`delete from ${table}`)).rejects.toThrow(/append-only/);
      }
    } finally {
      await owner.end();
    }
  });
});
