import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { Clock, persistenceFoundation, systemSession, type Database, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { AuditLog } from './audit-log.js';
import { auditTables } from './audit-tables.js';
import { ChainLinker } from './chain-linker.js';
import { HeadWitness } from './head-witness.js';
import { linkNow } from './testing/index.js';
import { verifyChain, type Verification, type VerifyOptions } from './verify-chain.js';

class CreateAudit extends Migration {
  override up(): void {
    for (const sql of [...persistenceFoundation('finance'), ...auditTables('finance')]) this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'finance', entities: [], migrations: [CreateAudit] };
const actor = {
  accountId: '01890000-0000-7000-8000-000000000001',
  name: '王建国',
  roles: ['county-officer'],
  area: '360781',
  sessionId: 's1',
};

describe('the audit chain', () => {
  const clock = new Clock();
  let test: TestDatabase;
  let database: Database;
  let audit: AuditLog;
  let superuser: pg.Client;

  beforeEach(async () => {
    test = await createTestDatabase(definition);
    database = await test.open();
    audit = new AuditLog(database, clock);
    superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    await superuser.query("set session_replication_role = 'replica'"); // a superuser who switches the triggers off
  });
  afterEach(async () => {
    await superuser.end();
    await database.close();
    await test.drop();
  });

  const write = (action: string): Promise<string> => audit.recordAlone({ actor, action, result: 'success', detail: { rows: 3 } });
  const writeAndLink = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await write(`step.${i}`));
    await linkNow(test.runtimeUrl, clock.now());
    return ids;
  };
  const verify = async (options: Partial<VerifyOptions> = {}): Promise<Verification> => {
    const reader = new pg.Client({ connectionString: test.runtimeUrl });
    await reader.connect();
    try {
      return await verifyChain(reader, { now: clock.now(), ...options });
    } finally {
      await reader.end();
    }
  };

  it('is intact when nobody touched it, and says what waits', async () => {
    expect(await verify()).toMatchObject({ intact: true, verified: 0, waiting: 0 });
    await writeAndLink(5);
    await write('later');
    expect(await verify()).toMatchObject({ intact: true, verified: 5, waiting: 1, head: { seq: 5 } });
  });

  it('spans the turns of the linker and the batches of the verification', async () => {
    await superuser.query(
      "insert into audit_log (id, occurred_at, action, result) select gen_random_uuid(), now(), 'bulk', 'success' from generate_series(1, 4500)",
    );
    expect(await linkNow(test.runtimeUrl, clock.now())).toBe(4500);
    expect(await verify()).toMatchObject({ intact: true, verified: 4500 });
  });

  it.each([
    ["action = 'harmless'"],
    ["account_name = '李四'"],
    ['account_id = gen_random_uuid()'],
    ["occurred_at = occurred_at + interval '1 microsecond'"],
    ["roles = '{}'"],
    ['area = null'],
    ['detail = \'{"rows": 4}\''],
    ["result = 'refused'"],
    ["purpose = ''"],
  ])('names a row whose %s', async (change) => {
    const ids = await writeAndLink(4);
    await superuser.query(`update audit_log set ${change} where id = $1`, [ids[2]]);
    expect(await verify()).toMatchObject({ intact: false, verified: 2, first: { fault: 'altered', seq: 3, auditId: ids[2] } });
  });

  it('names a deleted row, and all of them after a truncate', async () => {
    const ids = await writeAndLink(4);
    await superuser.query('delete from audit_log where id = $1', [ids[1]]);
    expect(await verify()).toMatchObject({ verified: 1, first: { fault: 'missing', seq: 2, auditId: ids[1] } });
    await superuser.query('truncate audit_log');
    expect(await verify()).toMatchObject({ verified: 0, first: { fault: 'missing', seq: 1, auditId: ids[0] } });
  });

  it('names the place where row and link were both deleted', async () => {
    await writeAndLink(4);
    await superuser.query('delete from audit_log where id = (select audit_id from audit_chain where seq = 2)');
    await superuser.query('delete from audit_chain where seq = 2');
    expect(await verify()).toMatchObject({ verified: 1, first: { fault: 'broken', seq: 3 } });
  });

  it('names a row that was altered together with its link', async () => {
    const ids = await writeAndLink(4);
    await superuser.query("update audit_log set action = 'harmless' where id = $1", [ids[1]]);
    await superuser.query("update audit_chain set hash = sha256('forged') where seq = 2");
    expect(await verify()).toMatchObject({ first: { fault: 'altered', seq: 2, auditId: ids[1] } });
  });

  it('names a row that was added behind the service and never linked', async () => {
    await writeAndLink(2);
    const { rows } = await superuser.query<{ id: string }>(
      "insert into audit_log (id, occurred_at, action, result) values (gen_random_uuid(), now() - interval '5 minutes', 'forged', 'success') returning id",
    );
    expect(await verify()).toMatchObject({ intact: false, verified: 2, first: { fault: 'unlinked', auditId: rows[0]?.id } });
  });

  it('names a row that was added with an earlier time, although it was linked', async () => {
    await writeAndLink(2);
    const { rows } = await superuser.query<{ id: string }>(
      "insert into audit_log (id, occurred_at, action, result) values (gen_random_uuid(), now() - interval '2 days', 'forged', 'success') returning id",
    );
    await linkNow(test.runtimeUrl, clock.now());
    expect(await verify()).toMatchObject({ verified: 2, first: { fault: 'inserted', seq: 3, auditId: rows[0]?.id } });
  });

  it('takes no offence at a clock that is moved on while rows wait, and still names one with an earlier time among them', async () => {
    await writeAndLink(2);
    for (const action of ['a', 'b', 'c']) await write(action);
    const nextDay = new Date(clock.now().getTime() + 86_400_000);
    await linkNow(test.runtimeUrl, nextDay);
    expect(await verify({ now: nextDay })).toMatchObject({ intact: true, verified: 5 });
    const { rows } = await superuser.query<{ id: string }>(
      "insert into audit_log (id, occurred_at, action, result) values (gen_random_uuid(), now() + interval '1 day', 'true', 'success'), (gen_random_uuid(), now(), 'forged', 'success') returning id",
    );
    await linkNow(test.runtimeUrl, new Date(nextDay.getTime() + 60_000));
    expect(await verify({ now: nextDay })).toMatchObject({ first: { fault: 'inserted', auditId: rows[1]?.id } });
  });

  it('finds the end cut off, and everything cut off, with the head that was kept outside', async () => {
    await writeAndLink(4);
    const { head } = await verify();
    const witness = { seq: head.seq, hash: Buffer.from(head.hash, 'hex') };
    expect(await verify({ witness })).toMatchObject({ intact: true });
    await superuser.query('delete from audit_log where id in (select audit_id from audit_chain where seq >= 4)');
    await superuser.query('delete from audit_chain where seq >= 4');
    expect(await verify()).toMatchObject({ intact: true, verified: 3 }); // the chain alone cannot know
    expect(await verify({ witness })).toMatchObject({ intact: false, first: { fault: 'cut', seq: 4 } });
    await superuser.query('truncate audit_log, audit_chain');
    await writeAndLink(6);
    expect(await verify({ witness })).toMatchObject({ first: { fault: 'cut', seq: 4 } });
  });

  it('has every row of concurrent writers once, while a long transaction holds one back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'audit-'));
    const witness = new HeadWitness(join(directory, 'finance', 'audit-head.json'));
    const linkers = [1, 2, 3].map(() => new ChainLinker({ databaseUrl: test.runtimeUrl, clock, witness, every: 5 }));
    for (const linker of linkers) linker.start();
    try {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const long = database.connection(systemSession('import'), async (client) => {
        await audit.record(client, { action: 'import.release', result: 'success' });
        await released;
      });
      await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? recordInUnitOfWork(i) : write(`concurrent.${i}`))));
      expect((await untilLinked(200, 2000)).verified).toBe(200); // the long one does not hold the others up
      release();
      await long;
      expect(await untilLinked(201, 2000)).toMatchObject({ intact: true, verified: 201, waiting: 0 });
      const { rows } = await superuser.query<{ action: string }>(
        'select action from audit_chain join audit_log on id = audit_id order by seq desc limit 1',
      );
      expect(rows[0]?.action).toBe('import.release');
      expect((await witness.read())?.seq).toBe(201);
    } finally {
      await Promise.all(linkers.map((linker) => linker.stop()));
      await rm(directory, { recursive: true });
    }
  });

  it('goes on where it was when the linker is killed', async () => {
    const first = new ChainLinker({ databaseUrl: test.runtimeUrl, clock, every: 5 });
    const second = new ChainLinker({ databaseUrl: test.runtimeUrl, clock, every: 5 });
    first.start();
    await write('before');
    await untilLinked(1, 1000);
    second.start();
    await superuser.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jingzhun audit chain' and datname = current_database()",
    );
    await write('after');
    expect(await untilLinked(2, 3000)).toMatchObject({ intact: true, verified: 2 });
    await Promise.all([first.stop(), second.stop()]);
    await writeAndLink(1);
    expect(await verify()).toMatchObject({ intact: true, verified: 3 });
  });

  it('does not keep what was rolled back', async () => {
    const undone = database.transaction(systemSession('import'), async (em) => {
      await audit.record(em, { action: 'undone', result: 'success' });
      throw new Error('refused');
    });
    await expect(undone).rejects.toThrow('refused');
    expect(await linkNow(test.runtimeUrl, clock.now())).toBe(0);
  });

  it('cannot be changed by the service itself nor by the owner', async () => {
    await writeAndLink(1);
    for (const table of ['audit_log', 'audit_chain']) {
      for (const sql of [
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set ${table === 'audit_log' ? "action = 'x'" : 'seq = 2'}`,
      ]) {
        await expect(database.pool.query(sql)).rejects.toThrow(/permission denied/);
        await expect(asOwner(sql)).rejects.toThrow(/append-only/);
      }
    }
  });

  it('hides long numbers that people type into a reason', async () => {
    await audit.recordAlone({
      actor,
      action: 'household.reveal',
      purpose: '核对 36078119600101123X 的卡',
      result: 'success',
      detail: { note: ['6222 0000 0000 0000 001'], id: actor.accountId },
    });
    const { rows } = await superuser.query<{ purpose: string; detail: unknown }>('select purpose, detail from audit_log');
    expect(rows).toEqual([{ purpose: '核对 *** 的卡', detail: { note: ['***'], id: actor.accountId } }]);
  });

  async function recordInUnitOfWork(i: number): Promise<void> {
    await database.transaction(systemSession('import'), async (em) => {
      await audit.record(em, { actor, action: `unit.${i}`, result: 'success', detail: { 'why?': '?' }, purpose: "it's ?" });
    });
  }

  async function untilLinked(count: number, withinMs: number): Promise<Verification> {
    const end = performance.now() + withinMs;
    let result = await verify();
    while (result.verified < count && performance.now() < end) {
      await pause(20);
      result = await verify();
    }
    return result;
  }

  async function asOwner(sql: string): Promise<void> {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      await owner.query(sql);
    } finally {
      await owner.end();
    }
  }
});
