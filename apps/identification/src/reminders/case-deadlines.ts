import type { DeadlineSource } from '@jingzhun/reminders';
import { MAKERS_OF_CASE } from '../application/case/makers-of-case.sql.js';
import { CaseSteps } from '../application/lifecycle/case-state.js';
import { OFFICES, type OfficeName } from '../application/lifecycle/lifecycle.js';
import { WAITING_FOR_OFFICE } from '../application/work-list/waiting-steps.js';

const deadlinesOf = (office: OfficeName, which: string, step: string, byAnother = false): string => {
  const { permission, levels } = OFFICES[office];
  return `select 'application' as subject_kind, a.id as subject_id, h.number, '${step}' as step, a.village_code as place_code, a.due_on,
      '${levels[0]}' as level, '${permission}' as permission, ${byAnother ? MAKERS_OF_CASE : 'null::jsonb'} as not_for
    from application a left join household h on h.id = a.household_id where a.open and a.due_on is not null and ${which}`;
};

/** The steps of cases as they stand in the work list: whose step it is and by when follow from the table of transitions. */
export const CASE_DEADLINES: DeadlineSource = {
  name: 'case',
  overseer: 'application.read',
  words: Object.fromEntries(CaseSteps.entries.map(({ code, zh, en }) => [code, { zh, en }])),
  sql: [
    ...WAITING_FOR_OFFICE.map(({ step, state, office, condition, byAnother }) =>
      deadlinesOf(office, `a.state = '${state}'${condition ? ` and ${condition}` : ''}`, step, byAnother),
    ),
    deadlinesOf('clerk', `a.form_signature_id is null and a.state in (${signedStates()})`, 'signForm'),
  ].join(' union all '),
};

function signedStates(): string {
  return [...new Set(WAITING_FOR_OFFICE.filter(({ isSigned }) => isSigned).map(({ state }) => `'${state}'`))].join(', ');
}
