import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { LostVote, RepeatPolicy } from './case-facts.js';

/** Why a meeting may not take the place of a lost vote. */
export type RepeatProblem = { what: 'not-asked' } | { what: 'too-early'; earliest: PlainDate } | { what: 'spent'; most: number };

/** Where a county has said nothing: a lost vote is final at this stay of the case. */
const NEVER: RepeatPolicy = { most: 0, days: 0 };

/**
 * A lost vote stands. It may be repeated as often, and after as many days, as policy says, for a reason that is kept; more than that only
 * a return of the case by the township opens.
 * @param losses votes that were lost with enough people present, oldest first
 */
export function repeatProblem(
  { isRepeat, heldOn }: { isRepeat: boolean; heldOn: PlainDate },
  losses: readonly LostVote[],
  { most, days }: RepeatPolicy = NEVER,
): RepeatProblem | undefined {
  const last = losses.at(-1);
  if (!last) return undefined;
  if (losses.length > most) return { what: 'spent', most };
  if (!isRepeat) return { what: 'not-asked' };
  const earliest = addDays(last.heldOn, days);
  return heldOn < earliest ? { what: 'too-early', earliest } : undefined;
}
