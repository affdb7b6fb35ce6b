/** The declared steps, as the database knows them. A test compares them with lifecycle.ts; a new one comes with a migration. */
export const SUBSIDY_STATES = [
  'applied',
  'villageChecked',
  'measured',
  'accepted',
  'granted',
  'noticePosted',
  'noticeClosed',
  'approved',
  'inPayment',
  'paid',
  'rejected',
  'withdrawn',
  'givenUp',
] as const;

type Way = readonly [step: string, from: string, to: string];

const FORWARD: readonly Way[] = [
  ['apply', 'applied', 'applied'],
  ['check', 'applied', 'villageChecked'],
  ['measure', 'villageChecked', 'measured'],
  ['accept', 'measured', 'accepted'],
  ['grant', 'accepted', 'granted'],
  ['post', 'granted', 'noticePosted'],
  ['post', 'noticePosted', 'noticePosted'],
  ['close', 'noticePosted', 'noticeClosed'],
  ['approve', 'noticeClosed', 'approved'],
  ['take', 'approved', 'inPayment'],
  ['release', 'inPayment', 'approved'],
  ['pay', 'inPayment', 'paid'],
  ['bounce', 'inPayment', 'inPayment'],
  ['bounce', 'paid', 'inPayment'],
  ['giveUp', 'inPayment', 'givenUp'],
  ['upholdObjection', 'approved', 'rejected'],
];
const OPEN = SUBSIDY_STATES.slice(0, 7);
const RETURN_TO = ['applied', 'villageChecked', 'accepted'] as const;

export const SUBSIDY_WAYS: readonly Way[] = [
  ...FORWARD,
  ...OPEN.flatMap((from): Way[] => [
    ['correct', from, 'applied'],
    ['withdraw', from, 'withdrawn'],
    ['reject', from, 'rejected'],
    ...RETURN_TO.filter((to) => SUBSIDY_STATES.indexOf(to) < SUBSIDY_STATES.indexOf(from)).map((to): Way => ['return', from, to]),
  ]),
  ...(['noticePosted', 'noticeClosed'] as const).flatMap((from) =>
    [...RETURN_TO, 'rejected'].map((to): Way => ['upholdObjection', from, to]),
  ),
];
