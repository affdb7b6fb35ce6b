import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { systemSession } from '@jingzhun/persistence';
import { BrokerConnection } from '../broker/connection.js';
import { StreamKeeper } from '../broker/stream-keeper.js';
import { MessagingHealth } from '../operations/messaging-health.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxEmpty, outboxSize, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, type Town } from './town.js';

describe('servers that go and come back', () => {
  let town: Town;
  let identification: INestApplicationContext;
  let finance: INestApplicationContext;

  beforeAll(async () => {
    town = await buildTown();
    // the broker is away when the services start
    await town.nats.stop();
    identification = await town.publisher({ relay: { answerWithinMs: 1_000 } });
    // a message on its way to a session that ends is delivered again after this time
    finance = await town.subscriber(undefined, { consume: { ackWaitMs: 2_000 } });
  });
  afterAll(() => town.close());

  const change = (...households: number[]): Promise<void> =>
    town.identification.transaction(systemSession('import'), async (em) => {
      for (const n of households) register(identification.get(Outbox), em, n);
    });
  /** The test's own look may fall on a connection that was just killed: it looks again. */
  const arrived = (count: number): Promise<unknown> =>
    until(
      `${count} households arrive`,
      () =>
        seenBy(town.finance).then(
          (seen) => seen.length === count,
          () => false,
        ),
      25_000,
    );

  it('NATS down at start: changes are accepted, health says so, the backlog drains once it is there', async () => {
    await change(1, 2);
    expect(await outboxSize(town.identification)).toBe(2);
    const report = await identification.get(MessagingHealth).check();
    expect(report).toMatchObject({ state: 'degraded', broker: { connected: false }, outbox: { waiting: 2 } });
    expect(report.reasons.join()).toMatch(/broker/);
    await town.nats.start();
    await arrived(2);
    await outboxEmpty(town.identification);
  });

  it('NATS restarted: goes on by itself, nothing lost, nothing twice', async () => {
    await town.nats.stop();
    await until('the loss is noticed', () => !identification.get(BrokerConnection).connected && !finance.get(BrokerConnection).connected);
    await change(3, 4);
    await town.nats.start();
    await arrived(4);
    await outboxEmpty(town.identification);
  });

  it('PostgreSQL connections killed: the leader is lost and found again', async () => {
    const admin = new pg.Client({ connectionString: town.databases.identification.superuserUrl });
    await admin.connect();
    const kill = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jingzhun messaging'";
    expect((await admin.query(kill)).rowCount).toBeGreaterThan(0);
    await admin.query(kill);
    await admin.end();
    await change(5);
    await arrived(5);
  });

  it('PostgreSQL connections killed under the handler: the message is not counted against', async () => {
    const admin = new pg.Client({ connectionString: town.databases.finance.superuserUrl });
    await admin.connect();
    await change(6, 7);
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await admin.end();
    await arrived(7);
    const seen = (await seenBy(town.finance)).map(({ household }) => household);
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map(householdId));
    const report = await finance.get(MessagingHealth).check();
    expect(report.consumers).toMatchObject([{ handler: 'project-households', parked: 0 }]);
  });

  it('NATS back without its files: streams and durables are made anew, and what the owner says again arrives', async () => {
    await town.nats.stop();
    await until('the loss is noticed', () => !identification.get(BrokerConnection).connected && !finance.get(BrokerConnection).connected);
    await town.nats.start({ filesLost: true });
    await change(8);
    await arrived(8);
    await change(1, 2, 3, 4, 5, 6, 7, 8);
    await outboxEmpty(town.identification);
    await arrived(16);
    const byId = new Set((await seenBy(town.finance)).map(({ event_id }) => event_id));
    expect(byId.size).toBe(16);
  });

  it('is well again afterwards', async () => {
    await until('all is well', async () => (await identification.get(MessagingHealth).check()).state === 'up');
    expect(identification.get(StreamKeeper).problem).toBeUndefined();
  });
});
