import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { StatedNumber } from '../roll/basis.js';
import type { CaseKind, CaseState } from './case-state.js';

/** What a decision is based on, without a name or a number of a person: it is stored with the decision, which can be recomputed from it. */
export interface CaseFacts {
  kind: CaseKind;
  state: CaseState;
  /** Day on which the case came into this state. */
  enteredOn: PlainDate;
  /** Fields that are missing or wrong. */
  contentProblems: number;
  /** Members who are registered already. */
  registeredElsewhere: number;
  /** Members named in another open case. */
  inOtherCase: number;
  /** Of a removal or a change of category: the household still stands as the case was made for. */
  householdFits: boolean;
  /** The household's signature (or the village's, for a removal) on the present content stands. */
  formSigned: boolean;
  /** Begun by an upheld objection; absent in decisions from before this was asked. */
  byObjection?: boolean;
  /** What is attached to the case: finished and not retracted. */
  attached: CaseAttachmentRole[];
  screening: ScreeningFacts;
  meeting: MeetingFacts | null;
  /** While no meeting is recorded: whether a roll states who may come to one today. */
  rollInForce?: boolean;
  /** What exactly it and earlier ones state, and for meetings from which day on; absent in decisions stored before it was kept. */
  rollStates?: readonly StatedNumber[];
  /** Votes that were lost before, since the case stands here; oldest first. */
  lostVotes?: LostVote[];
  notice: NoticeFacts | null;
  sample: SampleFacts | null;
  /** Objections to any notice of the case: one on paper may be entered when its notice is closed already. */
  objections: { open: number; upheld: number };
  /** Whether the county examines this case; null until the township has decided. */
  countyStep: boolean | null;
  /** Accounts that wrote, submitted, corrected, or ran a meeting of the case. */
  makers: string[];
  /** Accounts that did the township's re-check. */
  recheckers: string[];
}

export type CaseAttachmentRole = 'applicationForm' | 'consent' | 'identity' | 'grounds' | 'withdrawalRequest' | 'other';
export type MeetingAttachmentRole = 'signIn' | 'photo' | 'video' | 'minutes';

export type ScreeningFacts =
  | { state: 'none' }
  /** Made for another content than the present one. */
  | { state: 'stale' }
  | { state: 'present'; id: string; vetoes: number; unknown: number; strictOpen: number; titles?: ScreeningTitles; judgedOn?: PlainDate };

/** What the rules that stand against the case are called; events of an earlier release have the numbers only. */
export type ScreeningTitles = Record<'vetoes' | 'unknown' | 'strictOpen', readonly { zh: string; en: string }[]>;

export interface MeetingFacts {
  id: string;
  heldOn: PlainDate;
  /** Adult members of the group or its households; representatives of the village. */
  eligible: number;
  present: number;
  votesFor: number;
  votesAgainst: number;
  abstained: number;
  /** The content has not been corrected since the votes were counted. */
  presentContent: boolean;
  hasMinutes: boolean;
  screeningReadOut: boolean;
  /** Held again after a lost vote, for a stated reason. */
  isRepeat?: boolean;
  attached: MeetingAttachmentRole[];
}

export interface LostVote {
  id: string;
  heldOn: PlainDate;
  eligible: number;
  present: number;
  votesFor: number;
}

export interface NoticeFacts {
  id: string;
  postedOn: PlainDate;
  /** Last day of the period. */
  lastDay: PlainDate;
  firstProof: boolean;
  lastProof: boolean;
  openObjections: number;
  /** Upheld and not yet acted on for this case. */
  upheldObjections: number;
}

export interface SampleFacts {
  id: string;
  /** Households of the list, and how many are chosen. */
  listed: number;
  chosen: number;
  visited: number;
  /** Whether this case is among the chosen ones, and what the visit found. */
  visit: 'not-chosen' | 'waiting' | 'agrees' | 'deviates';
}

/** The parameters a decision applies, as they stand on its day. */
export interface CasePolicy {
  countyStep: boolean;
  quorum: Record<'group' | 'assembly', Share>;
  meetingEvidence: Record<'group' | 'assembly', readonly MeetingAttachmentRole[]>;
  /** How often a lost vote may be repeated, and after how many days; absent in decisions from before it was asked. */
  repeat?: RepeatPolicy;
}

export interface RepeatPolicy {
  most: number;
  days: number;
}

export interface Share {
  numerator: number;
  denominator: number;
}
