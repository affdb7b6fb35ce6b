import type { EventDefinition } from './define-event.js';
import { AccountChangedV1 } from './gateway/account-changed.v1.js';
import { LoanListChangedV1 } from './finance/loan-list-changed.v1.js';
import { HouseholdChangedV1 } from './identification/household-changed.v1.js';
import { HouseholdRegisteredV1 } from './identification/household-registered.v1.js';
import { DivisionChangedV1 } from './identification/division-changed.v1.js';
import { ProjectAcceptedV1 } from './industry/project-accepted.v1.js';
import { PremiumFellDueV1 } from './medical/premium-fell-due.v1.js';
import { MilestoneReachedV1 } from './relocation/milestone-reached.v1.js';
import type { EventOwner } from './naming.js';

/** One durable consumer: consumers, broker permissions and AsyncAPI are made from these rows and nothing else. */
export interface Subscription {
  /** Who listens. */
  readonly department: EventOwner;
  /** Kebab-case name of the handler; the durable is `<department>__<handler>`. */
  readonly handler: string;
  /** Whose stream. */
  readonly owner: EventOwner;
  /** One subject filter a consumer, so that servers from 2.9 on and literal permissions both work. */
  readonly filter: string;
  /** What the handler understands. A known type outside this list that the filter lets through is skipped. */
  readonly events: readonly EventDefinition[];
}

/** Who keeps a copy of households and divisions: everybody but their owner and the gateway. */
const DIRECTORY_DEPARTMENTS = ['industry', 'finance', 'relocation', 'medical', 'accountability'] as const;

/** What finance is asked to pay. */
const CLAIMS: readonly Subscription[] = [
  ['record-accepted-projects', ProjectAcceptedV1] as const,
  ['record-reached-milestones', MilestoneReachedV1] as const,
  ['record-due-premiums', PremiumFellDueV1] as const,
].map(([handler, event]): Subscription => ({
  department: 'finance',
  handler,
  owner: event.department,
  filter: event.filter(),
  events: [event],
}));

const COPIES: readonly Subscription[] = DIRECTORY_DEPARTMENTS.flatMap((department): Subscription[] => [
  {
    department,
    handler: 'project-households',
    owner: 'identification',
    // registered and changed through one consumer: their order per household is what makes the copy cheap
    filter: 'jz.identification.household.*.v1.>',
    events: [HouseholdRegisteredV1, HouseholdChangedV1],
  },
  {
    department,
    handler: 'project-divisions',
    owner: 'identification',
    filter: DivisionChangedV1.filter(),
    events: [DivisionChangedV1],
  },
]);

/** Finance counts households as they were at the end of a year. */
const STATUSES: Subscription = {
  department: 'finance',
  handler: 'keep-household-statuses',
  owner: 'identification',
  filter: 'jz.identification.household.*.v1.>',
  events: [HouseholdRegisteredV1, HouseholdChangedV1],
};

/** Joint lists of projects and loans are finance's and industry's together. */
const JOINT_LISTS: Subscription = {
  department: 'industry',
  handler: 'keep-joint-lists',
  owner: 'finance',
  filter: LoanListChangedV1.filter(),
  events: [LoanListChangedV1],
};

/** Who can act where: a survey names by account who decides its conflicts. */
const OFFICERS: Subscription = {
  department: 'identification',
  handler: 'keep-officers',
  owner: 'gateway',
  filter: AccountChangedV1.filter(),
  events: [AccountChangedV1],
};

export const SUBSCRIPTIONS: readonly Subscription[] = [...COPIES, ...CLAIMS, STATUSES, JOINT_LISTS, OFFICERS];

export const subscriptionsOf = (department: string): Subscription[] => SUBSCRIPTIONS.filter((row) => row.department === department);

/** @throws Error when the table has no such row: a consumer that is not listed would have no rights on the broker */
export function getSubscription(department: string, handler: string): Subscription {
  const row = SUBSCRIPTIONS.find((candidate) => candidate.department === department && candidate.handler === handler);
  if (!row) throw new Error(`${department} has no handler ${handler} in libs/events/src/subscriptions.ts: add the row there first`);
  return row;
}
