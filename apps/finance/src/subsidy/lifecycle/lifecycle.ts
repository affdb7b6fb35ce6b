import type { Permission } from '@jingzhun/auth';
import { stepsOf, waysFrom, type Office, type Way } from '@jingzhun/domain/lifecycle';
import type { NeedName } from './needs.js';
import { BEFORE_APPROVAL, orderOf, RETURN_TARGETS, type ReturnTarget, type SubsidyState, type SubsidyStep } from './subsidy-state.js';

export const OFFICES = {
  village: { permission: 'subsidy.write', levels: ['village'], zh: '村级经办人员', en: 'village clerk' },
  /** For projects that industry has accepted; what nobody has accepted yet is applied for in the village. */
  applicant: {
    permission: 'subsidy.write',
    levels: ['village', 'township'],
    zh: '村级或乡镇经办人员',
    en: 'clerk of the village or township',
  },
  township: { permission: 'subsidy.accept', levels: ['township'], zh: '乡镇验收人员', en: 'township officer' },
  bureau: { permission: 'subsidy.confirm', levels: ['county'], zh: '县级核定人员', en: 'county officer' },
  poster: { permission: 'notice.write', levels: ['village', 'township'], zh: '村级公示人员', en: 'who posts notices in the village' },
  approver: { permission: 'subsidy.approve', levels: ['county'], zh: '资金审批人', en: 'finance approver' },
  /** Follows from something that happened elsewhere: an objection, a batch, an answer of the bank. */
  system: { permission: 'subsidy.read', levels: [], zh: '系统', en: 'the system' },
} as const satisfies Record<string, Office<Permission>>;
export type OfficeName = keyof typeof OFFICES;

export type Transition = Way<SubsidyStep, SubsidyState, OfficeName, NeedName>;

const way = (
  step: SubsidyStep,
  from: SubsidyState,
  to: SubsidyState,
  office: OfficeName,
  needs: readonly NeedName[] = [],
  reason: Transition['reason'] = 'none',
): Transition => ({ step, from, to, office, needs, reason });

const NOTICE_OVER: readonly NeedName[] = ['noticePeriodOver', 'noOpenObjection', 'noUpheldObjection'];

/** The way of an application that meets no obstacle. */
const FORWARD: readonly Transition[] = [
  way('check', 'applied', 'villageChecked', 'village', ['notMaker', 'householdFits', 'projectAsAccepted', 'applicationEvidence']),
  way('measure', 'villageChecked', 'measured', 'township', ['notMaker', 'projectAsAccepted', 'acceptanceEvidence']),
  way('accept', 'measured', 'accepted', 'township', ['notMaker', 'secondPerson', 'projectAsAccepted']),
  way('grant', 'accepted', 'granted', 'bureau', ['notMaker', 'notInspector', 'householdFits', 'projectAsAccepted', 'amountGranted']),
  way('post', 'granted', 'noticePosted', 'poster'),
  // one that was taken down before its time is posted anew; its days begin again
  way('post', 'noticePosted', 'noticePosted', 'poster', ['noticeTakenDown']),
  way('close', 'noticePosted', 'noticeClosed', 'poster', NOTICE_OVER),
  way('approve', 'noticeClosed', 'approved', 'approver', [
    'notInvolved',
    'notSchemeMaker',
    'amountGranted',
    'householdStands',
    'projectAsAccepted',
    ...NOTICE_OVER,
  ]),
];

const MONEY: readonly Transition[] = [
  way('take', 'approved', 'inPayment', 'system', ['noOpenObjection', 'noUpheldObjection', 'householdStands', 'projectAsAccepted']),
  way('release', 'inPayment', 'approved', 'system'),
  way('pay', 'inPayment', 'paid', 'system'),
  way('bounce', 'inPayment', 'inPayment', 'system'),
  way('bounce', 'paid', 'inPayment', 'system'),
  way('bounce', 'acknowledged', 'inPayment', 'system'),
  way('bounce', 'recovering', 'inPayment', 'system'),
  way('giveUp', 'inPayment', 'givenUp', 'system'),
];

