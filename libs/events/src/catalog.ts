import type { EventDefinition } from './define-event.js';
import { AccountChangedV1 } from './gateway/account-changed.v1.js';
import { DivisionChangedV1 } from './identification/division-changed.v1.js';
import { HouseholdChangedV1 } from './identification/household-changed.v1.js';
import { HouseholdRegisteredV1 } from './identification/household-registered.v1.js';

/** Every event there is. What is not listed here cannot be published and is not understood. */
export const EVENTS = [
  HouseholdRegisteredV1,
  HouseholdChangedV1,
  DivisionChangedV1,
  AccountChangedV1,
] as const satisfies readonly EventDefinition[];

const BY_TYPE: ReadonlyMap<string, EventDefinition> = new Map(EVENTS.map((event) => [event.type, event as EventDefinition]));

export const findEvent = (type: string): EventDefinition | undefined => BY_TYPE.get(type);
