import type { Permission } from '@jingzhun/auth';
import { daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import type { DeadlineLevel } from './deadline-source.js';

/** soon: to who must act, before the day. late: to the same, after it. raised: to the level above, when it stays undone. */
export const REMINDER_STAGES = ['soon', 'late', 'township', 'county'] as const;
export type ReminderStage = (typeof REMINDER_STAGES)[number];

/** Days of the policy. */
export interface ReminderDays {
  /** Before the deadline. */
  readonly daysBefore: number;
  /** Days late after which the township, and the county, hear of it. */
  readonly townshipAfter: number;
  readonly countyAfter: number;
}

export interface Deadline {
  readonly dueOn: PlainDate;
  /** Whose it is, and which permission the step asks for. */
  readonly level: DeadlineLevel;
  readonly permission: Permission;
}

export interface Due {
  readonly stage: ReminderStage;
  /** Who hears of it. */
  readonly level: DeadlineLevel;
  readonly permission: Permission;
}

/**
 * What is to be said about a deadline on a day: of who must act the present stage only, so that a service that was down for weeks does
 * not say "soon" of what is late; of those above everything that has come true.
 */
export function remindersFor(deadline: Deadline, overseer: Permission, days: ReminderDays, today: PlainDate): Due[] {
  const { dueOn, level, permission } = deadline;
  const late = daysBetween(dueOn, today);
  if (late <= 0) return -late <= days.daysBefore ? [{ stage: 'soon', level, permission }] : [];
  const found: Due[] = [{ stage: 'late', level, permission }];
  if (level === 'village' && late >= days.townshipAfter) found.push({ stage: 'township', level: 'township', permission: overseer });
  if (level !== 'county' && late >= days.countyAfter) found.push({ stage: 'county', level: 'county', permission: overseer });
  return found;
}
