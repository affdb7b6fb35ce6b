import type { Permission } from '@jingzhun/auth';
import { stepsOf, waysFrom, type Office, type Way } from '@jingzhun/domain/lifecycle';
import { CaseStates, orderOf, RETURN_TARGETS, type CaseKind, type CaseState, type CaseStep, type ReturnTarget } from './case-state.js';
import type { NeedName } from './needs.js';

export const OFFICES = {
  clerk: { permission: 'application.write', levels: ['village', 'township'], zh: '村级经办人员', en: 'village clerk' },
  meeting: { permission: 'application.appraise', levels: ['village', 'township'], zh: '村级经办人员', en: 'village clerk' },
  poster: { permission: 'notice.write', levels: ['village', 'township'], zh: '村级经办人员', en: 'village clerk' },
  township: { permission: 'application.recheck', levels: ['township', 'county'], zh: '乡镇复核人员', en: 'township officer' },
  county: { permission: 'application.examine', levels: ['county'], zh: '县级审定人员', en: 'county officer' },
} as const satisfies Record<string, Office<Permission>>;
export type OfficeName = keyof typeof OFFICES;

/** Steps that put a notice on the board. */
export const POSTING: readonly CaseStep[] = ['postGroupNotice', 'postVillageNotice', 'announce'];
/** Steps whose author has made the case what it is, and decides nothing about it. */
export const MAKING: readonly CaseStep[] = ['submit', 'signForm', 'correct', 'appraise', 'review'];

/** Steps that the verdict of the comparison can stop: it is made anew before each of them. */
export const RESTS_ON_VERDICT: readonly CaseStep[] = ['recheck', 'examine', 'complete'];

/** What the step is signed with. `household`: the scanned page of the household, witnessed by the official who takes it. */
export type SignatureKind = 'official' | 'household' | 'none';

/** Which way a step went, where it has more than one. */
export type Outcome = 'passed' | 'failed' | 'material' | 'contact';

export interface Transition extends Way<CaseStep, CaseState, OfficeName, NeedName> {
  readonly signature: SignatureKind;
  /** Absent: the only way. */
  readonly outcome?: Outcome;
  /** Only these kinds; absent: all. */
  readonly kinds?: readonly CaseKind[];
}

type Row = Omit<Transition, 'signature' | 'reason'> & Partial<Pick<Transition, 'signature' | 'reason'>>;
const row = (parts: Row): Transition => ({ signature: 'none', reason: 'none', ...parts });

const MEETING: readonly NeedName[] = [
  'formSigned',
  'screeningDone',
  'rollInForce',
  'meetingHeld',
  'meetingContent',
  'meetingAfter',
  'repeatAllowed',
  'quorum',
  'minutes',
  'meetingEvidence',
];
const NOTICE_OVER: readonly NeedName[] = ['noticeFirstProof', 'noticePeriod', 'noticeLastProof', 'noOpenObjection', 'noUpheldObjection'];
const ASKED_BY_HOUSEHOLD: readonly CaseKind[] = ['registration', 'categoryChange'];
/** What a household asks for it may take back; what is done to a registered household belongs to the offices. */
const ENTRY: readonly CaseKind[] = ['registration'];
const OF_REGISTERED: readonly CaseKind[] = ['removal', 'categoryChange'];

