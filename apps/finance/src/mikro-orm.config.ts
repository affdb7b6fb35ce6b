import type { DatabaseDefinition } from '@jingzhun/persistence';
import { entities } from './entities.js';
import { Migration20261201080000_CreateServiceTables } from './migrations/Migration20261201080000_CreateServiceTables.js';
import { Migration20261205090000_CreateLedger } from './migrations/Migration20261205090000_CreateLedger.js';
import { Migration20261205090100_CreateBudget } from './migrations/Migration20261205090100_CreateBudget.js';
import { Migration20261205090200_CreatePayment } from './migrations/Migration20261205090200_CreatePayment.js';
import { Migration20261127130000_CreateEvidenceAndNotice } from './migrations/Migration20261127130000_CreateEvidenceAndNotice.js';
import { Migration20261127130100_CreateSubsidy } from './migrations/Migration20261127130100_CreateSubsidy.js';
import { Migration20261127150100_WhoObjectedIsForgotten } from './migrations/Migration20261127150100_WhoObjectedIsForgotten.js';
import { Migration20261127160100_ObjectionsCountedByNotice } from './migrations/Migration20261127160100_ObjectionsCountedByNotice.js';
import { Migration20261206100000_CreateLoan } from './migrations/Migration20261206100000_CreateLoan.js';
import { Migration20261207164500_CreatePaymentCertificate } from './migrations/Migration20261207164500_CreatePaymentCertificate.js';
import { Migration20261207170000_AcknowledgeAndReclaimSubsidy } from './migrations/Migration20261207170000_AcknowledgeAndReclaimSubsidy.js';
import { Migration20261206120000_CreateInterestClaim } from './migrations/Migration20261206120000_CreateInterestClaim.js';
import { Migration20261207171000_CreateClaim } from './migrations/Migration20261207171000_CreateClaim.js';
import { Migration20261127200000_AQuarterClaimedBefore } from './migrations/Migration20261127200000_AQuarterClaimedBefore.js';
import { Migration20261127204000_LoanProductTerms } from './migrations/Migration20261127204000_LoanProductTerms.js';
import { Migration20261127204500_ReverseAnyMovement } from './migrations/Migration20261127204500_ReverseAnyMovement.js';
import { Migration20261127211900_CreateReminders } from './migrations/Migration20261127211900_CreateReminders.js';
import { Migration20261127205000_CreateLoanUse } from './migrations/Migration20261127205000_CreateLoanUse.js';
import { Migration20261127200500_CreateOverlapCheck } from './migrations/Migration20261127200500_CreateOverlapCheck.js';
import { Migration20261127201000_CreateBenefitStatement } from './migrations/Migration20261127201000_CreateBenefitStatement.js';
import { Migration20261127214000_ReverseOfOneReference } from './migrations/Migration20261127214000_ReverseOfOneReference.js';
import { Migration20261127214500_MisuseDecidedOnce } from './migrations/Migration20261127214500_MisuseDecidedOnce.js';
import { Migration20261127231000_LooksCountedByReceipt } from './migrations/Migration20261127231000_LooksCountedByReceipt.js';
import { Migration20261127231200_RemindersOfTheOwnBank } from './migrations/Migration20261127231200_RemindersOfTheOwnBank.js';
import { Migration20261127232000_CreateOutsideBenefit } from './migrations/Migration20261127232000_CreateOutsideBenefit.js';
import { Migration20261127232500_CreateLoanList } from './migrations/Migration20261127232500_CreateLoanList.js';
import { Migration20261127233000_MisuseAndLendingInOneOrder } from './migrations/Migration20261127233000_MisuseAndLendingInOneOrder.js';
import { Migration20261127233500_CreateLoanStatement } from './migrations/Migration20261127233500_CreateLoanStatement.js';
import { Migration20261127235000_NoticesPostedTogether } from './migrations/Migration20261127235000_NoticesPostedTogether.js';
import { Migration20261128000000_ThreePersonsOverABatch } from './migrations/Migration20261128000000_ThreePersonsOverABatch.js';
import { Migration20261128000100_PayeeIsApproved } from './migrations/Migration20261128000100_PayeeIsApproved.js';
import { Migration20261128000200_CreateMoneyOrder } from './migrations/Migration20261128000200_CreateMoneyOrder.js';
import { Migration20261128001000_PostingAndValueDay } from './migrations/Migration20261128001000_PostingAndValueDay.js';
import { Migration20261128001100_DaysOfMoney } from './migrations/Migration20261128001100_DaysOfMoney.js';
import { Migration20261128001200_CreateHouseholdStatus } from './migrations/Migration20261128001200_CreateHouseholdStatus.js';
import { Migration20261128002000_InterestReallyPaid } from './migrations/Migration20261128002000_InterestReallyPaid.js';
import { Migration20261128002100_ClaimsTakenUpAgain } from './migrations/Migration20261128002100_ClaimsTakenUpAgain.js';
import { Migration20261128002200_OwnCreditLoweredWithPaper } from './migrations/Migration20261128002200_OwnCreditLoweredWithPaper.js';
import { Migration20261128002300_GrantsWithinTheYear } from './migrations/Migration20261128002300_GrantsWithinTheYear.js';
import { Migration20261128002400_SubsidyFromAcceptedProject } from './migrations/Migration20261128002400_SubsidyFromAcceptedProject.js';
import { Migration20261128002500_CorrectGrantedInterest } from './migrations/Migration20261128002500_CorrectGrantedInterest.js';
import { Migration20261128010200_ProjectPaysWhatWasAccepted } from './migrations/Migration20261128010200_ProjectPaysWhatWasAccepted.js';
import { Migration20261128010100_PartsToldOnce } from './migrations/Migration20261128010100_PartsToldOnce.js';
import { Migration20261128010101_CutsEndWithTheirGrant } from './migrations/Migration20261128010101_CutsEndWithTheirGrant.js';
import { Migration20261128010000_AProvisionThatCarriesLoansStays } from './migrations/Migration20261128010000_AProvisionThatCarriesLoansStays.js';
import { Migration20261128050000_WriteOffsTakenBack } from './migrations/Migration20261128050000_WriteOffsTakenBack.js';
import { Migration20261128030000_AcceptedObjectionsAreCounted } from './migrations/Migration20261128030000_AcceptedObjectionsAreCounted.js';
import { Migration20261128040000_CreatePayeeInstitution } from './migrations/Migration20261128040000_CreatePayeeInstitution.js';
import { Migration20261128050100_InterestToTheLastFen } from './migrations/Migration20261128050100_InterestToTheLastFen.js';

