import type { accountability, finance, gateway, identification, industry, medical, relocation } from '@jingzhun/client/api';
import type { Attachment } from './department/attachments.js';
import type { AuditEntry, AuditVerification } from './department/audit.js';
import type { DirectoryDigest, DirectoryRow } from './department/directory.js';
import type { DeadLetter, MessagingState } from './department/operations.js';
import type { PolicyParameter } from './department/policies.js';
import type { Reminders } from './department/reminders.js';
import type { AccountRow, AccountWithPassword, TotpEnrolment } from './gateway/accounts.js';
import type { SigningProof } from './gateway/signing.js';
import type {
  CapacityHistory,
  CommitmentList,
  BudgetYear,
  Fund,
  FundDetail,
  FundStandard,
  LedgerEntry,
  LedgerPeriod,
  TrialBalance,
} from './finance/money.js';
import type { MoneyOrder } from './finance/money-orders.js';
import type { StatementComparison } from './finance/bank-statements.js';
import type { HouseholdBenefits } from './finance/benefits.js';
import type { JointLoanList, LoanCandidates } from './finance/loan-lists.js';
import type { PayeeInstitution } from './finance/institutions.js';
import type { BankFile, BankFileLine } from './finance/bank-files.js';
import type { OutsideList } from './finance/outside-lists.js';
import type { LoanStatements } from './finance/loan-statements.js';
import type { OverlapPreview } from './finance/overlaps.js';
import type { Claim, TakenClaims } from './finance/claims.js';
import type { Batch, Payment, TakenReturn } from './finance/payments.js';
import type { ProjectsPreview, ReadyWork } from './finance/subsidies-together.js';
import type { Subsidy, SubsidyRound, SubsidyRow, SubsidyWork } from './finance/subsidies.js';
import type { Scheme } from './finance/subsidy-schemes.js';
import type { Notice, NoticeRow, NoticeTasks } from './department/notices.js';
import type { FindingDigest, Identity, Objection, ObjectionReceipt, ObjectionRow } from './department/objections.js';
import type { StepPreview } from './identification/application-steps.js';
import type { CaseFunnel, LateList, WorkList } from './identification/application-work.js';
import type { Case, CaseEvent, CaseRow, CorrectedCase } from './identification/applications.js';
import type { Meeting, MeetingRow } from './identification/meetings.js';
import type { Sample, SampleRow } from './identification/samples.js';
import type { Correction } from './identification/corrections.js';
import type { Division } from './identification/divisions.js';
import type { DuplicateCase } from './identification/duplicates.js';
import type { Overview } from './identification/figures.js';
import type { Finding, FindingSummary } from './identification/findings.js';
import type { FoundHousehold, Household, HouseholdRow, TimelineEntry } from './identification/households.js';
import type { Import, ImportRefusal } from './identification/imports.js';
import type { Job } from './identification/screening.js';

/** What a service answers (generated from its OpenAPI document) must fit what the screens read; a drift fails the type check here. */
type Fits<Answered extends Read, Read> = [Answered, Read];

