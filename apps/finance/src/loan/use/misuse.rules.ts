import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { UseFinding } from './loan-use.dto.js';

/** The last look at the use of a loan, by its day. */
export interface LastLook {
  readonly id: string;
  readonly on: PlainDate;
  readonly finding: UseFinding;
  readonly by: string;
  readonly isDecided: boolean;
}

export interface MisuseSoFar {
  readonly look: LastLook | null;
  /** The last of them. */
  readonly decision: { readonly what: 'found' | 'putRight'; readonly on: PlainDate; readonly by: string } | null;
}

export type MisuseDecision =
  { readonly what: 'found'; readonly look: LastLook; readonly isOwn: boolean } | { readonly what: 'putRight'; readonly isOwn: boolean };

/**
 * What the county may decide now, and whether that would be the caller's own work. A look founds misuse once, and only one of a later day
 * than it was last put right: what was seen before is what was put right, whenever it was written down.
 */
export function misuseDecidable({ look, decision }: MisuseSoFar, accountId: string): MisuseDecision | undefined {
  if (decision?.what === 'found') return { what: 'putRight', isOwn: decision.by === accountId };
  if (look?.finding !== 'notAsAgreed' || look.isDecided) return undefined;
  if (decision && look.on <= decision.on) return undefined;
  return { what: 'found', look, isOwn: look.by === accountId };
}