/** The household says that it has the money; money that should not have been paid is taken back by two persons. */
const AFTERWARDS: readonly Transition[] = [
  way('acknowledge', 'paid', 'acknowledged', 'village', ['acknowledgementSigned']),
  way('demandBack', 'paid', 'recovering', 'bureau', ['notMaker'], 'needed'),
  way('demandBack', 'acknowledged', 'recovering', 'bureau', ['notMaker'], 'needed'),
  way('reclaim', 'recovering', 'reclaimed', 'approver', ['notInvolved', 'notDemander'], 'needed'),
  way('dropDemand', 'recovering', 'paid', 'approver', ['notDemander'], 'needed'),
];

/** Whoever is next sends it back or says no. */
const CHECKED_BY: Readonly<Record<(typeof BEFORE_APPROVAL)[number], OfficeName>> = {
  applied: 'village',
  villageChecked: 'township',
  measured: 'township',
  accepted: 'bureau',
  granted: 'bureau',
  noticePosted: 'bureau',
  noticeClosed: 'approver',
};
const earlier = (state: SubsidyState): ReturnTarget[] => RETURN_TARGETS.filter((target) => orderOf(target) < orderOf(state));

const SIDEWAYS: readonly Transition[] = BEFORE_APPROVAL.flatMap((from): Transition[] => [
  way('correct', from, 'applied', 'village', ['wholeApplication'], 'needed'),
  // what nobody has checked yet is taken back by whoever may have entered it
  way('withdraw', from, 'withdrawn', from === 'applied' ? 'applicant' : 'village', [], 'needed'),
  way('reject', from, 'rejected', CHECKED_BY[from], ['notMaker'], 'needed'),
  ...earlier(from).map((to) => way('return', from, to, CHECKED_BY[from], to === 'accepted' ? [] : ['wholeApplication'], 'needed')),
]);

/** Decided anew: what was approved must not be paid any more. */
const DECIDED_ANEW: readonly Transition[] = [way('reject', 'approved', 'rejected', 'approver', ['notMaker', 'mayNotBePaid'], 'needed')];

/** Also when the notice is closed already: a paper may have come in time and be entered late. Once approved, only the end is left; out of a batch that has not left it comes first. */
const OBJECTIONS: readonly Transition[] = [
  ...(['noticePosted', 'noticeClosed'] as const).flatMap((from) =>
    [...RETURN_TARGETS, 'rejected' as const].map((to) => way('upholdObjection', from, to, 'system', [], 'needed')),
  ),
  way('upholdObjection', 'approved', 'rejected', 'system', [], 'needed'),
];

/** What the cap of a batch left comes up for the next round by itself, and ends with what it is the rest of (ADR 0183). */
const RESTS: readonly Transition[] = [
  way('carry', 'accepted', 'accepted', 'system'),
  ...(['accepted', 'granted', 'noticePosted', 'noticeClosed', 'approved'] as const).map((from) =>
    way('endRest', from, 'rejected', 'system', [], 'needed'),
  ),
];

/** Every way an application can go. What is not here cannot happen; the database holds the same ways. */
export const TRANSITIONS: readonly Transition[] = [
  ...FORWARD,
  ...MONEY,
  ...AFTERWARDS,
  ...SIDEWAYS,
  ...DECIDED_ANEW,
  ...OBJECTIONS,
  ...RESTS,
];

export const transitionsOf = (step: SubsidyStep, from: SubsidyState): Transition[] => waysFrom(TRANSITIONS, step, from);

/** The steps a person can take from a state, in the order of the table. */
export const stepsFrom = (state: SubsidyState): SubsidyStep[] =>
  stepsOf(TRANSITIONS, ({ from, office }) => from === state && office !== 'system');
