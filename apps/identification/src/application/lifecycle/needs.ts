import { kebab, type CheckedNeed as Checked, type Words } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { daysBetween } from '@jingzhun/domain/plain-date';
import type { CaseAttachmentRole, CaseFacts, CasePolicy, LostVote, MeetingFacts } from './case-facts.js';
import type { CaseState } from './case-state.js';
import { say } from './need-words.js';
import { repeatProblem } from './repeat.rules.js';

/** Who brings what is missing. */
export type Supplier = 'village' | 'household' | 'township' | 'county' | 'verification' | 'another-person' | 'time';

export interface Question {
  facts: CaseFacts;
  policy: CasePolicy;
  today: PlainDate;
  /** Who would take the step; absent: asked without a person in mind. */
  actor?: string;
}

/** The answer to one need, in words of the office. Numbers and dates only, no person. */
export interface Finding extends Words {
  met: boolean;
}

interface Need {
  readonly by: Supplier | ((facts: CaseFacts) => Supplier);
  /** Absent: for every case. */
  readonly applies?: (facts: CaseFacts) => boolean;
  readonly ask: (question: Question) => Finding;
}

const isRegistration = ({ kind }: CaseFacts): boolean => kind === 'registration';
const isNoRegistration = ({ kind }: CaseFacts): boolean => kind !== 'registration';
const meetingKind = (state: CaseState): 'group' | 'assembly' => (state === 'applied' ? 'group' : 'assembly');

const attached =
  (role: CaseAttachmentRole, met: Words, missing: Words) =>
  ({ facts }: Question): Finding =>
    facts.attached.includes(role) ? { met: true, ...met } : { met: false, ...missing };

const ofMeeting =
  (ask: (meeting: MeetingFacts, question: Question) => Finding) =>
  (question: Question): Finding =>
    question.facts.meeting
      ? ask(question.facts.meeting, question)
      : { met: false, ...say.meetingMissing(meetingKind(question.facts.state)) };

const ofNotice =
  (ask: (notice: NonNullable<CaseFacts['notice']>, question: Question) => Finding) =>
  (question: Question): Finding =>
    question.facts.notice ? ask(question.facts.notice, question) : { met: false, ...say.noticeMissing };

const ofSample =
  (ask: (sample: NonNullable<CaseFacts['sample']>) => Finding) =>
  ({ facts }: Question): Finding =>
    facts.sample ? ask(facts.sample) : { met: false, ...say.sampleMissing };

/** The township samples for its re-check, the county for its examination. */
const sampler = ({ state }: CaseFacts): Supplier => (state === 'townshipChecked' ? 'county' : 'township');

/** People whose presence makes the meeting able to decide: the share of those eligible, rounded up. */
export const quorumOf = (eligible: number, { numerator, denominator }: { numerator: number; denominator: number }): number =>
  Math.ceil((eligible * numerator) / denominator);

/** More than half of those present. */
export const isMajority = ({ votesFor, present }: Pick<MeetingFacts, 'votesFor' | 'present'>): boolean => votesFor * 2 > present;

/** Votes that bind: enough people were there. */
const bindingLosses = ({ lostVotes = [], state }: CaseFacts, policy: CasePolicy): LostVote[] =>
  lostVotes.filter(({ eligible, present }) => present >= quorumOf(eligible, policy.quorum[meetingKind(state)]));

