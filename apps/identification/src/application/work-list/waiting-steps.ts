import { holds, type Actor } from '../lifecycle/decide.js';
import type { CaseState, CaseStep } from '../lifecycle/case-state.js';
import { POSTING, TRANSITIONS, type OfficeName } from '../lifecycle/lifecycle.js';
import { NOTICE_OF_STATE } from '../notice/notice-of-state.sql.js';

/** A step that some cases wait for: whose it is, and which cases they are, as SQL over `application a`. */
interface WaitingStep {
  step: CaseStep;
  state: CaseState;
  /** Besides the state; notices that still run wait for nobody. */
  condition?: string;
  /** Who made the case does not see it here: it is not theirs to decide. */
  byAnother?: boolean;
}

const NOTICE_OVER = `exists (select from ${NOTICE_OF_STATE} n where n.state = 'posted' and n.last_day < $today)`;
/** Nobody else would bring the case on. */
const TAKEN_DOWN = `exists (select from ${NOTICE_OF_STATE} n where n.state = 'withdrawn')`;
const SIGNED = 'a.form_signature_id is not null';

const WAITING: readonly WaitingStep[] = [
  { step: 'submit', state: 'draft' },
  { step: 'appraise', state: 'applied', condition: SIGNED },
  { step: 'postGroupNotice', state: 'groupAppraised', condition: SIGNED },
  { step: 'closeGroupNotice', state: 'groupNoticePosted', condition: NOTICE_OVER },
  { step: 'review', state: 'groupNoticeClosed', condition: SIGNED },
  { step: 'postVillageNotice', state: 'assemblyPassed', condition: SIGNED },
  { step: 'closeVillageNotice', state: 'villageNoticePosted', condition: NOTICE_OVER },
  { step: 'recheck', state: 'villageNoticeClosed', condition: SIGNED, byAnother: true },
  { step: 'examine', state: 'townshipChecked', condition: `a.county_step and ${SIGNED}`, byAnother: true },
  { step: 'announce', state: 'townshipChecked', condition: `not a.county_step and ${SIGNED}` },
  { step: 'announce', state: 'countyExamined', condition: SIGNED },
  {
    step: 'complete',
    state: 'announced',
    condition: `exists (select from ${NOTICE_OF_STATE} n where n.state = 'closed' or n.state = 'posted' and n.last_day < $today) and ${SIGNED}`,
    byAnother: true,
  },
  { step: 'postGroupNotice', state: 'groupNoticePosted', condition: `${TAKEN_DOWN} and ${SIGNED}` },
  { step: 'postVillageNotice', state: 'villageNoticePosted', condition: `${TAKEN_DOWN} and ${SIGNED}` },
  { step: 'announce', state: 'announced', condition: `${TAKEN_DOWN} and ${SIGNED}` },
];

const officeOf = (step: CaseStep, state: CaseState): OfficeName | undefined =>
  TRANSITIONS.find((way) => way.step === step && way.from === state && (way.to !== state || POSTING.includes(step)))?.office;

/** Every step somebody waits for, with the office it belongs to. */
export const WAITING_FOR_OFFICE = WAITING.flatMap(({ step, state, condition, byAnother = false }) => {
  const office = officeOf(step, state);
  return office ? [{ step, state, office, condition, byAnother, isSigned: condition?.includes(SIGNED) ?? false }] : [];
});

/** The steps this person takes, from the table of transitions; signing anew is the village's. */
export function stepsOf(actor: Actor): WaitingStep[] {
  const own = WAITING.filter(({ step, state }) => {
    const office = officeOf(step, state);
    return office !== undefined && holds(actor, office);
  });
  const mustBeSigned: WaitingStep[] = holds(actor, 'clerk')
    ? [...new Set(WAITING.filter(({ condition }) => condition?.includes(SIGNED)).map(({ state }) => state))].map((state) => ({
        step: 'signForm',
        state,
        condition: 'a.form_signature_id is null',
      }))
    : [];
  return [...own, ...mustBeSigned];
}
