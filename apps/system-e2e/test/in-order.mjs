import TestSequencer from '@jest/test-sequencer';
import path from 'node:path';

/**
 * Two products, each for the files of one part (`--shard`), so that two cores have work. Within a part: who looks at everything comes
 * after those who leave something to see, who moves the clock by months comes last.
 */
const PARTS = [
  [
    'administrators',
    'five-departments',
    'demonstration',
    'canary',
    'subsidies-together',
    'all-accounts',
    'subsidy',
    'finance-records',
    'loans',
    'interest-claim',
    'tls',
  ],
  [
    'main-job',
    'evidence',
    'objections',
    'planted-doubts',
    'rights-of-the-running-product',
    'screening-decisions',
    'screening-registers',
    'servers-restart',
    'survey',
    'seven-steps',
  ],
];

/** The same order on every machine; by itself jest goes by size and by how long a file took the last time. */
export default class InOrder extends TestSequencer {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b));
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((test) => partOf(test) % shardCount === shardIndex - 1);
  }
}

const nameOf = ({ path: file }) => path.basename(file).split('.')[0];

/** A file nobody has given a place is no file that nobody runs. */
function partOf(test) {
  const part = PARTS.findIndex((names) => names.includes(nameOf(test)));
  if (part < 0) throw new Error(`${nameOf(test)} has no place in apps/system-e2e/test/in-order.mjs`);
  return part;
}

const placeOf = (test) => PARTS.flat().indexOf(nameOf(test));
