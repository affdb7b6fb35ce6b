import { doneMeanwhile, needsAnotherPerson, valueRefused, type DatabaseRules } from '@jingzhun/service-shell';
import { DecisionDoesNotFit } from './baseline-survey/conflict/conflict.errors.js';
import { CategoryNeedsApplication, MoveNeedsApplication } from './take-over/take-over.errors.js';

type Said = DatabaseRules['codes'];
const all = (names: readonly string[], said: Said[string]): Said => Object.fromEntries(names.map((name) => [name, said]));

/**
 * What the database of identification refuses, in words. Commands look first and refuse by themselves; this is what two persons meet who
 * act at once. `test/catalogue.int.spec.ts` asks the running database for every rule it keeps (ADR 0178).
 */
export const databaseRules: DatabaseRules = {
  codes: {
    ...all(['JZ003', 'JZ004', 'JZ010', 'JZ011', 'JZ012', 'JZ013', 'JZ014', 'JZ015', 'JZ017', 'JZ018'], doneMeanwhile),
    JZ016: () => new CategoryNeedsApplication(),
    JZ092: () => new MoveNeedsApplication(),
    ...all(['JZ002', 'JZ040', 'JZ043', 'JZ044', 'JZ073', 'JZ074'], doneMeanwhile),
  },
  constraints: {
    ...all(
      [
        ...[
          'correction_maker_is_not_checker',
          'correction_withdrawn_by_maker',
          'duplicate_case_decided_by_another',
          'import_batch_released_by_another',
        ],
        ...[
          'register_match_withdrawn_by_another',
          'take_over_by_two',
          'voter_roll_confirmed_by_another',
          'survey_village_confirmation_by_two',
        ],
      ],
      needsAnotherPerson,
    ),
    ...all(
      [
        ...['household_cause_known', 'household_has_members', 'household_two_secondary_causes', 'household_income_members_positive'],
        ...[
          'household_income_not_negative',
          'household_income_year_plausible',
          'meeting_attendance_possible',
          'meeting_vote_everybody_counted',
        ],
        ...[
          'member_period_not_reversed',
          'division_period_not_empty',
          'policy_parameter_period_not_empty',
          'policy_parameter_waits_for_another',
          'policy_decision_rejected_with_reason',
          'register_entry_period_not_reversed',
        ],
        ...[
          'survey_round_income_year_plausible',
          'survey_round_period_not_reversed',
          'visit_by_somebody',
          'voter_roll_representatives_possible',
        ],
        ...['voter_roll_group_counts_possible', 'village_numbering_positive'],
      ],
      valueRefused,
    ),
    survey_unit_not_into_itself: () => new DecisionDoesNotFit(),
    ...all(['notice_not_closed_early', 'finding_resolved_later'], doneMeanwhile),
  },
};
