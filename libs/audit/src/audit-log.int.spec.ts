import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, Clock, grant, persistenceFoundation, sessionOf, type Database, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { AuditLog } from './audit-log.js';
import { auditTables } from './audit-tables.js';

class CreateAudit extends Migration {
  override up(): void {
    for (const sql of [
      ...persistenceFoundation('finance'),
      ...auditTables('finance'),
      'create table loan (id uuid primary key, village_code text collate "C" not null)',
      ...areaPolicy('loan'),
      grant('finance', 'loan'),
    ])
      this.addSql(sql);
  }
}
const definition: DatabaseDefinition = { department: 'finance', entities: [], migrations: [CreateAudit] };
const actor = { accountId: '01890000-0000-7000-8000-000000000001', name: '王建国', roles: ['leader', 'county-officer'], area: '360781102' };
const LOAN = '01890000-0000-7000-8000-0000000000aa';

describe('the audit log', () => {
  let test: TestDatabase;
  let database: Database;
  let audit: AuditLog;

  beforeAll(async () => {
    test = await createTestDatabase(definition);
    database = await test.open();
    audit = new AuditLog(database, new Clock());
    await database.connection({ kind: 'system', name: 'import' }, (client) =>
      client.query('insert into loan values ($1, $2)', [LOAN, '360781102208']),
    );
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  const read = (area: string, id = LOAN): Promise<void> =>
    database.reading(sessionOf({ ...actor, area }), (client) =>
      audit.recordReading(client, { actor, action: 'loan.read', objectType: 'loan', objectId: id, result: 'success', detail: { page: 1 } }),
    );
  const logged = async (): Promise<object[]> =>
    (await database.pool.query<object>('select account_name, roles, area, action, object_type, object_id, result, detail from audit_log'))
      .rows;

  it('of a reading is a row when the own area has the record, and none when it has not', async () => {
    await read('360781204');
    await read('360781102', '01890000-0000-7000-8000-0000000000bb');
    expect(await logged()).toEqual([]);
    await read('360781102');
    expect(await logged()).toEqual([
      {
        account_name: '王建国',
        roles: ['leader', 'county-officer'],
        area: '360781102',
        action: 'loan.read',
        object_type: 'loan',
        object_id: LOAN,
        result: 'success',
        detail: { page: 1 },
      },
    ]);
  });

  it('of many is a row each, as one by one', async () => {
    const entry = (i: number) => ({
      ...(i === 1 ? {} : { actor }),
      ...{ action: 'loan.step', objectType: 'loan', objectId: `L"${i},{}`, result: 'success' as const, detail: { i } },
    });
    const rows = async () =>
      (
        await database.pool.query(
          `select account_id, account_name, roles, area, session_id, ip, object_id, purpose, result, detail, request_id from audit_log where action = 'loan.step' order by object_id`,
        )
      ).rows as { object_id: string }[];
    await database.connection(sessionOf(actor), (client) => audit.recordMany(client, []));
    await database.connection(sessionOf(actor), async (client) => {
      for (let i = 0; i < 3; i += 1) await audit.record(client, entry(i));
    });
    const single = await rows();
    await database.connection(sessionOf(actor), (client) => audit.recordMany(client, [0, 1, 2].map(entry)));
    await database.transaction(sessionOf(actor), (em) => audit.recordMany(em, [0, 1, 2].map(entry)));
    const all = await rows();
    expect(single).toHaveLength(3);
    expect(all).toEqual(single.flatMap((row) => [row, row, row]));
  });
});
