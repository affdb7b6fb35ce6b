import { doneMeanwhile, needsAnotherPerson, valueRefused, type DatabaseRules } from '@jingzhun/service-shell';
import { OverlapChanged } from './benefit-overlap/overlap.errors.js';
import { AllotmentInUse, FundWouldFallBelowAllotments, NotEnoughInFund } from './budget/budget.errors.js';
import { InstitutionDecided, InstitutionPeriodRefused } from './institution/institution.errors.js';
import { ContractChangeDecided } from './loan/contract-change.errors.js';
import { LoanCapPassed, LoanRefused, LoanStepNotYet, OnlyLastReversed, ReversalBlocked } from './loan/loan.errors.js';
import { NEEDS } from './loan/lifecycle/needs.js';
import { MoneyOrderDecided, RiskFundIsUsed } from './money-order/money-order.errors.js';
import { PaymentsStopped } from './payment/stopped-payments.errors.js';
import { BatchCapPassed } from './payment/batch-cap.errors.js';
import { LeverageUsedUp, RiskFundSpent } from './risk-fund/risk-fund.errors.js';
import { PossibleDuplicateChanged } from './subsidy/parcels/parcel.errors.js';
import { ApplicationRefused, CapsUsedMeanwhile } from './subsidy/subsidy.errors.js';

const notYet = (code: string, need: 'noBadLoan' | 'usedAsAgreed' | 'waiverAsked'): LoanStepNotYet =>
  new LoanStepNotYet([{ code, met: false, ...NEEDS[need].missing() }]);

type Said = DatabaseRules['codes'];
const all = (names: readonly string[], said: Said[string]): Said => Object.fromEntries(names.map((name) => [name, said]));

/**
 * What the database of finance refuses, in words. Commands look first and refuse by themselves; this is what two persons meet who act at
 * once. `test/finance.int.spec.ts` asks the running database for every rule it keeps (ADR 0178).
 */
export const databaseRules: DatabaseRules = {
  codes: {
    ...all(
      [
        'JZ004',
        'JZ010',
        'JZ012',
        'JZ013',
        'JZ014',
        'JZ017',
        'JZ018',
        'JZ026',
        'JZ027',
        'JZ030',
        'JZ031',
        'JZ032',
        'JZ034',
        'JZ041',
        'JZ042',
        'JZ106',
      ],
      doneMeanwhile,
    ),
    ...all(['JZ052', 'JZ053', 'JZ054', 'JZ055', 'JZ056', 'JZ080', 'JZ081'], doneMeanwhile),
    JZ120: doneMeanwhile,
    ...all(['JZ015', 'JZ019', 'JZ084', 'JZ108', 'JZ110'], needsAnotherPerson),
    ...all(['JZ016', 'JZ033'], () => new CapsUsedMeanwhile()),
    JZ089: () => new MoneyOrderDecided(),
    JZ090: () => new LoanRefused('own-credit'),
    JZ091: doneMeanwhile,
    JZ113: () => new ContractChangeDecided(),
    JZ112: () => new LoanCapPassed(),
    JZ020: () => new LeverageUsedUp(0),
    JZ021: () => notYet('no-bad-loan', 'noBadLoan'),
    JZ023: () => notYet('used-as-agreed', 'usedAsAgreed'),
    JZ022: () => new OnlyLastReversed(),
    JZ093: doneMeanwhile,
    JZ085: () => notYet('waiver-asked', 'waiverAsked'),
    ...all(['JZ104', 'JZ105'], () => new PaymentsStopped()),
    JZ100: () => new BatchCapPassed(1, []),
    JZ103: () => new ApplicationRefused('moreThanAsked'),
    JZ116: () => new PossibleDuplicateChanged(),
    JZ117: () => new ApplicationRefused('beforeApplication'),
    JZ025: () => new OverlapChanged(),
    JZ040: () => new RiskFundIsUsed(),
    JZ109: doneMeanwhile,
    JZ111: doneMeanwhile,
    ...all(['JZ129', 'JZ130'], needsAnotherPerson),
    JZ051: () => new InstitutionDecided(),
  },
  constraints: {
    ...all(
      [
        ...[
          'bank_file_released_by_another',
          'claim_enters_is_not_approves',
          'interest_claim_decided_by_another',
          'joint_loan_list_decided_by_another',
          'loan_change_by_two',
          'money_order_decided_by_another',
        ],
        ...['outside_list_asks_is_not_withdraws', 'outside_list_enters_is_not_releases', 'payee_institution_version_by_another'],
        ...[
          'payment_batch_enters_is_not_approves',
          'payment_batch_pays_is_a_third',
          'subsidy_acceptance_by_two',
          'subsidy_application_enters_is_not_approves',
        ],
      ],
      needsAnotherPerson,
    ),
    ...all(
      [
        ...[
          'allotment_change_says_something',
          'fund_change_says_something',
          'fund_change_is_known',
          'fund_change_of_its_year',
          'fund_code_readable',
        ],
        ...[
          'fiscal_year_plausible',
          'benefit_statement_period',
          'claim_positive',
          'payee_answer_says_why',
          'subsidy_possible_duplicate_answer_says_why',
          'commitment_positive',
          'payment_positive',
          'payment_taken_out_by_hand_says_why',
          'money_order_positive',
          'interest_repayment_positive',
        ],
        ...[
          'loan_plausible',
          'loan_change_is_one',
          'loan_instalment_adds_up',
          'loan_movement_penalty_is_of_money',
          'outside_benefit_positive',
          'outside_list_declared',
          'outside_list_period',
        ],
        ...[
          'payee_institution_version_serves',
          'payment_result_is_known',
          'payment_recovery_amount_fen_check',
          'policy_parameter_period_not_empty',
          'policy_parameter_waits_for_another',
          'policy_decision_rejected_with_reason',
        ],
        ...[
          'loan_event_asks_for_a_sum',
          'risk_fund_plausible',
          'risk_fund_change_is_known',
          'risk_fund_change_of_its_year',
          'risk_fund_change_sign',
        ],
        ...[
          'subsidy_acceptance_measured_something',
          'subsidy_application_amounts',
          'subsidy_scheme_caps_in_order',
          'subsidy_scheme_year_in_code',
        ],
      ],
      valueRefused,
    ),
    ...all(
      [
        ...[
          'allotment_spends_what_is_committed',
          'payment_account_closed_later',
          'payment_recovered_within',
          'payment_attempted',
          'notice_not_closed_early',
        ],
        ...[
          'loan_ended_with_nothing_owed',
          'loan_penalty_not_negative',
          'interest_claim_line_cuts_or_grants',
          'interest_claim_line_grants_what_both_say',
          'interest_claim_line_paid_is_granted',
        ],
      ],
      doneMeanwhile,
    ),
    allotment_commits_what_it_has: () => new AllotmentInUse(),
    overlap_check_never_blocked: () => new OverlapChanged(),
    subsidy_parcel_once: () => new ApplicationRefused('parcel'),
    fund_allots_what_it_has: () => new NotEnoughInFund(),
    fund_not_negative: () => new FundWouldFallBelowAllotments(),
    household_credit_within_cap: () => new LoanCapPassed(),
    ...all(['household_credit_not_negative', 'loan_sums', 'loan_losses_are_shared'], () => new ReversalBlocked('sums')),
    payee_institution_version_ends_later: () => new InstitutionPeriodRefused(),
    risk_fund_not_negative: () => new RiskFundSpent(),
  },
};