/** The way of a case that meets no obstacle. */
const FORWARD: readonly Transition[] = [
  row({
    step: 'submit',
    from: 'draft',
    to: 'applied',
    office: 'clerk',
    needs: ['contentComplete', 'householdFits', 'personsFree', 'consent', 'identityCopies', 'formScan'],
    signature: 'household',
    kinds: ASKED_BY_HOUSEHOLD,
  }),
  row({
    step: 'submit',
    from: 'draft',
    to: 'applied',
    office: 'clerk',
    needs: ['contentComplete', 'householdFits', 'grounds'],
    signature: 'official',
    kinds: ['removal'],
  }),
  row({
    step: 'appraise',
    from: 'applied',
    to: 'groupAppraised',
    office: 'meeting',
    needs: MEETING,
    signature: 'official',
    outcome: 'passed',
  }),
  row({ step: 'appraise', from: 'applied', to: 'rejected', office: 'meeting', needs: MEETING, signature: 'official', outcome: 'failed' }),
  row({ step: 'postGroupNotice', from: 'groupAppraised', to: 'groupNoticePosted', office: 'poster', needs: ['formSigned'] }),
  row({ step: 'closeGroupNotice', from: 'groupNoticePosted', to: 'groupNoticeClosed', office: 'poster', needs: NOTICE_OVER }),
  row({
    step: 'review',
    from: 'groupNoticeClosed',
    to: 'assemblyPassed',
    office: 'meeting',
    needs: [...MEETING, 'screeningReadOut', 'noOpenObjection'],
    signature: 'official',
    outcome: 'passed',
  }),
  row({
    step: 'review',
    from: 'groupNoticeClosed',
    to: 'rejected',
    office: 'meeting',
    needs: [...MEETING, 'screeningReadOut', 'noOpenObjection'],
    signature: 'official',
    outcome: 'failed',
  }),
  row({ step: 'postVillageNotice', from: 'assemblyPassed', to: 'villageNoticePosted', office: 'poster', needs: ['formSigned'] }),
  row({ step: 'closeVillageNotice', from: 'villageNoticePosted', to: 'villageNoticeClosed', office: 'poster', needs: NOTICE_OVER }),
  row({
    step: 'recheck',
    from: 'villageNoticeClosed',
    to: 'townshipChecked',
    office: 'township',
    needs: ['notMaker', 'formSigned', 'screeningDone', 'screeningClear', 'noOpenObjection', 'sampleDrawn', 'sampleVisited', 'visitAgrees'],
    signature: 'official',
  }),
  row({
    step: 'examine',
    from: 'townshipChecked',
    to: 'countyExamined',
    office: 'county',
    needs: [
      'countyStepOn',
      'notMaker',
      'notRechecker',
      'formSigned',
      'screeningDone',
      'screeningClear',
      'noOpenObjection',
      'sampleDrawn',
      'sampleVisited',
      'visitAgrees',
    ],
    signature: 'official',
  }),
  row({ step: 'announce', from: 'townshipChecked', to: 'announced', office: 'poster', needs: ['countyStepOff', 'formSigned'] }),
  row({ step: 'announce', from: 'countyExamined', to: 'announced', office: 'poster', needs: ['formSigned'] }),
  row({
    step: 'complete',
    from: 'announced',
    to: 'completed',
    office: 'township',
    needs: [...NOTICE_OVER, 'notMaker', 'formSigned', 'screeningDone', 'screeningClear', 'householdFits', 'personsFree'],
    signature: 'official',
  }),
];

/** A notice that was taken down before its time (a missed photo, a wrong text) is posted anew; its days begin again. */
const ANEW: readonly Transition[] = (
  [
    ['postGroupNotice', 'groupNoticePosted'],
    ['postVillageNotice', 'villageNoticePosted'],
    ['announce', 'announced'],
  ] as const
).map(([step, state]) => row({ step, from: state, to: state, office: 'poster', needs: ['noticeTakenDown', 'formSigned'] }));

const OPEN_AFTER_DRAFT = CaseStates.codes.filter((state) => orderOf(state) >= orderOf('applied') && orderOf(state) <= orderOf('announced'));

/** Up to here the township decides, from there on the county. */
const ofTownship = (state: CaseState): boolean => orderOf(state) <= orderOf('villageNoticeClosed');
const earlier = (state: CaseState): ReturnTarget[] => RETURN_TARGETS.filter((target) => orderOf(target) < orderOf(state));

/** Who may still change what was judged: never an office below the one that has decided on it already. */
function correctors(from: CaseState): { office: OfficeName; kinds?: readonly CaseKind[] }[] {
  if (!ofTownship(from)) return [{ office: 'county' }];
  if (from === 'applied') return [{ office: 'clerk' }];
  return [
    { office: 'clerk', kinds: ENTRY },
    { office: 'township', kinds: OF_REGISTERED },
  ];
}

