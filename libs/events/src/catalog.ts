import type { EventDefinition } from './define-event.js';
import { AccountChangedV1 } from './gateway/account-changed.v1.js';
import { ApplicationAdvancedV1 } from './identification/application-advanced.v1.js';
import { DivisionChangedV1 } from './identification/division-changed.v1.js';
import { HouseholdChangedV1 } from './identification/household-changed.v1.js';
import { HouseholdRegisteredV1 } from './identification/household-registered.v1.js';
import { ProjectAcceptedV1 } from './industry/project-accepted.v1.js';
import { MilestoneReachedV1 } from './relocation/milestone-reached.v1.js';
import { PremiumFellDueV1 } from './medical/premium-fell-due.v1.js';
import { SubsidyPaidV1 } from './finance/subsidy-paid.v1.js';
import { PaymentRecoveredV1 } from './finance/payment-recovered.v1.js';
import { PaymentReturnedV1 } from './finance/payment-returned.v1.js';
import { LoanCaughtUpV1 } from './finance/loan-caught-up.v1.js';
import { LoanCompensatedV1 } from './finance/loan-compensated.v1.js';
import { LoanDisbursedV1 } from './finance/loan-disbursed.v1.js';
import { LoanFellOverdueV1 } from './finance/loan-fell-overdue.v1.js';
import { LoanMovementReversedV1 } from './finance/loan-movement-reversed.v1.js';
import { LoanListChangedV1 } from './finance/loan-list-changed.v1.js';
import { LoanReopenedV1 } from './finance/loan-reopened.v1.js';
import { LoanRepaidV1 } from './finance/loan-repaid.v1.js';
import { LoanWrittenOffV1 } from './finance/loan-written-off.v1.js';
import { FundThresholdReachedV1 } from './finance/fund-threshold-reached.v1.js';
import { NoticeClosedV1 as FinanceNoticeClosedV1 } from './finance/notice-closed.v1.js';
import { NoticePostedV1 as FinanceNoticePostedV1 } from './finance/notice-posted.v1.js';
import { NoticeWithdrawnV1 as FinanceNoticeWithdrawnV1 } from './finance/notice-withdrawn.v1.js';
import { ObjectionDecidedV1 as FinanceObjectionDecidedV1 } from './finance/objection-decided.v1.js';
import { SubsidyApplicationAdvancedV1 } from './finance/subsidy-application-advanced.v1.js';
import { NoticeClosedV1 } from './identification/notice-closed.v1.js';
import { NoticePostedV1 } from './identification/notice-posted.v1.js';
import { NoticeWithdrawnV1 } from './identification/notice-withdrawn.v1.js';
import { ObjectionDecidedV1 } from './identification/objection-decided.v1.js';

/** Every event there is. What is not listed here cannot be published and is not understood. */
export const EVENTS = [
  HouseholdRegisteredV1,
  HouseholdChangedV1,
  DivisionChangedV1,
  ApplicationAdvancedV1,
  NoticePostedV1,
  NoticeClosedV1,
  NoticeWithdrawnV1,
  ObjectionDecidedV1,
  AccountChangedV1,
  ProjectAcceptedV1,
  MilestoneReachedV1,
  PremiumFellDueV1,
  SubsidyPaidV1,
  PaymentReturnedV1,
  PaymentRecoveredV1,
  LoanDisbursedV1,
  LoanFellOverdueV1,
  LoanMovementReversedV1,
  LoanReopenedV1,
  LoanRepaidV1,
  LoanCaughtUpV1,
  LoanCompensatedV1,
  LoanWrittenOffV1,
  LoanListChangedV1,
  FundThresholdReachedV1,
  SubsidyApplicationAdvancedV1,
  FinanceNoticePostedV1,
  FinanceNoticeClosedV1,
  FinanceNoticeWithdrawnV1,
  FinanceObjectionDecidedV1,
] as const satisfies readonly EventDefinition[];

const BY_TYPE: ReadonlyMap<string, EventDefinition> = new Map(EVENTS.map((event) => [event.type, event as EventDefinition]));

export const findEvent = (type: string): EventDefinition | undefined => BY_TYPE.get(type);
