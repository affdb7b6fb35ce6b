import type { Principal } from '@jingzhun/auth';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { Handle } from '@jingzhun/persistence';
import type { ApplicantSubject } from './applicant-subject.js';
import type { ScreeningState } from './screening-state.js';

/** Rules and parameters of the day, read before a transaction opens: a transaction never waits for a second connection. */
export interface ScreeningContext {
  readonly ruleSetVersion: string;
}

/** How an application ended: what screening keeps of its persons follows from it. */
export type ApplicationEnd = { readonly registeredAs: Uuid } | 'rejected' | 'withdrawn' | 'completed';

/** Screening as other features use it. All methods work in the caller's transaction and under its row security. */
export abstract class Screening {
  /** Call before the transaction. */
  abstract prepare(): Promise<ScreeningContext>;

  /** Judges an application's present content and keeps its persons for the matching of later registers. Again for every new content. */
  abstract submit(handle: Handle, context: ScreeningContext, subject: ApplicantSubject, by: Principal): Promise<ScreeningState>;

  /**
   * Judges anew, in turn, those applications whose latest judgement is not what today's rules, registers and confirmations give; nobody
   * writes another one until the transaction ends. A judgement grows old by itself: extracts age, confirmations run out.
   */
  abstract bringUpToDate(handle: Handle, context: ScreeningContext, applicationIds: readonly string[], by: Principal): Promise<void>;

  /** The latest judgement; confirmations, answers and new registers lead to a new one by themselves. */
  abstract ofApplication(handle: Handle, applicationId: string): Promise<ScreeningState | undefined>;

  abstract ofHousehold(handle: Handle, householdId: string): Promise<ScreeningState | undefined>;

  /** The application has ended: its persons are no longer matched; its judgements stay with the file. */
  abstract endApplication(handle: Handle, applicationId: string, end: ApplicationEnd): Promise<void>;
}
