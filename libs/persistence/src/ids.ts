import { v7 } from 'uuid';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { Clock } from './clock.js';

/** UUIDv7 of the clock's time: ids sort by the time the service gave them. */
export const newId = <Id extends Uuid = Uuid>(clock: Clock): Id => v7({ msecs: clock.now().getTime() }) as Id;
