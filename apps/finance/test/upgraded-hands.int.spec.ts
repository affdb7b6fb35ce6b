import { randomUUID } from 'node:crypto';
import { applyMigrations } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import pg from 'pg';
import { definition } from '../src/mikro-orm.config.js';
import { Migration20261128210000_WhoEnteredIsKept } from '../src/migrations/Migration20261128210000_WhoEnteredIsKept.js';

const VILLAGE = '360781102208';
const HOME = randomUUID();
const [first, second, lister, approver, bank, inspector] = Array.from({ length: 6 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Who entered what lies there is found in the histories that were kept. */
describe('who entered, from before an upgrade', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows;

  beforeAll(async () => {
    const { migrations } = definition;
    const before = { ...definition, migrations: migrations.slice(0, migrations.indexOf(Migration20261128210000_WhoEnteredIsKept)) };
    database = await createTestDatabase(before);
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  const claim = (id: string, state: string, renews: string | null = null) =>
    ask(
      `insert into claim (id, kind, natural_key, household_id, village_code, subject, amount_fen, due_on, document, fund_code, state, state_since, entered_by, entered_by_name,
         approved_by, approved_by_name, approved_at, renews)
       values ($1::uuid, 'relocation', $1::text, $2, $3, '{}', 100, '2016-05-01', '文', 'f', $4, '2016-05-02', $5, '二', $6, '批', '2016-05-03', $7)`,
      [id, HOME, VILLAGE, state, second, approver, renews],
    );
  const told = (id: string, by: string, at: string) =>
    ask(
      `insert into claim_report (claim_id, origin, reference, village_code, amount_fen, reported_at, reported_by, reported_by_name) values ($1, 'list', $2, $3, 100, $4, $5, '某')`,
      [id, randomUUID(), VILLAGE, at, by],
    );
  const batch = async (causeId: string): Promise<string> => {
    const id = randomUUID();
    await ask(
      `insert into payment_batch (id, title, benefit, fund_code, state, entered_by, entered_by_name, entered_at) values ($1, '批', 'other', 'f', 'draft', $2, '某', '2016-05-04')`,
      [id, approver],
    );
    await ask(
      `insert into payment (id, batch_id, household_id, village_code, household_number, head_name, amount_fen, cause_type, cause_id, decided_by, added_by, state, changed_at)
       values (gen_random_uuid(), $1, $2, $3, 'H', '某', 100, 'x', $4, $5, $5, 'prepared', '2016-05-04')`,
      [id, HOME, VILLAGE, causeId, approver],
    );
    return id;
  };
  const of = async (cause: string): Promise<string[]> =>
    (await ask<{ who: string }>('select account_id as who from cause_enterer where cause_id = $1', [cause])).map(({ who }) => who);
  const sorted = (...all: string[]): string[] => all.toSorted();

  it('are parts of what is under way', async () => {
    const [old, renewed, application, interest, line] = Array.from({ length: 5 }, () => randomUUID()) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await ask('set session_replication_role = replica');
    await claim(old, 'givenUp');
    await ask(
      `insert into claim_event (claim_id, position, village_code, step, from_state, to_state, actor_id, actor_name, at) values ($1, 1, $2, 'propose', 'received', 'proposed', $3, '一', '2016-05-02')`,
      [old, VILLAGE, first],
    );
    await told(old, lister, '2016-05-02');
    await told(old, inspector, '2016-05-09');
    await claim(renewed, 'inPayment', old);
    await ask(
      `insert into subsidy_event (id, application_id, position, content_version, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
       values (gen_random_uuid(), $1, 1, 1, $2, 'measure', 'villageChecked', 'measured', $3, '某', '2016-05-02', '{}', '{}'),
         (gen_random_uuid(), $1, 2, 1, $2, 'accept', 'measured', 'accepted', $4, '某', '2016-05-02', '{}', '{}')`,
      [application, VILLAGE, inspector, approver],
    );
    await ask(
      `insert into interest_claim (id, bank_code, quarter, sha256, state, policy_parameter_ids, entered_at, entered_by, entered_by_name)
       values ($1, 'rcb', '2016-Q1', 'x', 'received', '{}', '2016-04-02', $2, '某')`,
      [interest, bank],
    );
    await ask(
      `insert into interest_claim_line (id, claim_id, position, bank_code, quarter, contract_number, village_code, result, claimed_fen, our_fen, granted_fen, parts, state)
       values ($1, $2, 0, 'rcb', '2016-Q1', 'C', $3, 'unknownContract', 0, 0, 0, '[]', 'open')`,
      [line, interest, VILLAGE],
    );
    const batches = [await batch(renewed), await batch(application), await batch(line)];
    await ask('set session_replication_role = origin');
    await applyMigrations(definition, database.ownerUrl);
    expect((await of(old)).toSorted()).toEqual(sorted(first, second, lister));
    expect((await of(renewed)).toSorted()).toEqual(sorted(first, second, lister));
    expect([await of(application), await of(line)]).toEqual([[inspector], [bank]]);
    const enters = await Promise.all(
      batches.map(async (id) =>
        (
          await ask<{ who: string }>(`select account_id as who from payment_batch_person where batch_id = $1 and part = 'enters'`, [id])
        ).map(({ who }) => who),
      ),
    );
    expect(enters.map((who) => who.toSorted())).toEqual([sorted(first, second, lister), [inspector], [bank]]);
    const forced = await ask<{ table: string }>(
      `select relname as table from pg_class where relname = any ($1) and not relforcerowsecurity`,
      [
        [
          'claim',
          'claim_report',
          'claim_event',
          'interest_claim',
          'interest_claim_line',
          'payment',
          'subsidy_application',
          'subsidy_event',
        ],
      ],
    );
    expect(forced).toEqual([]);
  });
});
