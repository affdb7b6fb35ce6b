import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { InvestigatorLevel } from '../posting/notice-record.js';
import type { AnswerCode } from './answers.js';

export type ObjectionState = 'open' | 'decided';
export type ObjectionVia = 'web' | 'paper' | 'phone';

/** An objection without what was said and by whom. For the investigating level; a village knows the counts of its notice only. */
export interface ObjectionSummary {
  readonly id: Uuid;
  readonly noticeId: Uuid;
  readonly place: DivisionCode;
  readonly investigator: InvestigatorLevel;
  readonly state: ObjectionState;
  /** Last day for the answer. */
  readonly dueOn: PlainDate;
}

/** Reject the case, or send it back to an earlier step. */
export type ObjectionEffect = { readonly kind: 'reject' } | { readonly kind: 'return'; readonly step: string };

export type ObjectionDecision = {
  readonly objectionId: Uuid;
  readonly noticeId: Uuid;
  /** What the objector is told; a phrase of the list, never free text. */
  readonly answer: AnswerCode;
  /** Of the evidence library; the findings are signed. */
  readonly signatureId: string;
  readonly decidedAt: Date;
} & ({ readonly outcome: 'dismissed' } | { readonly outcome: 'upheld'; readonly effect: ObjectionEffect });
