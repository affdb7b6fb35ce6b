import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { SchemeEvidence } from '../scheme.js';
import type { SubsidyState } from './subsidy-state.js';

/** household: the project is another household's; content: another product or year of cultivation; parcel: one of its parcels is in another application of the year. */
export type ProjectDiffers = 'household' | 'content' | 'parcel';

/** What the rules look at. Written beside every step, so that anybody can ask later why it was possible. */
export interface SubsidyFacts {
  state: SubsidyState;
  /** Who entered or corrected what is asked for now. */
  makers: readonly string[];
  /** Who checked, measured, accepted or worked out the amount of what is asked for now. */
  checkers: readonly { step: string; accountId: string }[];
  /** Whoever ever entered, measured or worked out any version of it, or entered the claim it rests on. */
  enterers: readonly string[];
  /** As the own copy of the register has it; null when the household is not there any more. */
  household: { status: HouseholdStatus; category: HouseholdCategory } | null;
  categories: readonly HouseholdCategory[];
  required: readonly SchemeEvidence[];
  /** Papers and photographs by their code. */
  evidence: Readonly<Record<string, number>>;
  measuredBy: string | null;
  /** Who recorded the rates and caps it is granted by. */
  scheme: { recordedBy: string; nameZh: string; nameEn: string };
  /** Who asked for the money back, while it is being taken back. */
  demandedBy: string | null;
  amountFen: number | null;
  /** What an earlier batch left of an application that was accepted as a whole. */
  isRest?: boolean;
  /** Applied for by an accepted project of industry; absent: not known (facts that were kept before). */
  namesProject?: boolean;
  /** What industry has corrected about the accepted project since it was applied for; null or absent: nothing that matters. */
  projectDiffers?: ProjectDiffers | null;
  notice: { state: 'composed' | 'posted' | 'closed' | 'withdrawn'; lastDay: PlainDate | null; open: number; upheld: number } | null;
}
