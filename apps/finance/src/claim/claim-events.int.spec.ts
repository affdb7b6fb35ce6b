import { Migration } from '@mikro-orm/migrations';
import type { INestApplicationContext } from '@nestjs/common';
import type { EventDefinition } from '@jingzhun/events/define-event';
import { ProjectAcceptedV1 } from '@jingzhun/events/industry/project-accepted.v1';
import { PremiumFellDueV1 } from '@jingzhun/events/medical/premium-fell-due.v1';
import { MilestoneReachedV1 } from '@jingzhun/events/relocation/milestone-reached.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { messagingEntities, messagingTables } from '@jingzhun/messaging';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '@jingzhun/messaging/testing';
import { persistenceFoundation, type Database, type Department } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { startCalledService, type CalledService } from '@jingzhun/service-shell/testing';
import { AppModule } from '../app.module.js';
import { definition } from '../mikro-orm.config.js';

/** The golden messages of three departments through a real broker; nothing of finance is called by hand. */
describe('what other departments publish', () => {
  let broker: LocalNats;
  let finance: CalledService;
  const owners = new Map<Department, { outbox: TestDatabase; database: Database; app: INestApplicationContext }>();

  beforeAll(async () => {
    broker = await startLocalNats();
    finance = await startCalledService(definition, AppModule, { env: { JINGZHUN_NATS_URL: broker.url } });
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
  const claims = () =>
    finance.look<{ kind: string; amount: string | null; reports: number }>(
      `select c.kind, c.amount_fen as amount, (select count(*)::int from claim_report r where r.claim_id = c.id) as reports from claim c order by c.kind, c.amount_fen`,
    );

  it('becomes claims: a source of money a claim, a project without an amount', async () => {
    for (const event of [ProjectAcceptedV1, MilestoneReachedV1, PremiumFellDueV1]) await publish(event);
    await until('all are there', async () => ((await claims()).length === 4 ? true : undefined));
    expect((await claims()).map(({ kind, amount }) => [kind, amount === null ? null : Number(amount)])).toEqual([
      ['premium', (goldenSample(PremiumFellDueV1.type).data as { amountFen: number }).amountFen],
      ['project', null],
      ['relocation', 800_000],
      ['relocation', 1_200_000],
    ]);
  });

  it('told once more is the same claim; the newest amount counts', async () => {
    await publish(MilestoneReachedV1, { due: [{ source: 'cityPlatform', amountFen: 1_300_000 }] });
    await until('the second message has been heard', async () =>
      (await claims()).some(({ reports }) => reports === 2) ? true : undefined,
    );
    expect((await claims()).map(({ amount }) => Number(amount ?? 0))).toContain(1_300_000);
    expect(await claims()).toHaveLength(4);
  });
});
