import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { CaseFacts, CasePolicy, MeetingFacts, NoticeFacts } from '../src/application/lifecycle/case-facts.js';
import type { CaseState } from '../src/application/lifecycle/case-state.js';
import { decide, NotPossible, type Actor } from '../src/application/lifecycle/decide.js';

export const TODAY = '2016-06-15' as PlainDate;
export const policy: CasePolicy = {
  countyStep: true,
  quorum: { group: { numerator: 2, denominator: 3 }, assembly: { numerator: 2, denominator: 3 } },
  meetingEvidence: { group: ['signIn', 'photo', 'video'], assembly: ['signIn', 'photo', 'video'] },
  repeat: { most: 1, days: 10 },
};
export const meeting: MeetingFacts = {
  id: 'm',
  heldOn: TODAY,
  eligible: 30,
  present: 24,
  votesFor: 20,
  votesAgainst: 4,
  abstained: 0,
  presentContent: true,
  hasMinutes: true,
  screeningReadOut: true,
  attached: ['signIn', 'photo', 'video'],
};
export const notice: NoticeFacts = {
  id: 'n',
  postedOn: '2016-06-01' as PlainDate,
  lastDay: '2016-06-08' as PlainDate,
  firstProof: true,
  lastProof: true,
  openObjections: 0,
  upheldObjections: 0,
};
export const facts = (state: CaseState, parts: Partial<CaseFacts> = {}): CaseFacts => ({
  kind: 'registration',
  state,
  enteredOn: '2016-06-01' as PlainDate,
  contentProblems: 0,
  registeredElsewhere: 0,
  inOtherCase: 0,
  householdFits: false,
  formSigned: true,
  attached: ['applicationForm', 'consent', 'identity'],
  screening: { state: 'present', id: 's', vetoes: 0, unknown: 0, strictOpen: 0 },
  meeting: null,
  notice: null,
  sample: null,
  objections: { open: 0, upheld: 0 },
  countyStep: null,
  makers: ['maker'],
  recheckers: [],
  ...parts,
});
export const actor = (parts: Partial<Actor> = {}): Actor => ({ accountId: 'somebody', level: 'county', may: () => true, ...parts });

/** What a step waits for, or where it leads. */
export function missing(step: Parameters<typeof decide>[0], given: CaseFacts, who = actor({ level: 'township' }), on = TODAY): string[] {
  try {
    return [`→ ${decide(step, given, policy, on, who).to}`];
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return error.why === 'not-yet' ? error.missing.map(({ code }) => code) : [error.why];
  }
}
