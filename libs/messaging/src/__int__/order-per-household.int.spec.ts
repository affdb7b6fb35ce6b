import { Injectable, type INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventHandler } from '../consume/event-handler.js';
import { OnEvent } from '../consume/on-event.decorator.js';
import type { ReceivedEvent } from '../consume/received-event.js';
import { publishAndWait, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, writeDown, type Published, type Town } from './town.js';

/** Fails so many times on version 1 of household 1. */
let failures = 0;

@OnEvent('project-households')
@Injectable()
class Stumbling implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    for (const { id, data } of batch) {
      const published = data as Published;
      if (published.householdId === householdId(1) && published.version === 1 && failures-- > 0) throw new Error('not yet');
      await writeDown(em, id, published);
    }
  }
}

const CHANGES = 12;

describe('order per household', () => {
  let town: Town;
  let identification: INestApplicationContext;

  beforeAll(async () => {
    town = await buildTown();
    // batches that end in the middle of a household's changes, each read while the one before is being stored
    identification = await town.publisher({ relay: { batch: 7 } });
  });
  afterAll(() => town.close());

  it('holds in the stream and in the handler, also while an earlier event is retried, and others do not wait', async () => {
    failures = 4;
    await publishAndWait(identification, (outbox, em) => {
      for (let version = 1; version <= CHANGES; version += 1) for (const n of [1, 2, 3]) register(outbox, em, n, version);
    });
    await town.subscriber([Stumbling], { consume: { retryDelaysMs: [50, 50, 50, 50, 50], batch: 7 } });
    await until('everything is handled', async () => (await seenBy(town.finance)).length === 3 * CHANGES);
    const seen = await seenBy(town.finance);
    const versions = Array.from({ length: CHANGES }, (_, index) => index + 1);
    for (const n of [1, 2, 3])
      expect(seen.filter(({ household }) => household === householdId(n)).map(({ version }) => version)).toEqual(versions);
    const firstOfStumbler = seen.findIndex(({ household }) => household === householdId(1));
    expect(seen.slice(0, firstOfStumbler).length).toBeGreaterThan(CHANGES);
  });
});
