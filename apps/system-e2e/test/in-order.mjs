import TestSequencer from '@jest/test-sequencer';
import path from 'node:path';

/** One product for all: who looks at everything comes after those who leave something to see, who moves the clock by months comes last. */
const LAST = ['all-accounts', 'subsidy', 'finance-records', 'seven-steps', 'loans', 'interest-claim'];

/** The same order on every machine; by itself jest goes by size and by how long a file took the last time. */
export default class InOrder extends TestSequencer {
  sort(tests) {
    const keyOf = ({ path: file }) => {
      const name = path.basename(file).split('.')[0];
      return `${LAST.indexOf(name) + 1} ${name}`;
    };
    return [...tests].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  }
}
