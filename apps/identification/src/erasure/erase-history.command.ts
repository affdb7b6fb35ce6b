import { parseArgs } from 'node:util';
import { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { AuditLog } from '@jingzhun/audit';
import { ApplicationAdvancedV1 } from '@jingzhun/events/identification/application-advanced.v1';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import { HouseholdChangedV1 } from '@jingzhun/events/identification/household-changed.v1';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { eraseAhead, eraseHistory } from '@jingzhun/messaging';
import { assertSchemaVersion, clockFromEnvironment, Database, ormOptions, systemSession } from '@jingzhun/persistence';
import { publishedDivisionVersions } from '../division/published-division.js';
import { definition } from '../mikro-orm.config.js';

const USAGE = `把一户旧的已发布信息从消息历史中彻底抹去（最新一条保留）。先更正登记册，再运行本命令。
Erases the older published states of one household from the broker's history; the newest stays. Correct the register first.

  erase-history --household <id> --purpose <why> --by <who>

从备份恢复以后：把登记册里已经没有的、比登记册更新的已发布信息抹去，然后在各部门重建户目录。
After a restore from a backup: erases what was published after the backup and the register no longer has; then rebuild each department's directory.

  erase-history --ahead-of-register --purpose <why> --by <who>`;

const Reason = { purpose: z.string().trim().min(4).max(400), by: z.string().trim().min(2).max(60) };
const Order = z.union([
  z.strictObject({ household: Uuid, ...Reason }),
  z.strictObject({ 'ahead-of-register': z.literal(true), ...Reason }),
]);
type Order = z.infer<typeof Order>;
type OneHousehold = Extract<Order, { household: unknown }>;

const Environment = z.object({
  JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL: z.string().min(1),
  JINGZHUN_NATS_URL: z.string().min(1),
  JINGZHUN_IDENTIFICATION_ERASURE_SEED_FILE: z.string().min(1).optional(),
});

/** What stops the command before it has erased anything. */
class NotNow extends Error {}

/** One-shot, by the department's administrator (docs/operate/erase.md). Ends with 0 when nothing older is left. */
export async function runEraseHistory(args = process.argv.slice(2), env = process.env): Promise<void> {
  try {
    const [order, environment] = [Order.parse(optionsOf(args)), Environment.parse(env)];
    if (!('household' in order)) {
      const erased = await withRegister(environment, (database) => eraseAheadOfRegister(database, order, environment));
      process.stdout.write(
        `已抹去登记册中没有的信息 erased what the register does not have: ${[...erased].map(([type, n]) => `${type} ${n}`).join(', ') || '0'}\n` +
          '现在请在各部门重建户目录。Now rebuild the directory in each department: POST /api/<department>/v1/directory/rebuild\n',
      );
      return;
    }
    const { household, erased, kept } = await withRegister(environment, (database) => erase(database, order, environment));
    process.stdout.write(
      `${household}: 已抹去 ${erased.length} 条旧信息 erased ${erased.length} older states; 保留版本 kept version ${kept.version} (sequence ${kept.sequence})\n` +
        (erased.length > 0
          ? `各部门死信中如有序号 ${erased.join(', ')} 的消息，请重放或删除。Replay or remove dead letters of stream JZ_IDENTIFICATION with these sequences.\n`
          : ''),
    );
  } catch (error) {
    const text =
      error instanceof z.ZodError ? `${z.prettifyError(error)}\n\n${USAGE}` : error instanceof Error ? error.message : 'unknown error';
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}

const optionsOf = (args: string[]): unknown =>
  parseArgs({
    args,
    options: {
      household: { type: 'string' },
      'ahead-of-register': { type: 'boolean' },
      purpose: { type: 'string' },
      by: { type: 'string' },
    },
  }).values;

async function withRegister<T>(env: z.infer<typeof Environment>, work: (database: Database) => Promise<T>): Promise<T> {
  const url = env.JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL;
  const database = new Database(await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined }), url);
  try {
    await assertSchemaVersion(definition, database.pool);
    return await work(database);
  } finally {
    await database.close();
  }
}

const eraser = (env: z.infer<typeof Environment>) => ({
  department: 'identification' as const,
  servers: env.JINGZHUN_NATS_URL,
  seedFile: env.JINGZHUN_IDENTIFICATION_ERASURE_SEED_FILE,
});

async function erase(database: Database, { household, purpose, by }: OneHousehold, env: z.infer<typeof Environment>) {
  await assertPublished(database, household);
  const erasure = await eraseHistory({ ...eraser(env), record: household });
  await new AuditLog(database, clockFromEnvironment()).recordAlone({
    action: 'history.erase',
    objectType: 'household',
    objectId: household,
    purpose: `${purpose}（${by}）`,
    result: 'success',
    detail: { erased: erasure.erased.length, keptVersion: erasure.kept.version },
  });
  return { household, ...erasure };
}

/** Version by record, by the type of event that carries it. */
function versionsOfRegister(database: Database): Promise<Map<string, Map<string, number>>> {
  return database.connection(systemSession('relay'), async (client) => {
    const versions = async (table: 'household' | 'application'): Promise<Map<string, number>> => {
      const { rows } = await client.query<{ id: string; version: number }>(`select id, version from ${table}`);
      return new Map(rows.map(({ id, version }) => [id, version]));
    };
    const households = await versions('household');
    return new Map([
      [HouseholdRegisteredV1.type, households],
      [HouseholdChangedV1.type, households],
      [ApplicationAdvancedV1.type, await versions('application')],
      [DivisionChangedV1.type, await publishedDivisionVersions(client)],
    ]);
  });
}

/** Of households, divisions and cases: states newer than the register's own, and records it does not know. */
async function eraseAheadOfRegister(database: Database, { purpose, by }: Order, env: z.infer<typeof Environment>) {
  const erased = await eraseAhead(eraser(env), async () => {
    const own = await versionsOfRegister(database);
    return ({ type, record, version }) => {
      const versions = own.get(type);
      if (!versions) return 'of something else';
      return version > (versions.get(record) ?? 0) ? 'ahead' : 'known';
    };
  });
  await new AuditLog(database, clockFromEnvironment()).recordAlone({
    action: 'history.erase-ahead',
    objectType: 'register',
    objectId: 'identification',
    purpose: `${purpose}（${by}）`,
    result: 'success',
    detail: Object.fromEntries(erased),
  });
  return erased;
}

/** What still waits in the outbox would be published after the erasure, and an older state among it would stay. */
async function assertPublished(database: Database, household: Uuid): Promise<void> {
  const { registered, waiting } = await database.connection(systemSession('relay'), async (client) => {
    const { rows } = await client.query<{ registered: boolean; waiting: number }>(
      `select exists (select from household where id = $1) as registered, (select count(*) from outbox where ordering_key = $2) as waiting`,
      [household, household],
    );
    return rows[0] as { registered: boolean; waiting: number };
  });
  if (!registered) throw new NotNow(`登记册中没有这一户，请核对编号。No household ${household} in the register: check the id.`);
  if (waiting > 0)
    throw new NotNow(
      `该户还有 ${waiting} 条变更尚未发布，请稍候再运行。${waiting} changes of this household wait to be published: run this again in a moment.`,
    );
}
