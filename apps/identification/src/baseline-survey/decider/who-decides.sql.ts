import { PERMISSIONS_OF_ROLE, ROLES } from '@jingzhun/auth';

/** Roles that may decide a conflict at all. */
export const DECIDING_ROLES = ROLES.filter((role) => PERMISSIONS_OF_ROLE[role].includes('survey.manage'));

/** SQL over `officer_account a` and `survey_round r`: the account may act for the whole of the round today. */
export const CAN_ACT = `a.enabled and a.roles && array[${DECIDING_ROLES.map((role) => `'${role}'`).join(', ')}] and a.area_from <= r.area_from and a.area_to >= r.area_to`;

/** SQL over `survey_round r`: who opened it can still act for it. */
export const OPENER_CAN_ACT = `exists (select from officer_account a where a.account_id = coalesce(r.opened_by, r.created_by) and ${CAN_ACT})`;

/** SQL over `survey_round r`: somebody is named at all; rounds from before are not. */
export const IS_NAMED = 'exists (select from survey_round_decider d where d.round_id = r.id)';

/** SQL over `survey_conflict c` and the account in `who`: it reported on one of the households, also where only the register names it. */
export const reported = (who: string): string =>
  `exists (select from survey_submission own where own.account_id = ${who} and (own.unit_id in (c.unit_id, c.other_unit_id)
     or own.unit_id in (select u.id from survey_unit u where u.round_id = c.round_id and u.household_id = c.other_household_id)))`;

/**
 * SQL joined to `survey_conflict c join survey_round r`: the one account that decides this conflict, as `decider`. The substitute stands
 * in when the named person can act no more or reported on the household.
 */
export const WHO_DECIDES = `left join lateral (
    select d.account_id, d.capacity, d.post_role, d.post_area
    from (select distinct on (n.capacity) n.* from survey_round_decider n where n.round_id = r.id order by n.capacity, n.position desc) d
      join officer_account a on a.account_id = d.account_id and ${CAN_ACT}
    where not ${reported('d.account_id')} order by d.capacity limit 1) decider on true`;

/** SQL: the conflict waits for the account of the parameter and for nobody else; without a name, for all who did not report. */
export const waitsFor = (parameter: string): string =>
  `(decider.account_id = ${parameter}::uuid or not ${IS_NAMED} and not ${reported(`${parameter}::uuid`)})`;
