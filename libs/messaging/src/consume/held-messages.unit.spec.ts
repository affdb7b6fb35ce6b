import { HeldMessages } from './held-messages.js';
import type { Pending } from './pending.js';

const pending = (orderingKey: string, id: string): Pending => ({ event: { id, orderingKey }, attempts: 0 }) as Pending;
const ids = (list: readonly Pending[]): string[] => list.map(({ event }) => event.id);

describe('held messages', () => {
  it('keep a record in order and let only its first one be due', () => {
    const held = new HeldMessages();
    const [first, second] = [pending('a', 'a1'), pending('a', 'a2')];
    held.retryAt(first, 100);
    held.append(second);
    expect([held.blocks('a'), held.blocks('b'), held.size, held.nextDueAt()]).toEqual([true, false, 2, 100]);
    expect(ids(held.due(99))).toEqual([]);
    expect(ids(held.due(100))).toEqual(['a1']);
    held.retryAt(first, 200);
    expect(ids(held.due(150))).toEqual([]);
    held.release(first);
    expect(ids(held.due(0))).toEqual(['a2']);
    held.release(second);
    expect([held.blocks('a'), held.size, held.nextDueAt()]).toEqual([false, 0, undefined]);
  });

  it('ignore the release of what was never held', () => {
    const held = new HeldMessages();
    held.append(pending('a', 'a1'));
    held.release(pending('a', 'other'));
    expect(held.size).toBe(1);
  });
});
