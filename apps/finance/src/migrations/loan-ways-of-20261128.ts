type Way = readonly [step: string, from: string, to: string];

/** A write-off is taken back, and what a debtor pays after it is recorded and taken back likewise. */
export const LOAN_WAYS_OF_WRITE_OFFS: readonly Way[] = [
  ['recover', 'writtenOff', 'writtenOff'],
  ['recover', 'writtenOff', 'recovered'],
  ['reverse', 'writtenOff', 'writtenOff'],
  ['reverse', 'recovered', 'writtenOff'],
  ['reverse', 'writtenOff', 'collection'],
  ['reverse', 'writtenOff', 'compensated'],
];
