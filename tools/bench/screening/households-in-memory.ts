import type { PlainDate } from '@jingzhun/domain/plain-date';
import { FACT_CLASSES } from '../../../apps/identification/src/screening/rules/fact-classes.js';
import type { Fact } from '../../../apps/identification/src/screening/rules/fact.js';
import { REGISTER_KINDS, registerBit } from '../../../apps/identification/src/screening/rules/register-kind.js';
import type { Confirmation, Subject } from '../../../apps/identification/src/screening/rules/subject.js';
import { Random } from '../../city/random.js';

const FROM = ['2009-03-01', '2013-05-02', '2015-11-11', '2016-02-01'] as PlainDate[];
const PLACES = ['village', 'town', 'countySeat', 'city'];

/**
 * Households as a run meets them: for each a person has confirmed V4, V6 and R4; every seventh has facts of registers, one or two;
 * some were not covered by an extract.
 */
export function householdsInMemory(count: number): Subject[] {
  const random = new Random(360_781, 8);
  return Array.from({ length: count }, (_, n): Subject => ({
    facts: n % 7 === 0 ? Array.from({ length: random.int(1, 2) }, (__, i) => fact(random, `${n}-${i}`)) : [],
    uncovered: random.chance(0.03) ? registerBit(random.pick(REGISTER_KINDS)) : 0,
    reviewing: random.chance(0.01) ? registerBit(random.pick(REGISTER_KINDS)) : 0,
    confirmations: ['V4', 'V6', 'R4'].map((rule) => confirmation(rule, n)),
    answers: [],
  }));
}

function fact(random: Random, mark: string): Fact {
  const kind = random.pick(REGISTER_KINDS);
  return {
    kind,
    class: random.pick(FACT_CLASSES[kind].codes),
    place: kind === 'realEstate' ? random.pick(PLACES) : null,
    from: random.pick(FROM),
    to: random.chance(0.2) ? ('2016-01-31' as PlainDate) : null,
    person: { ref: mark, name: '某人' },
    row: 2,
    mark,
  };
}

const confirmation = (rule: string, n: number): Confirmation => ({
  id: `${rule}-${n}`,
  rule,
  ground: 'none',
  result: 'pass',
  marks: [],
  byName: '王核实',
  on: '2016-06-01' as PlainDate,
  until: (n % 50 === 0 ? '2016-06-10' : '2017-06-01') as PlainDate,
});
