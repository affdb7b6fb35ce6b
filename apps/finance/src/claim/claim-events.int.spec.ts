import { Migration } from '@mikro-orm/migrations';
import type { INestApplicationContext } from '@nestjs/common';
import type { EventDefinition } from '@jingzhun/events/define-event';
import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { PremiumFellDueV1 } from '@jingzhun/events/medical/premium-fell-due.v1';
import { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import { durableOf, streamOf } from '@jingzhun/events/naming';
import { goldenSample } from '@jingzhun/events/samples';
import { messagingEntities, messagingTables } from '@jingzhun/messaging';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '@jingzhun/messaging/testing';
import { persistenceFoundation, type Database, type Department } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { ServiceProcess } from '@jingzhun/service-shell/testing';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { startFinance, type Finance } from '../../test/service.js';

const HANDLERS = [
  ['industry', 'record-accepted-projects'],
  ['relocation', 'record-reached-milestones'],
  ['medical', 'record-due-premiums'],
] as const;
const KILLED_BEFORE = process.env['DEEP'] ? Array.from({ length: 40 }, (_, i) => i + 1) : [7];

/**
 * The golden messages of three departments through a real broker, heard by processes of finance that are killed in the middle; nothing of
 * finance is called by hand.
 */
describe('what other departments publish', () => {
  let broker: LocalNats;
  let finance: Finance;
  let listening: ServiceProcess | undefined;
  const owners = new Map<Department, { outbox: TestDatabase; database: Database; app: INestApplicationContext }>();

  beforeAll(async () => {
    broker = await startLocalNats();
    finance = await startFinance();
    // one instance of a service listens: from now on it is the process that is killed
    await finance.app.close();
    for (const department of ['industry', 'relocation', 'medical'] as const) {
      class CreateOutbox extends Migration {
        override up(): void {
          for (const statement of [...persistenceFoundation(department), ...messagingTables(department)]) this.addSql(statement);
        }
      }
      const outbox = await createTestDatabase({ department, entities: messagingEntities, migrations: [CreateOutbox] });
      const database = await outbox.open();
      owners.set(department, { outbox, database, app: await startMessaging({ department, database, servers: broker.url }) });
    }
  });
  afterAll(async () => {
    await listening?.kill();
    for (const { app, database, outbox } of owners.values()) {
      await app.close();
      await database.close();
      await outbox.drop();
    }
    await finance.stop();
    await broker.remove();
  });

  const publish = async (event: EventDefinition, change: object = {}): Promise<void> => {
    const { subject, partitionkey, data } = goldenSample(event.type);
    const draft = { division: subject, orderingKey: partitionkey, data: { ...(data as object), ...change } };
    await publishAndWait(owners.get(event.department)!.app, (outbox, em) => outbox.add(em, event, draft));
  };
  const listen = (dieAt = 0): ServiceProcess =>
    (listening = new ServiceProcess(finance, { JINGZHUN_NATS_URL: broker.url, DIE_HANDLING: String(dieAt) }));
  /** Every message has its answer: nothing waits, nothing is in hand. */
  const allAnswered = async (): Promise<boolean> => {
    const connection = await connect({ servers: broker.url });
    try {
      const { consumers } = await jetstreamManager(connection);
      for (const [department, handler] of HANDLERS) {
        const info = await consumers.info(streamOf(department), durableOf('finance', handler)).catch(() => undefined);
        if (!info || info.num_pending + info.num_ack_pending > 0) return false;
      }
      return true;
    } finally {
      await connection.close();
    }
  };
  const claims = () =>
    finance.look<{ kind: string; amount: string | null; reports: number }>(
      `select c.kind, c.amount_fen as amount, (select count(*)::int from claim_report r where r.claim_id = c.id) as reports from claim c order by c.kind, c.amount_fen`,
    );

  it(`becomes claims: a source of money a claim, a project without an amount; once, though the process is killed`, async () => {
    for (const event of [ProjectAcceptedV1, MilestoneReachedV1, PremiumFellDueV1]) await publish(event);
    let killed = 0;
    for (const dieAt of [...KILLED_BEFORE, 0]) {
      if (dieAt > 0 && (await allAnswered())) continue;
      let signal: string | null | undefined;
      void listen(dieAt).ended.then((by) => (signal = by));
      await until('it has answered all or is gone', async () => signal !== undefined || (await allAnswered()), 60_000);
      if (signal === undefined) {
        if (dieAt === 0) break;
        // it has outlived its statement and would die of a later message
        await listening?.kill();
        continue;
      }
      expect([dieAt, signal]).toEqual([dieAt, 'SIGKILL']);
      killed += 1;
      const [seen] = await finance.look<{ told: number; kept: number }>(
        `select (select count(*)::int from inbox where handler like 'record-%') as told,
           (select count(distinct reference)::int from claim_report where origin = 'event') as kept`,
      );
      expect([dieAt, seen?.kept]).toEqual([dieAt, seen?.told]);
    }
    await listening?.address;
    process.stdout.write(`      killed ${killed} times in the middle of hearing\n`);
    expect(killed).toBeGreaterThan(0);
    expect((await claims()).map(({ kind, amount, reports }) => [kind, amount === null ? null : Number(amount), reports])).toEqual([
      ['premium', (goldenSample(PremiumFellDueV1.type).data as { amountFen: number }).amountFen, 1],
      ['project', null, 1],
      ['relocation', 800_000, 1],
      ['relocation', 1_200_000, 1],
    ]);
  }, 600_000);

  it('told once more is the same claim; the newest amount counts', async () => {
    await publish(MilestoneReachedV1, { due: [{ source: 'cityPlatform', amountFen: 1_300_000 }] });
    await until('the second message has been heard', async () =>
      (await claims()).some(({ reports }) => reports === 2) ? true : undefined,
    );
    expect((await claims()).map(({ amount }) => Number(amount ?? 0))).toContain(1_300_000);
    expect(await claims()).toHaveLength(4);
  });
});
