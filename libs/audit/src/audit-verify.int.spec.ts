import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import { Clock, persistenceFoundation, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { AuditLog, auditTables } from './index.js';
import { linkNow } from './testing/index.js';

class CreateAudit extends Migration {
  override up(): void {
    for (const sql of [...persistenceFoundation('finance'), ...auditTables('finance')]) this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'finance', entities: [], migrations: [CreateAudit] };
const root = join(import.meta.dirname, '../../..');

describe('audit-verify on the command line', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(definition);
    const database = await test.open();
    const audit = new AuditLog(database, new Clock());
    for (const action of ['a', 'b', 'c']) await audit.recordAlone({ action, result: 'success' });
    await database.close();
    await linkNow(test.runtimeUrl, new Date());
  });
  afterAll(() => test.drop());

  const run = (): { status: number | null; stdout: string } => {
    const script = `const { runAuditVerify } = await import('@jingzhun/audit'); await runAuditVerify('finance');`;
    return spawnSync(
      process.execPath,
      ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', '--input-type=module', '-e', script],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, JINGZHUN_FINANCE_DATABASE_URL: test.runtimeUrl, JINGZHUN_DATA: '/nonexistent' },
      },
    );
  };

  it('ends with 0 and the head when intact, with 1 and the row when not', async () => {
    const good = run();
    expect(good).toMatchObject({ status: 0, stdout: expect.stringMatching(/intact · 3 rows verified[^]*head 3 [0-9a-f]{64}/) });
    const superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    await superuser.query("set session_replication_role = 'replica'");
    const { rows } = await superuser.query<{ id: string }>("update audit_log set action = 'x' where action = 'b' returning id");
    await superuser.end();
    const bad = run();
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain(`first bad row: altered · seq 2 · audit id ${rows[0]?.id}`);
  });
});