/** Everything a transition can ask for. The checklist on the page and the refusal of the command both come from here. */
export const NEEDS = {
  contentComplete: {
    by: 'village',
    ask: ({ facts }) => ({ met: facts.contentProblems === 0, ...say.content(facts.contentProblems) }),
  },
  householdFits: {
    by: 'village',
    applies: isNoRegistration,
    ask: ({ facts }) => ({ met: facts.householdFits, ...say.householdFits(facts.householdFits) }),
  },
  personsFree: {
    by: 'village',
    applies: isRegistration,
    ask: ({ facts: { registeredElsewhere, inOtherCase } }) => ({
      met: registeredElsewhere + inOtherCase === 0,
      ...say.personsFree(registeredElsewhere, inOtherCase),
    }),
  },
  consent: { by: 'household', applies: isRegistration, ask: attached('consent', say.consent(true), say.consent(false)) },
  identityCopies: { by: 'household', applies: isRegistration, ask: attached('identity', say.identity(true), say.identity(false)) },
  formScan: { by: 'household', ask: attached('applicationForm', say.formScan(true), say.formScan(false)) },
  withdrawalRequest: {
    by: 'household',
    ask: attached('withdrawalRequest', say.withdrawalRequest(true), say.withdrawalRequest(false)),
  },
  requestOfHousehold: {
    by: 'household',
    applies: ({ byObjection = false }) => byObjection,
    ask: ({ facts }) => {
      const met = facts.attached.includes('withdrawalRequest');
      return { met, ...say.requestOfHousehold(met) };
    },
  },
  notByObjection: {
    by: 'township',
    applies: ({ byObjection = false }) => byObjection,
    ask: () => ({ met: false, ...say.byObjection }),
  },
  grounds: { by: 'village', ask: attached('grounds', say.grounds(true), say.grounds(false)) },
  formSigned: { by: 'household', ask: ({ facts }) => ({ met: facts.formSigned, ...say.formSigned(facts.formSigned) }) },
  formUnsigned: { by: 'household', ask: ({ facts }) => ({ met: !facts.formSigned, ...say.formUnsigned(!facts.formSigned) }) },
  screeningDone: {
    by: 'township',
    ask: ({ facts: { screening } }) => ({ met: screening.state === 'present', ...say.screening(screening.state) }),
  },
  screeningClear: {
    by: 'verification',
    applies: ({ kind }) => kind !== 'removal',
    ask: ({ facts: { screening } }) =>
      screening.state === 'present'
        ? { met: screening.vetoes + screening.unknown + screening.strictOpen === 0, ...say.verdict(screening) }
        : { met: false, ...say.screening(screening.state) },
  },
  rollInForce: {
    by: 'township',
    applies: ({ rollInForce }) => rollInForce !== undefined,
    ask: ({ facts: { rollInForce = true, rollStates, state } }) => ({
      met: rollInForce,
      ...say.roll(meetingKind(state), rollInForce, rollStates),
    }),
  },
  meetingHeld: { by: 'village', ask: ofMeeting((_, { facts }) => ({ met: true, ...say.meetingHeld(meetingKind(facts.state)) })) },
  meetingContent: {
    by: 'village',
    ask: ofMeeting(({ presentContent }) => ({ met: presentContent, ...say.meetingContent(presentContent) })),
  },
  meetingAfter: {
    by: 'village',
    ask: ofMeeting((meeting, { facts, today }) => ({
      met: meeting.heldOn >= facts.enteredOn && meeting.heldOn <= today,
      ...say.meetingDay(meeting.heldOn, facts.enteredOn),
    })),
  },
  repeatAllowed: {
    by: 'township',
    applies: ({ lostVotes = [] }) => lostVotes.length > 0,
    ask: ofMeeting(({ isRepeat = false, heldOn }, { facts, policy }) => {
      const problem = repeatProblem({ isRepeat, heldOn }, bindingLosses(facts, policy), policy.repeat);
      return { met: problem === undefined, ...say.repeat(facts.lostVotes?.length ?? 0, problem) };
    }),
  },
  quorum: {
    by: 'village',
    ask: ofMeeting((meeting, { facts, policy }) => {
      const least = quorumOf(meeting.eligible, policy.quorum[meetingKind(facts.state)]);
      return { met: meeting.eligible > 0 && meeting.present >= least, ...say.quorum(meeting, least) };
    }),
  },
  minutes: { by: 'village', ask: ofMeeting(({ hasMinutes }) => ({ met: hasMinutes, ...say.minutes(hasMinutes) })) },
  meetingEvidence: {
    by: 'village',
    ask: ofMeeting((meeting, { facts, policy }) => {
      const missing = policy.meetingEvidence[meetingKind(facts.state)].filter((role) => !meeting.attached.includes(role));
      return { met: missing.length === 0, ...say.meetingEvidence(missing) };
    }),
  },
  screeningReadOut: {
    by: 'village',
    ask: ofMeeting(({ screeningReadOut }) => ({ met: screeningReadOut, ...say.readOut(screeningReadOut) })),
  },
  noticeTakenDown: { by: 'village', ask: ({ facts }) => ({ met: facts.notice === null, ...say.takenDown(facts.notice === null) }) },
  noticeFirstProof: { by: 'village', ask: ofNotice((notice, { today }) => ({ met: notice.firstProof, ...say.firstProof(notice, today) })) },
  noticePeriod: {
    by: 'time',
    ask: ofNotice(({ lastDay }, { today }) => ({ met: today > lastDay, ...say.period(lastDay, daysBetween(today, lastDay) + 1) })),
  },
  noticeLastProof: { by: 'village', ask: ofNotice((notice, { today }) => ({ met: notice.lastProof, ...say.lastProof(notice, today) })) },
  noOpenObjection: {
    by: 'township',
    ask: ({ facts: { objections } }) => ({ met: objections.open === 0, ...say.openObjections(objections.open) }),
  },
  noUpheldObjection: {
    by: 'township',
    ask: ofNotice(({ upheldObjections }) => ({ met: upheldObjections === 0, ...say.upheldObjections(upheldObjections) })),
  },
  objectionUpheld: {
    by: 'township',
    ask: ({ facts: { objections } }) => ({ met: objections.upheld > 0, ...say.objectionUpheld(objections.upheld > 0) }),
  },
  sampleDrawn: { by: sampler, ask: ofSample((sample) => ({ met: true, ...say.sampleDrawn(sample) })) },
  sampleVisited: {
    by: sampler,
    ask: ofSample((sample) => ({ met: sample.visited >= sample.chosen, ...say.sampleVisited(sample) })),
  },
  visitAgrees: {
    by: sampler,
    ask: ofSample(({ visit }) => ({ met: visit === 'not-chosen' || visit === 'agrees', ...say.visit(visit) })),
  },
  notMaker: {
    by: 'another-person',
    ask: ({ facts, actor }) => {
      const met = actor === undefined || !facts.makers.includes(actor);
      return { met, ...say.notMaker(met) };
    },
  },
  notRechecker: {
    by: 'another-person',
    ask: ({ facts, actor }) => {
      const met = actor === undefined || !facts.recheckers.includes(actor);
      return { met, ...say.notRechecker(met) };
    },
  },
  countyStepOn: {
    by: 'county',
    ask: ({ facts }) => ({ met: facts.countyStep === true, ...say.countyStep(facts.countyStep === true, true) }),
  },
  countyStepOff: {
    by: 'county',
    ask: ({ facts }) => ({ met: facts.countyStep === false, ...say.countyStep(facts.countyStep === false, false) }),
  },
} as const satisfies Record<string, Need>;

export type NeedName = keyof typeof NEEDS;

export interface CheckedNeed extends Checked {
  by: Supplier;
}

/** The checklist of a transition. Needs that do not concern this kind of case are left out. */
export function check(needs: readonly NeedName[], question: Question): CheckedNeed[] {
  return needs.flatMap((name) => {
    const need: Need = NEEDS[name];
    if (need.applies && !need.applies(question.facts)) return [];
    return [{ code: kebab(name), by: typeof need.by === 'function' ? need.by(question.facts) : need.by, ...need.ask(question) }];
  });
}
