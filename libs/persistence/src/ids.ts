import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { Clock } from './clock.js';

/** Half of what the place holds: enough above it for every id of one millisecond. */
const HIGHEST_START = 2 ** 31;
let last = { millisecond: 0, position: 0 };

/** UUIDv7 of the clock's time: ids sort by the time the service gave them, those of one millisecond in the order it gave them. */
export function newId<Id extends Uuid = Uuid>(clock: Clock): Id {
  const millisecond = clock.now().getTime();
  const position = millisecond === last.millisecond ? last.position + 1 : randomInt(HIGHEST_START);
  last = { millisecond, position };
  return v7({ msecs: millisecond, seq: position }) as Id;
}