export type Contract = [
  Fits<identification.ReminderList, Reminders>,
  Fits<finance.ReminderList, Reminders>,
  Fits<finance.PayeeInstitution, PayeeInstitution>,
  Fits<identification.Division, Division>,
  Fits<identification.HouseholdRow, HouseholdRow>,
  Fits<identification.FoundHousehold, FoundHousehold>,
  Fits<identification.Household, Household>,
  Fits<identification.Timeline['items'][number], TimelineEntry>,
  Fits<identification.Correction, Correction>,
  Fits<identification.Finding, Finding>,
  Fits<identification.FindingSummary, FindingSummary>,
  Fits<identification.FiguresOverview, Overview>,
  Fits<identification.Import, Import>,
  Fits<identification.ScreeningRunList, { items: readonly Job[] }>,
  Fits<identification.RefusedCell, ImportRefusal>,
  Fits<identification.Duplicate, DuplicateCase>,
  Fits<identification.Attachment, Attachment>,
  Fits<identification.ApplicationRow, CaseRow>,
  Fits<identification.Application, Case>,
  Fits<identification.CorrectedApplication, CorrectedCase>,
  Fits<identification.CaseEvent, CaseEvent>,
  Fits<identification.StepPreview, StepPreview>,
  Fits<identification.WorkList, WorkList>,
  Fits<identification.Funnel, CaseFunnel>,
  Fits<identification.LateList, LateList>,
  Fits<identification.MeetingRow, MeetingRow>,
  Fits<identification.Meeting, Meeting>,
  Fits<identification.SampleRow, SampleRow>,
  Fits<identification.Sample, Sample>,
  Fits<identification.NoticeTaskList, NoticeTasks>,
  Fits<identification.NoticeSummary, NoticeRow>,
  Fits<identification.Notice, Notice>,
  Fits<identification.ObjectionSummary, ObjectionRow>,
  Fits<identification.Objection, Objection>,
  Fits<identification.RevealedObjector, { identity: Identity | null }>,
  Fits<identification.ObjectionFindingDigest, FindingDigest>,
  Fits<identification.ObjectionReceipt, ObjectionReceipt>,
  Fits<identification.PolicyParameter, PolicyParameter>,
  Fits<identification.AuditEntry, AuditEntry>,
  Fits<identification.AuditVerification, AuditVerification>,
  Fits<identification.DeadLetter, DeadLetter>,
  Fits<identification.MessagingState, MessagingState>,
  Fits<gateway.Account, AccountRow>,
  Fits<gateway.AccountWithPassword, AccountWithPassword>,
  Fits<gateway.TotpEnrolment, TotpEnrolment>,
  Fits<gateway.SigningProof, SigningProof>,
  Fits<industry.DirectoryHouseholdRow, DirectoryRow>,
  Fits<finance.DirectoryHouseholdRow, DirectoryRow>,
  Fits<relocation.DirectoryHouseholdRow, DirectoryRow>,
  Fits<medical.DirectoryHouseholdRow, DirectoryRow>,
  Fits<accountability.DirectoryHouseholdRow, DirectoryRow>,
  Fits<finance.DirectoryDigest, DirectoryDigest>,
  Fits<finance.SubsidyApplicationRow, SubsidyRow>,
  Fits<finance.SubsidyApplication, Subsidy>,
  Fits<finance.SubsidyScheme, Scheme>,
  Fits<finance.SubsidyRound, SubsidyRound>,
  Fits<finance.SubsidyWork, SubsidyWork>,
  Fits<finance.SubsidyProjectsPreview, ProjectsPreview>,
  Fits<finance.SubsidyReadyWork, ReadyWork>,
  Fits<finance.HouseholdBenefits, HouseholdBenefits>,
  Fits<finance.LoanStatements, LoanStatements>,
  Fits<finance.OverlapPreview, OverlapPreview>,
  Fits<finance.BankFile, BankFile>,
  Fits<finance.BankFileLines['items'][number], BankFileLine>,
  Fits<finance.OutsideList, OutsideList>,
  Fits<finance.JointLoanList, JointLoanList>,
  Fits<finance.LoanCandidates, LoanCandidates>,
  Fits<finance.Claim, Claim>,
  Fits<finance.TakenClaims, TakenClaims>,
  Fits<finance.PaymentBatch, Batch>,
  Fits<finance.Payment, Payment>,
  Fits<finance.TakenReturn, TakenReturn>,
  Fits<finance.BudgetYear, BudgetYear>,
  Fits<finance.Fund, Fund>,
  Fits<finance.TrialBalance, TrialBalance>,
  Fits<finance.FundDetail, FundDetail>,
  Fits<finance.CommitmentList, CommitmentList>,
  Fits<finance.MoneyOrder, MoneyOrder>,
  Fits<finance.FundStandard, FundStandard>,
  Fits<finance.LedgerEntry, LedgerEntry>,
  Fits<finance.LedgerPeriod, LedgerPeriod>,
  Fits<finance.CapacityHistory, CapacityHistory>,
  Fits<finance.StatementComparison, StatementComparison>,
];
