import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventHandler } from '../consume/event-handler.js';
import { OnEvent } from '../consume/on-event.decorator.js';
import type { ReceivedEvent } from '../consume/received-event.js';
import { Consumers } from '../consume/consumers.js';
import { publishAndWait, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, writeDown, type Published, type Town } from './town.js';

let begun: () => void;
let finish: () => void;
const hasBegun = new Promise<void>((resolve) => (begun = resolve));
const mayFinish = new Promise<void>((resolve) => (finish = resolve));

/** Stays in the middle of its first event until it is told. */
@OnEvent('project-households')
@Injectable()
class Slow implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    begun();
    await mayFinish;
    for (const { id, data } of batch) await writeDown(em, id, data as Published);
  }
}

describe('drains on shutdown', () => {
  let town: Town;
  beforeAll(async () => (town = await buildTown()));
  afterAll(() => town.close());

  it('finishes what it has in hand, takes no more, and the next instance gets the rest at once', async () => {
    const identification = await town.publisher();
    const first = await town.subscriber([Slow], { consume: { batch: 1, ackWaitMs: 60_000 } });
    await publishAndWait(identification, (outbox, em) => [1, 2, 3].forEach((n) => register(outbox, em, n)));
    await hasBegun;
    const closing = first.close();
    finish();
    await closing;
    expect((await seenBy(town.finance)).map(({ household }) => household)).toEqual([householdId(1)]);
    const second = await town.subscriber(undefined, { consume: { ackWaitMs: 60_000 } });
    // far below the time after which the broker would deliver unanswered messages by itself
    await until('the rest arrives', async () => (await seenBy(town.finance)).length === 3);
    await until('all is answered', async () => (await second.get(Consumers).progress('project-households'))?.waiting === 0);
    expect((await seenBy(town.finance)).map(({ household }) => household).sort()).toEqual([1, 2, 3].map(householdId));
    await Promise.all([identification.close(), second.close()]);
  });

  it('loses nothing of what the broker has sent already, at whatever moment it stops', async () => {
    const identification = await town.publisher();
    const before = (await seenBy(town.finance)).length;
    for (let round = 1, n = 100; round <= 8; round += 1) {
      const stopped = await town.subscriber(undefined, { consume: { batch: 1 + (round % 3), ackWaitMs: 60_000 } });
      await publishAndWait(identification, (outbox, em) => {
        for (let i = 0; i < 40; i += 1) register(outbox, em, ++n);
      });
      await until('it is in the middle', async () => (await seenBy(town.finance)).length > before + 40 * (round - 1));
      await stopped.close();
      const next = await town.subscriber(undefined, { consume: { batch: 50, ackWaitMs: 60_000 } });
      await until('the rest arrives', async () => (await seenBy(town.finance)).length === before + 40 * round);
      await next.close();
    }
  });
});
