import { createReadStream, createWriteStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Division } from '@jingzhun/domain/division';
import { Clock, newId, systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { loadPack } from '@jingzhun/policy';
import { openMatchKeys, openVault } from '@jingzhun/vault';
import { checkBatch, type BatchCounts } from '../../../apps/identification/src/import/check-batch.js';
import type { CheckOrder } from '../../../apps/identification/src/import/checking/check-protocol.js';
import { GATE_LIMITS, ScratchFile } from '@jingzhun/workbooks';
import { STAGE_STATE } from '../../../apps/identification/src/import/settling.sql.js';
import { releaseBatch, type Released } from '../../../apps/identification/src/import/release-batch.js';
import { definition } from '../../../apps/identification/src/mikro-orm.config.js';

const IMPORT = systemSession('import');
/** In the order that foreign keys ask for. */
export const REGISTER_TABLES = ['person', 'household', 'member', 'household_income', 'household_history', 'outbox'] as const;

const STAGED = ['import_batch', 'import_household', 'import_member'] as const;

/** What a program without a digest does with every row of a file. */
const BLIND_UPSERT: readonly string[] = [
  `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity)
    select person_id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity from stage_member
    on conflict (id_index) do update set name = excluded.name, sex = excluded.sex, birth_date = excluded.birth_date,
      id_masked = excluded.id_masked, match_key = excluded.match_key, ethnicity = excluded.ethnicity`,
  `update member m set relation = s.relation, facts = s.facts from stage_member s join person p on p.id_index = s.id_index
    where m.person_id = p.id and m.valid_to is null`,
  `update household h set village_code = s.village_code, group_name = s.group_name, category = s.category, main_cause = s.main_cause,
    secondary_causes = s.secondary_causes, standard = s.standard, address = s.address, bank_name = s.bank_name, living = s.living
    from stage_household s where h.number = s.number`,
];

class Measured extends Error {}

/** Time of the first part, or with `second` of the part it returns. */
async function seconds(first: () => Promise<() => Promise<unknown>>, second = false): Promise<number> {
  let started = performance.now();
  const rest = await first();
  const one = performance.now() - started;
  started = performance.now();
  await rest();
  return (second ? performance.now() - started : one) / 1000;
}

/** The import's own code on a database of its own, without the HTTP around it. */
export class ImportHarness {
  private constructor(
    readonly test: TestDatabase,
    readonly database: Database,
    readonly superuser: pg.Client,
    readonly divisions: Division[],
    private readonly folder: string,
  ) {}

  static async start(folder: string): Promise<ImportHarness> {
    const test = await createTestDatabase(definition);
    const superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    const keys = { keysFolder: path.join(folder, 'keys'), now: new Date('2016-01-01T00:00:00Z') };
    openVault({ ...keys, department: 'identification' });
    openMatchKeys(keys);
    const divisions = loadPack('ruijin').divisions;
    return new ImportHarness(test, await test.open(), superuser, divisions, folder);
  }

  villagesOn(day: string): string[] {
    return this.divisions
      .filter((one) => one.level === 'village' && one.validFrom <= day && (one.validTo === null || day < one.validTo))
      .map(({ code }) => code);
  }

  /** An uploaded batch, ready to be checked. */
  async batch(): Promise<string> {
    const id = newId(new Clock());
    await this.superuser.query(
      `insert into import_batch (id, area_code, file_name, file_bytes, kind, source_document, uploaded_by, uploaded_by_name, uploaded_area, uploaded_at)
       values ($1, '360781000000', 'bench', 0, 'xlsx', 'bench', $2, 'maker', '360781', '2016-01-02')`,
      [id, randomUUID()],
    );
    return id;
  }

  /** From the file to the register and the events, as one person uploads and another releases. */
  async takeOver(file: string): Promise<void> {
    const id = await this.batch();
    await this.check(id, file);
    await this.release(id);
  }

  /** Keeps what waits for release, so that releases can be measured alone. */
  async keepStaging(file: string): Promise<void> {
    await this.empty();
    await this.check(await this.batch(), file);
    for (const table of STAGED)
      await this.superuser.query(`drop table if exists kept_${table}; create table kept_${table} as select * from ${table}`);
  }

  async restoreStaging(): Promise<void> {
    await this.empty();
    for (const table of STAGED) await this.superuser.query(`insert into ${table} select * from kept_${table}`);
    await this.superuser.query(`analyze ${STAGED.join(', ')}`);
  }

  async releaseStaged(): Promise<void> {
    const { rows } = await this.superuser.query<{ id: string }>('select id from import_batch');
    await this.release(rows[0]?.id ?? '');
  }

  /** The same file again: how the comparison compares with writing everything anew, and what it writes. */
  async reimport(file: string, rounds: number): Promise<{ ratios: number[]; rowsWritten: number; walBytes: number }> {
    const id = await this.batch();
    const ratios: number[] = [];
    await this.check(id, file, async (client) => {
      for (let round = 0; round <= rounds; round += 1) {
        const blind = await seconds(async () => {
          await client.query('savepoint blind');
          for (const statement of BLIND_UPSERT) await client.query(statement);
          return () => client.query('rollback to savepoint blind');
        });
        const compare = await seconds(async () => {
          await client.query('drop table stage_state');
          return async () => {
            await client.query(STAGE_STATE, [Buffer.alloc(32)]);
          };
        }, true);
        if (round > 0) ratios.push(blind / compare);
      }
      // the last word is the check's own: measured below without these rounds
      throw new Measured();
    }).catch((error: unknown) => {
      if (!(error instanceof Measured)) throw error;
    });
    // what the filling of the tables left to do must not be counted here
    await this.superuser.query(`vacuum (analyze) ${REGISTER_TABLES.join(', ')}`);
    await this.superuser.query('checkpoint');
    const before = await this.written();
    const { rows: from } = await this.superuser.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
    await this.check(id, file);
    await this.release(id);
    const { rows } = await this.superuser.query<{ bytes: string }>('select pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn) as bytes', [
      from[0]?.lsn,
    ]);
    return { ratios, rowsWritten: (await this.written()) - before, walBytes: Number(rows[0]?.bytes) };
  }

  private async written(): Promise<number> {
    await this.superuser.query('select pg_stat_force_next_flush()');
    const { rows } = await this.superuser.query<{ n: string }>(
      'select sum(n_tup_ins + n_tup_upd + n_tup_del) as n from pg_stat_user_tables where relname = any ($1)',
      [REGISTER_TABLES],
    );
    return Number(rows[0]?.n);
  }

  async check(id: string, file: string, after?: (client: pg.PoolClient) => Promise<void>): Promise<BatchCounts> {
    const kind = file.endsWith('.xlsx') ? 'xlsx' : 'csv-zip';
    const scratch = await ScratchFile.create(path.join(this.folder, 'scratch'), createReadStream(file));
    try {
      return await this.database.connection(IMPORT, async (client) => {
        const order: CheckOrder = {
          file: scratch.handle,
          kind,
          fileName: path.basename(file),
          limits: GATE_LIMITS,
          today: '2016-01-02',
          area: '360781',
          divisions: this.divisions,
          batch: { id, at: Date.parse('2016-01-02') },
          countedTransfers: ['livingAllowance', 'pension'],
          keysFolder: path.join(this.folder, 'keys'),
        };
        const batch = { id, areaCode: '360781000000', sourceDocument: 'bench', uploadedBy: randomUUID() };
        const { counts } = await checkBatch(client, batch, order, new Date('2016-01-02'), () => undefined);
        await after?.(client);
        return counts;
      });
    } finally {
      scratch.close();
    }
  }

  release(id: string): Promise<Released> {
    return this.database.connection(IMPORT, async (client) => {
      await client.query(
        `update import_batch set state = 'releasing', decided_by = $2, decided_by_name = 'checker', decided_at = '2016-01-02' where id = $1`,
        [id, randomUUID()],
      );
      return releaseBatch(client, {
        batchId: id,
        areaCode: '360781000000',
        uploadedBy: randomUUID(),
        releasedBy: randomUUID(),
        releasedByName: 'checker',
        sourceDocument: 'bench',
        at: new Date('2016-01-02'),
      });
    });
  }

  async empty(): Promise<void> {
    await this.superuser.query(
      // without the triggers that refuse it, and with whatever refers to the register by now
      `set session_replication_role = replica;
       truncate ${REGISTER_TABLES.join(', ')}, ${STAGED.join(', ')} restart identity cascade;
       reset session_replication_role; checkpoint`,
    );
  }

  /** The register as ready CSV files, one a table: what the limit loads. */
  async saveTables(): Promise<void> {
    for (const table of REGISTER_TABLES) {
      await pipeline(
        this.superuser.query(copyTo(`copy (select ${await this.columns(table)} from ${table}) to stdout csv`)),
        createWriteStream(this.csvOf(table)),
      );
    }
  }

  /** COPY of ready CSV files into the same tables with all their keys, indexes and triggers: the limit. */
  async loadTables(tables: readonly (typeof REGISTER_TABLES)[number][] = REGISTER_TABLES): Promise<void> {
    await this.superuser.query('begin');
    for (const table of tables) {
      await pipeline(
        createReadStream(this.csvOf(table)),
        this.superuser.query(copyFrom(`copy ${table} (${await this.columns(table)}) from stdin csv`)),
      );
    }
    await this.superuser.query('commit');
  }

  private async columns(table: string): Promise<string> {
    const { rows } = await this.superuser.query<{ list: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    );
    return rows[0]?.list ?? '';
  }

  private csvOf(table: string): string {
    return path.join(this.folder, `${table}.csv`);
  }

  /** Ends its connections and leaves the database. */
  async letGo(): Promise<void> {
    await this.superuser.end();
    await this.database.close();
  }

  async stop(): Promise<void> {
    await this.letGo();
    await this.test.drop();
  }
}
