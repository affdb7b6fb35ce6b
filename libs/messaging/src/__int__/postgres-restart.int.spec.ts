import type { INestApplicationContext } from '@nestjs/common';
import { systemSession } from '@jingzhun/persistence';
import { startLocalPostgres, type LocalPostgres } from '@jingzhun/persistence/testing';
import { MessagingHealth } from '../operations/messaging-health.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxEmpty, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, type Town } from './town.js';

describe('PostgreSQL killed and started again', () => {
  let postgres: LocalPostgres;
  let town: Town;
  let identification: INestApplicationContext;
  let finance: INestApplicationContext;

  beforeAll(async () => {
    postgres = await startLocalPostgres();
    town = await buildTown(postgres.url);
    identification = await town.publisher();
    finance = await town.subscriber(undefined, { consume: { ackWaitMs: 2_000 } });
  });
  afterAll(async () => {
    await town.close();
    await postgres.remove();
  });

  const change = (...households: number[]): Promise<void> =>
    town.identification.transaction(systemSession('import'), async (em) => {
      for (const n of households) register(identification.get(Outbox), em, n);
    });
  const arrived = (...households: number[]): Promise<unknown> =>
    until('the households arrive', async () => {
      const seen = await seenBy(town.finance).catch(() => []);
      return (
        seen.length === households.length &&
        seen
          .map(({ household }) => household)
          .sort()
          .join() === households.map(householdId).join()
      );
    });
  const stateOf = (app: INestApplicationContext): Promise<string> =>
    app
      .get(MessagingHealth)
      .check()
      .then(
        ({ state }) => state,
        // the database is away
        () => 'down',
      );

  it('what was committed before is published after, once; nobody is restarted by hand', async () => {
    await change(1, 2);
    await arrived(1, 2);
    // committed, and the server is gone before the relay can have finished
    await change(3, 4);
    await postgres.kill();
    await expect(change(5)).rejects.toThrow();
    await until('both notice', async () => (await stateOf(identification)) !== 'up' && (await stateOf(finance)) !== 'up');
    await postgres.start();
    await arrived(1, 2, 3, 4);
    await change(6);
    await arrived(1, 2, 3, 4, 6);
    await outboxEmpty(town.identification);
    await until('all is well', async () => (await stateOf(identification)) === 'up' && (await stateOf(finance)) === 'up');
    expect((await finance.get(MessagingHealth).check()).consumers).toMatchObject([{ handler: 'project-households', parked: 0 }]);
  });

  it('killed right after a change: no attempt is counted against the message', async () => {
    await change(7);
    await postgres.kill();
    await postgres.start();
    await arrived(1, 2, 3, 4, 6, 7);
    const { consumers, deadLetters } = await finance.get(MessagingHealth).check();
    expect([deadLetters, consumers[0]?.parked, consumers[0]?.failedAttempts]).toEqual([0, 0, 0]);
  });
});