const SIDEWAYS: readonly Transition[] = OPEN_AFTER_DRAFT.flatMap((from): Transition[] => [
  ...correctors(from).map((by) => row({ step: 'correct', from, to: 'applied', ...by, needs: [], reason: 'needed', outcome: 'material' })),
  row({ step: 'correct', from, to: from, office: 'clerk', needs: [], reason: 'needed', outcome: 'contact' }),
  row({
    step: 'signForm',
    from,
    to: from,
    office: 'clerk',
    needs: ['formUnsigned', 'formScan'],
    signature: 'household',
    kinds: ASKED_BY_HOUSEHOLD,
  }),
  row({ step: 'signForm', from, to: from, office: 'clerk', needs: ['formUnsigned', 'grounds'], signature: 'official', kinds: ['removal'] }),
]);

const BACK: readonly Transition[] = OPEN_AFTER_DRAFT.flatMap((from): Transition[] => [
  ...(from === 'announced'
    ? []
    : earlier(from).map((to) =>
        row({ step: 'return', from, to, office: ofTownship(from) ? 'township' : 'county', needs: [], reason: 'needed' }),
      )),
  // an objection on paper may be entered, and upheld, when its notice is closed already
  ...[...earlier(from), 'rejected' as const].map((to) =>
    row({
      step: 'upholdObjection',
      from,
      to,
      // which level investigates is policy and kept by the notices; what was decided there is carried out here
      office: 'township',
      needs: ['objectionUpheld'],
      reason: 'needed',
    }),
  ),
]);

const ENDING: readonly Transition[] = [
  ...OPEN_AFTER_DRAFT.filter((from) => from !== 'announced').map((from) =>
    row({
      step: 'reject',
      from,
      to: 'rejected',
      office: ofTownship(from) ? 'township' : 'county',
      needs: ['notMaker'],
      signature: 'official',
      reason: 'needed',
    }),
  ),
  // begun by an objection, it ends as what was begun by the household does: with the household's own page, or by the township once submitted
  row({ step: 'withdraw', from: 'draft', to: 'withdrawn', office: 'clerk', needs: ['requestOfHousehold'], reason: 'needed', kinds: ENTRY }),
  row({
    step: 'withdraw',
    from: 'draft',
    to: 'withdrawn',
    office: 'clerk',
    needs: ['notByObjection'],
    reason: 'needed',
    kinds: OF_REGISTERED,
  }),
  ...OPEN_AFTER_DRAFT.flatMap((from) => [
    row({
      step: 'withdraw',
      from,
      to: 'withdrawn',
      office: 'clerk',
      needs: ['withdrawalRequest'],
      signature: 'household',
      reason: 'needed',
      kinds: ENTRY,
    }),
    row({
      step: 'withdraw',
      from,
      to: 'withdrawn',
      office: ofTownship(from) ? 'township' : 'county',
      needs: [],
      signature: 'official',
      reason: 'needed',
      kinds: OF_REGISTERED,
    }),
  ]),
];

/** Every way a case can go. What is not here cannot happen; the database holds the same pairs. */
export const TRANSITIONS: readonly Transition[] = [...FORWARD, ...ANEW, ...SIDEWAYS, ...BACK, ...ENDING];

/** The ways of a step from a state for a kind of case; more than one when it depends on the outcome or on where it is sent. */
export const transitionsOf = (step: CaseStep, from: CaseState, kind: CaseKind): Transition[] =>
  waysFrom(TRANSITIONS, step, from).filter(({ kinds }) => kinds?.includes(kind) ?? true);

/** The steps that lead on from a state, in the order of the table. */
export const stepsFrom = (state: CaseState, kind: CaseKind): CaseStep[] =>
  stepsOf(TRANSITIONS, ({ from, kinds }) => from === state && (kinds?.includes(kind) ?? true));

/** The states whose notice is on the board, with the step that ends it. */
export const NOTICE_OF_STATE = {
  groupNoticePosted: { notice: 'group', closedBy: 'closeGroupNotice' },
  villageNoticePosted: { notice: 'village', closedBy: 'closeVillageNotice' },
  announced: { notice: 'announcement', closedBy: 'complete' },
} as const satisfies Partial<Record<CaseState, { notice: 'group' | 'village' | 'announcement'; closedBy: CaseStep }>>;
