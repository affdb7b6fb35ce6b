/** Ways of a loan as they were when its tables were made; a test compares them with the table in code. */
export const LOAN_STATES = [
  'applied',
  'villageRecommended',
  'townReviewed',
  'countyConfirmed',
  'bankApproved',
  'drawn',
  'repaying',
  'extended',
  'overdue',
  'collection',
  'compensated',
  'recovered',
  'repaid',
  'writtenOff',
  'rejected',
  'withdrawn',
] as const;

type Way = readonly [step: string, from: string, to: string];
const RUNNING = ['drawn', 'repaying', 'extended', 'overdue', 'collection'] as const;
const ON_TIME = ['drawn', 'repaying', 'extended'] as const;
const BEFORE_MONEY = ['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved'] as const;

export const LOAN_WAYS: readonly Way[] = [
  ['apply', 'applied', 'applied'],
  ['recommend', 'applied', 'villageRecommended'],
  ['review', 'villageRecommended', 'townReviewed'],
  ['confirm', 'townReviewed', 'countyConfirmed'],
  ['approve', 'countyConfirmed', 'bankApproved'],
  ['draw', 'bankApproved', 'drawn'],
  ...ON_TIME.map((state): Way => ['draw', state, state]),
  ...RUNNING.map((state): Way => ['repay', state, state === 'drawn' ? 'repaying' : state]),
  ...RUNNING.map((state): Way => ['settle', state, 'repaid']),
  ...ON_TIME.map((state): Way => ['fallOverdue', state, 'overdue']),
  ...(['overdue', 'collection'] as const).flatMap((state): Way[] => [
    ['catchUp', state, 'repaying'],
    ['catchUp', state, 'extended'],
  ]),
  ['collect', 'overdue', 'collection'],
  ...RUNNING.map((state): Way => ['changeRate', state, state]),
  ['extend', 'drawn', 'extended'],
  ['extend', 'repaying', 'extended'],
  ['requestCompensation', 'collection', 'collection'],
  ['compensate', 'collection', 'compensated'],
  ['recover', 'compensated', 'compensated'],
  ['recover', 'compensated', 'recovered'],
  ['writeOff', 'collection', 'writtenOff'],
  ['writeOff', 'compensated', 'writtenOff'],
  ...RUNNING.map((state): Way => ['reverse', state, state]),
  ['reverse', 'repaid', 'repaying'],
  ...BEFORE_MONEY.flatMap((state): Way[] => [
    ['reject', state, 'rejected'],
    ['withdraw', state, 'withdrawn'],
  ]),
];
