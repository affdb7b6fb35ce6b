import type { HouseholdState, MemberState } from '../../household/household-state.js';
import type { Answers, AnswerValue } from './answers.js';
import { fieldAt, type SurveyForm } from './survey-form.js';

/** What the register knows already, as answers: nobody types it again. Numbers are not among them, the phone shows their masks. */
export function prefillOf(form: SurveyForm, state: HouseholdState, incomeYear: number): Answers {
  const known: Record<string, unknown> = {
    groupName: state.groupName,
    address: state.address,
    mainCause: state.mainCause,
    secondaryCauses: state.secondaryCauses.length > 0 ? [...state.secondaryCauses].sort() : undefined,
  };
  for (const [key, value] of Object.entries(state.living)) known[`living.${key}`] = value;
  for (const [id, member] of Object.entries(state.members))
    for (const [key, value] of Object.entries(factsOf(member))) known[`members.${id}.${key}`] = value;
  const income = state.incomes[incomeYear];
  if (income) {
    const { wageFen, businessFen, businessExpenseFen, propertyFen, items } = income;
    for (const [key, value] of Object.entries({ wageFen, businessFen, businessExpenseFen, propertyFen })) known[`income.${key}`] = value;
    for (const [key, value] of Object.entries(items)) known[`income.items.${key}`] = value;
  }
  const answers: Record<string, AnswerValue> = {};
  for (const [path, value] of Object.entries(known))
    if (value !== null && value !== undefined && fieldAt(form, path)) answers[path] = value as AnswerValue;
  return answers;
}

const factsOf = ({ name, relation, facts }: MemberState): Record<string, unknown> => ({
  ...facts,
  name,
  relation,
  health: facts.health ? [...facts.health].sort() : undefined,
});
