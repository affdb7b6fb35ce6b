import type { StoredContent } from '../case/application.entity.js';
import type { CaseState, CaseStep } from '../lifecycle/case-state.js';
import type { Outcome } from '../lifecycle/lifecycle.js';
import type { TakeStepsRequest } from './step.dto.js';

/** Of a correction: what the case says from now on. */
export interface NewContent {
  stored: StoredContent;
  /** Blind indexes of its persons, hex, by position. */
  persons: readonly { position: number; idIndex: Buffer }[];
}

/** A step as the service takes it: also those that are not commands of their own. */
export interface StepsRequest extends Omit<TakeStepsRequest, 'step' | 'to' | 'cases'> {
  step: CaseStep;
  to?: CaseState | undefined;
  /** Of a correction. */
  outcome?: Extract<Outcome, 'material' | 'contact'>;
  content?: NewContent;
  /** Of an upheld objection. */
  objectionId?: string;
  cases: readonly { id: string; version: number }[];
}
