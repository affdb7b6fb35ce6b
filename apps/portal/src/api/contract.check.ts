import type { accountability, finance, gateway, identification, industry, medical, relocation } from '@jingzhun/client/api';
import type { Attachment } from './department/attachments.js';
import type { AuditEntry, AuditVerification } from './department/audit.js';
import type { DirectoryDigest, DirectoryRow } from './department/directory.js';
import type { DeadLetter, MessagingState } from './department/operations.js';
import type { PolicyParameter } from './department/policies.js';
import type { AccountRow, AccountWithPassword, TotpEnrolment } from './gateway/accounts.js';
import type { SigningProof } from './gateway/signing.js';
import type { Correction } from './identification/corrections.js';
import type { Division } from './identification/divisions.js';
import type { DuplicateCase } from './identification/duplicates.js';
import type { Overview } from './identification/figures.js';
import type { Finding, RuleSummary } from './identification/findings.js';
import type { FoundHousehold, Household, HouseholdRow, TimelineEntry } from './identification/households.js';
import type { Import, ImportRefusal } from './identification/imports.js';

/** What a service answers (generated from its OpenAPI document) must fit what the screens read; a drift fails the type check here. */
type Fits<Answered extends Read, Read> = [Answered, Read];

export type Contract = [
  Fits<identification.Division, Division>,
  Fits<identification.HouseholdRow, HouseholdRow>,
  Fits<identification.FoundHousehold, FoundHousehold>,
  Fits<identification.Household, Household>,
  Fits<identification.Timeline['items'][number], TimelineEntry>,
  Fits<identification.Correction, Correction>,
  Fits<identification.Finding, Finding>,
  Fits<identification.FindingSummary['items'][number], RuleSummary>,
  Fits<identification.FiguresOverview, Overview>,
  Fits<identification.Import, Import>,
  Fits<identification.RefusedCell, ImportRefusal>,
  Fits<identification.Duplicate, DuplicateCase>,
  Fits<identification.Attachment, Attachment>,
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
];
