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
    await until('the rest arrives', async () => (await seenBy(town.finance)).length === 3, 10_000);
    await until('all is answered', async () => (await second.get(Consumers).progress('project-households'))?.waiting === 0, 10_000);
    expect((await seenBy(town.finance)).map(({ household }) => household).sort()).toEqual([1, 2, 3].map(householdId));
  });
});
