import { parseArgs } from 'node:util';
import { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { AuditLog } from '@jingzhun/audit';
import { eraseHistory } from '@jingzhun/messaging';
import { assertSchemaVersion, clockFromEnvironment, Database, ormOptions, systemSession } from '@jingzhun/persistence';
import { definition } from '../mikro-orm.config.js';

const USAGE = `把一户旧的已发布信息从消息历史中彻底抹去（最新一条保留）。先更正登记册，再运行本命令。
Erases the older published states of one household from the broker's history; the newest stays. Correct the register first.

  erase-history --household <id> --purpose <why> --by <who>`;

const Order = z.object({
  household: Uuid,
  purpose: z.string().trim().min(4).max(400),
  by: z.string().trim().min(2).max(60),
});

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
    const { household, erased, kept } = await erase(Order.parse(optionsOf(args)), Environment.parse(env));
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
  parseArgs({ args, options: { household: { type: 'string' }, purpose: { type: 'string' }, by: { type: 'string' } } }).values;

async function erase({ household, purpose, by }: z.infer<typeof Order>, env: z.infer<typeof Environment>) {
  const url = env.JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL;
  const database = new Database(await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined }), url);
  try {
    await assertSchemaVersion(definition, database.pool);
    await assertPublished(database, household);
    const erasure = await eraseHistory({
      department: 'identification',
      record: household,
      servers: env.JINGZHUN_NATS_URL,
      seedFile: env.JINGZHUN_IDENTIFICATION_ERASURE_SEED_FILE,
    });
    await new AuditLog(database, clockFromEnvironment()).recordAlone({
      action: 'history.erase',
      objectType: 'household',
      objectId: household,
      purpose: `${purpose}（${by}）`,
      result: 'success',
      detail: { erased: erasure.erased.length, keptVersion: erasure.kept.version },
    });
    return { household, ...erasure };
  } finally {
    await database.close();
  }
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
