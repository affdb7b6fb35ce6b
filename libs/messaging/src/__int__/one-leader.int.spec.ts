import type { INestApplicationContext } from '@nestjs/common';
import { Leadership } from '../leadership.js';
import { publishAndWait, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, type Town } from './town.js';

describe('one leader', () => {
  let town: Town;
  beforeAll(async () => (town = await buildTown()));
  afterAll(() => town.close());

  it('relays and consumes; the other instance takes over when it goes', async () => {
    const [a, b] = [await town.publisher(), await town.publisher()];
    const leads = (app: INestApplicationContext): boolean => app.get(Leadership).leading;
    await until('one of them leads', () => leads(a) || leads(b));
    expect(leads(a) && leads(b)).toBe(false);
    const [leader, standby] = leads(a) ? [a, b] : [b, a];
    await town.subscriber();
    await publishAndWait(standby, (outbox, em) => void register(outbox, em, 1));
    await leader.close();
    await until('the other leads', () => leads(standby));
    await publishAndWait(standby, (outbox, em) => void register(outbox, em, 2));
    await until('both arrive', async () => (await seenBy(town.finance)).length === 2);
    expect((await seenBy(town.finance)).map(({ household }) => household)).toEqual([householdId(1), householdId(2)]);
  });
});
