import { describeDepartmentService } from '@jingzhun/household-directory/testing';
import { judgeRules, keptRules, type OutOfReach, type SharedCode } from '@jingzhun/service-shell/testing';
import { AppModule } from '../src/app.module.js';
import { databaseRules } from '../src/database-rules.js';
import { definition } from '../src/mikro-orm.config.js';

describe('finance', () => {
  describeDepartmentService({ definition, module: AppModule, released: new URL('../contracts/openapi.json', import.meta.url) });

  /** Rules of the database that no command of a person can break, each with the reason; a break is a fault then. */
  const OUT_OF_REACH: readonly OutOfReach[] = [
    {
      of: [
        ...['ledger_entry_has_two_sides', 'ledger_entry_value_day_is_earlier', 'ledger_line_says_something', 'ledger_period_balances'],
        ...['ledger_period_is_a_month', 'ledger_entry_kind_readable', 'ledger_entry_has_its_lines: an entry without lines'],
        'ledger_lines_complete_their_entries: lines do not balance or do not complete their entry',
      ],
      because: 'entries are made by the ledger itself, whole and balanced, of amounts that the books of a feature hold',
    },
    {
      of: [
        'overlap_check_is_a_list',
        'subsidy_event_position_positive',
        'subsidy_grant_explained',
        'outside_list_corrects_another',
        'payee_answer_of_something',
        'subsidy_possible_duplicate_answer_of_something',
        'subsidy_application_parcel_named',
      ],
      because: 'worked out by the service: a list of findings, the next position, an amount after its cuts, an id that is new',
    },
    { of: ['outside_list_kinds_known'], because: 'the request takes words of the same list, at least one' },
    {
      of: ['bank_file_period', 'bank_file_row_amount', 'bank_file_row_adds_up'],
      because: 'a file is taken with rows that each are an entry of their kind; its period is from the first day of a row to the last',
    },
    { of: ['bank_file_never_deleted: what a bank sent is kept'], because: 'no command deletes a file of a bank or a row of it' },
    {
      of: [
        ...[
          'bank_file_released_completely',
          'bank_file_withdrawn_completely',
          'bank_file_row_booked_is_ours',
          'bank_file_row_refused_says_why',
        ],
        ...['claim_approved_completely', 'claim_entered_completely', 'claim_paid_on_a_day', 'claim_report_origin_known'],
        ...['interest_claim_decision_complete', 'interest_claim_line_paid_on', 'loan_misuse_known', 'loan_overdue_since_a_day'],
        ...['joint_loan_line_withdrawal_complete', 'joint_loan_list_decision_complete', 'loan_movement_only_a_reversal_reverses'],
        ...[
          'money_order_decided_completely',
          'money_order_of_a_bank',
          'money_order_of_a_payment',
          'money_order_of_an_area',
          'money_order_of_a_grant',
          'money_order_takes_a_provision_back',
        ],
        ...['outside_list_origin_known', 'outside_list_released_completely', 'outside_list_withdrawn_completely'],
        ...['payee_institution_version_decided_completely', 'payment_batch_approved_as_seen', 'payment_batch_approved_completely'],
        ...['payment_batch_declared_completely', 'payment_batch_sent_completely', 'payment_paid_on_a_day', 'risk_fund_change_has_a_cause'],
        ...['subsidy_application_approved_completely', 'subsidy_application_paid_on_a_day', 'subsidy_application_rest_complete'],
      ],
      because: 'a state or a kind and what belongs to it: one statement of the service writes both',
    },
    {
      of: ['loan_movement_adds_up'],
      because: 'the parts of a movement are worked out by the service from the loan that it has locked, of an amount above nought',
    },
    {
      of: ['joint_loan_line_has_a_cause', 'overlap_check_warning_answered'],
      because:
        'the service refuses a line without a sum or a loan, and a warning without its answer, from what the same transaction read and writes',
    },
    {
      of: [
        'subsidy_application_goes_its_way: what an application is the rest of does not change',
        'subsidy_event_follows: a rest begins by being carried over, and nothing else does',
        'subsidy_rest_grants_what_was_left: a rest is granted no more than was left',
        'subsidy_rest_is_what_was_left: a rest is what the cap of a batch left of an approved part',
      ],
      because: 'a rest is made by the approval of the part before it, in its transaction, of the grant that the approval reads',
    },
    { of: ['payment_result_reason_known'], because: 'a reason in the file of a bank that nobody knows is taken as another reason' },
    {
      of: [
        'loan_movement_reversed_whole: a reversal is the opposite of one movement of the loan',
        'interest_repayment_reversed_whole: a reversal is the opposite of one repayment',
        'fund_change_reverses_a_repayment: a change of a fund is taken back with its repayment',
      ],
      because: 'the service writes the opposite of what it reads in the same transaction, which never changes',
    },
    {
      of: [
        'fund_change_has_an_order: money leaves a fund by an approved order',
        'fund_change_comes_in_by_order: money comes into a fund by an approved order',
        'risk_fund_change_has_an_order: a provision is made and taken back by an approved order',
      ],
      because: 'booked by the approval of the order itself, in its transaction, with what the order says',
    },
    {
      of: [
        ...['loan_change_proposal_known', 'loan_change_proposal_is_one', 'loan_change_agreed', 'loan_extension_within_bound'],
        'loan_change_was_agreed: a contract is changed as two have agreed',
      ],
      because: 'kind, bound and state are written by the service, which refuses what is longer; the change repeats its proposal',
    },
    { of: ['payment_certificate_amount_fen_check'], because: 'the amount of the payment that it certifies, which is positive' },
  ];

  const SHARED: readonly SharedCode[] = [
    {
      code: 'JZ010',
      by: ['ledger_month_is_open', 'ledger_period_follows'],
      means: 'months are closed one after the other, and stay closed',
    },
    { code: 'JZ013', by: ['payment_leaves_drafts_only', 'payment_moves_on'], means: 'a payment does not go this way' },
    {
      code: 'JZ014',
      by: [
        ...['interest_claim_line_moves', 'loan_event_follows', 'loan_misuse_follows', 'loan_misuse_waits'],
        ...['subsidy_application_goes_its_way', 'subsidy_event_follows'],
      ],
      means: 'a step begins where the one before ended',
    },
    {
      code: 'JZ015',
      by: [
        ...['loan_event_follows', 'loan_misuse_follows', 'loan_movement_reversed_whole', 'subsidy_event_follows'],
        ...['subsidy_scheme_maker_keeps_out', 'interest_repayment_reversed_whole'],
      ],
      means: 'one person does not take both steps',
    },
    { code: 'JZ018', by: ['claim_goes_its_way', 'payment_result_after_sending'], means: 'a step begins where the one before ended' },
    {
      code: 'JZ026',
      by: ['outside_benefit_keeps', 'outside_benefit_never_deleted', 'outside_list_as_declared', 'outside_list_goes_its_way'],
      means: 'a list keeps what it told and goes its way',
    },
    { code: 'JZ027', by: ['joint_loan_line_keeps', 'joint_loan_list_goes_its_way'], means: 'a list is decided once' },
    {
      code: 'JZ031',
      by: [
        ...['claim_renews_for_good', 'claim_renews_what_ended', 'interest_claim_line_adds_up', 'interest_repayment_within_overpaid'],
        ...['payment_payee_is_approved'],
      ],
      means: 'what was seen a moment ago has been used by somebody else',
    },
    { code: 'JZ034', by: ['claim_goes_its_way', 'subsidy_application_names_its_claim'], means: 'an accepted project is used once' },
    { code: 'JZ130', by: ['grant_given_up_has_an_order', 'payment_given_up_has_an_order'], means: 'what was promised is given up by two' },
    { code: 'JZ055', by: ['payment_moves_on', 'payment_recovery_has_an_order'], means: 'a part of the payment has come back meanwhile' },
  ];

  it('says in words what its database refuses, or says why nobody can meet it', async () => {
    const kept = await keptRules(definition);
    expect(kept.length).toBeGreaterThan(400);
    const { said, ...wrong } = judgeRules(kept, databaseRules, OUT_OF_REACH, SHARED);
    expect(wrong).toEqual({ silent: [], both: [], stale: [], faults: [], ambiguous: [] });
    expect(said).toBeGreaterThan(300);
  });
});