/** One definition for the service, its migrator and its tests. */
export const definition: DatabaseDefinition = {
  department: 'finance',
  entities,
  migrations: [
    Migration20261201080000_CreateServiceTables,
    Migration20261205090000_CreateLedger,
    Migration20261205090100_CreateBudget,
    Migration20261205090200_CreatePayment,
    Migration20261127130000_CreateEvidenceAndNotice,
    Migration20261127130100_CreateSubsidy,
    Migration20261127150100_WhoObjectedIsForgotten,
    Migration20261127160100_ObjectionsCountedByNotice,
    Migration20261206100000_CreateLoan,
    Migration20261207164500_CreatePaymentCertificate,
    Migration20261207170000_AcknowledgeAndReclaimSubsidy,
    Migration20261206120000_CreateInterestClaim,
    Migration20261207171000_CreateClaim,
    Migration20261127200000_AQuarterClaimedBefore,
    Migration20261127204000_LoanProductTerms,
    Migration20261127204500_ReverseAnyMovement,
    Migration20261127211900_CreateReminders,
    Migration20261127205000_CreateLoanUse,
    Migration20261127200500_CreateOverlapCheck,
    Migration20261127201000_CreateBenefitStatement,
    Migration20261127214000_ReverseOfOneReference,
    Migration20261127214500_MisuseDecidedOnce,
    Migration20261127231000_LooksCountedByReceipt,
    Migration20261127231200_RemindersOfTheOwnBank,
    Migration20261127232000_CreateOutsideBenefit,
    Migration20261127232500_CreateLoanList,
    Migration20261127233000_MisuseAndLendingInOneOrder,
    Migration20261127233500_CreateLoanStatement,
    Migration20261127235000_NoticesPostedTogether,
    Migration20261128000000_ThreePersonsOverABatch,
    Migration20261128000100_PayeeIsApproved,
    Migration20261128000200_CreateMoneyOrder,
    Migration20261128001000_PostingAndValueDay,
    Migration20261128001100_DaysOfMoney,
    Migration20261128001200_CreateHouseholdStatus,
    Migration20261128002000_InterestReallyPaid,
    Migration20261128002100_ClaimsTakenUpAgain,
    // made after the two before it: it widens what they narrow
    Migration20261128002200_OwnCreditLoweredWithPaper,
    Migration20261128002300_GrantsWithinTheYear,
    Migration20261128002400_SubsidyFromAcceptedProject,
    Migration20261128002500_CorrectGrantedInterest,
    Migration20261128010200_ProjectPaysWhatWasAccepted,
    Migration20261128010100_PartsToldOnce,
    Migration20261128010101_CutsEndWithTheirGrant,
    Migration20261128010000_AProvisionThatCarriesLoansStays,
    Migration20261128050000_WriteOffsTakenBack,
    Migration20261128030000_AcceptedObjectionsAreCounted,
    Migration20261128040000_CreatePayeeInstitution,
    Migration20261128050100_InterestToTheLastFen,
  ],
};
