export { closingBlockedBy, inWords, type ClosingFacts, type Missing, type ProofOccasion } from './clock/closing.rules.js';
export { daysLeft, isRunning, noticePeriod, type DayKind, type NoticePeriod } from './clock/notice-clock.rules.js';
export { DECISION_TEXTS, type DecisionCode } from './fields/decision-texts.js';
export { type FieldKind } from './fields/field-kinds.js';
export { NameNotPublishable, NotPublishable } from './fields/notice-field.errors.js';
export {
  decision,
  groupName,
  headCount,
  householdCount,
  itemName,
  money,
  proceedingDate,
  publicName,
  publicNameOrMinor,
  quantity,
  votes,
  type PersonToName,
} from './fields/notice-field.js';
export { isItemName } from './fields/public-words.js';
export { isPublishable, type Publishable } from './fields/publishable.js';
export {
  defineNotice,
  field,
  optionalField,
  table,
  type ContentOf,
  type InvestigatorKey,
  type NoticeDaysKey,
  type NoticeFields,
  type NoticeKind,
} from './kinds/define-notice.js';
export { NotMadeByAConstructor } from './kinds/notice-content.js';
export { type NoticeEvents, type NoticeModuleOptions, type PlaceNames } from './notice-options.js';
export { noticeTables } from './notice-tables.js';
export { acceptedObjections, publicLimitTables, receiptLimitTables } from './public/public-limit-tables.js';
export { noticePostingTables } from './together/posting-tables.js';
export { identityRetentionTables } from './objections/identity-retention-tables.js';
export { objectionHandInPolicies } from './objections/hand-in-policies.js';
export { ObjectorIdentities } from './objections/objector-identities.js';
export { NoticeSweep, type Swept } from './clock/notice-sweep.js';
export { noticeText, type NoticeText } from './kinds/notice-text.js';
export { NoticesModule } from './notices.module.js';
export { AnswerCode, ANSWERS } from './objections/answers.js';
export {
  type ObjectionDecision,
  type ObjectionEffect,
  type ObjectionState,
  type ObjectionSummary,
  type ObjectionVia,
} from './objections/objection-record.js';
export { NOTICE_CIPHER_PLACES } from './objections/objection-rows.js';
export { ObjectionDecisions } from './objections/objection-decisions.js';
export { Objections, type NewObjection } from './objections/objections.js';
export { NoticeCircumstances } from './posting/notice-circumstances.js';
export { NoticeHosts, type NoticeHost, type PostingAgain, type ReturnStep } from './posting/notice-hosts.js';
export { NOTICE_TRANSITIONS, NoticeState } from './posting/notice-lifecycle.js';
export { isPosted, type InvestigatorLevel, type NoticeRecord, type NoticeSubject, type PostedNotice } from './posting/notice-record.js';
export { NoticeInOtherState, NoticeNotClosable, NoticeNotFound } from './posting/notice.errors.js';
export { Notices, type NoticeDraft } from './posting/notices.js';
export { noticeDeadlines } from './tasks/notice-deadlines.js';
