import type { INestApplicationContext } from '@nestjs/common';
import { systemSession } from '@jingzhun/persistence';
import { BrokerConnection } from '../broker/connection.js';
import { MessagingHealth } from '../operations/messaging-health.js';
import { MessagingMetrics } from '../operations/messaging-metrics.js';
import { Outbox } from '../outbox/outbox.js';
import { outboxEmpty, outboxSize, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, type Town } from './town.js';

const HOUSEHOLDS = 60;

describe('a full stream', () => {
  let town: Town;
  let identification: INestApplicationContext;
  beforeAll(async () => {
    town = await buildTown();
    // small batches, so that the one that is refused has another read behind it
    identification = await town.publisher({ streams: { maxBytes: 40_000 }, relay: { batch: 7 } });
    await town.subscriber();
  });
  afterAll(() => town.close());

  it('pushes back into the outbox, warns, and loses nothing once it may grow', async () => {
    await town.identification.transaction(systemSession('import'), async (em) => {
      for (let n = 1; n <= HOUSEHOLDS; n += 1) for (const version of [1, 2]) register(identification.get(Outbox), em, n, version);
    });
    const health = identification.get(MessagingHealth);
    const report = await until('health warns', async () => {
      const now = await health.check();
      return now.reasons.some((reason) => /JZ_IDENTIFICATION is \d+ % full/.test(reason)) && now.outbox.problem?.includes('maximum bytes')
        ? now
        : undefined;
    });
    expect(report).toMatchObject({ state: 'degraded', outbox: { problem: expect.stringContaining('maximum bytes') } });
    expect(await outboxSize(town.identification)).toBeGreaterThan(0);
    const samples = await identification.get(MessagingMetrics).samples();
    expect(
      samples.find(({ name, labels }) => name === 'messaging_fill_ratio' && labels['name'] === 'JZ_IDENTIFICATION')!.value,
    ).toBeGreaterThan(0.7);
    const { jsm } = identification.get(BrokerConnection).now()!;
    await jsm.streams.update('JZ_IDENTIFICATION', { max_bytes: 4_000_000 });
    await outboxEmpty(town.identification);
    await until('everything arrived', async () => (await seenBy(town.finance)).length === 2 * HOUSEHOLDS);
    const seen = await seenBy(town.finance);
    for (let n = 1; n <= HOUSEHOLDS; n += 1)
      expect(seen.filter(({ household }) => household === householdId(n)).map(({ version }) => version)).toEqual([1, 2]);
  });
});
