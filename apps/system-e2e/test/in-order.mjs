import { readFileSync } from 'node:fs';
import path from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/**
 * `testing.parts` of the package: two products, each for the files of one part, so that two cores have work. Within a part who looks at
 * everything comes after those who leave something to see; who moves the clock by months comes last.
 */
const { testing } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const ORDER = testing.parts.flat();

/** The same order on every machine; by itself jest goes by size and by how long a file took the last time. */
export default class InOrder extends TestSequencer {
  sort(tests) {
    return [...tests].sort((a, b) => placeOf(a) - placeOf(b));
  }
}

const placeOf = ({ path: file }) => ORDER.indexOf(path.basename(file).split('.')[0]);
