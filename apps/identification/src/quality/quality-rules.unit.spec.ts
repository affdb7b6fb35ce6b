import { PlainDate } from '@jingzhun/domain/plain-date';
import { REASONS } from './finding-reasons.js';
import { doubtsOfNumber } from './person-number.rules.js';
import { QUALITY_RULES } from './quality-rules.js';

describe('quality rules as data', () => {
  it('are the eighteen, in order, each in two languages with what to do', () => {
    expect(QUALITY_RULES.map(({ rule }) => rule)).toEqual(Array.from({ length: 18 }, (_, i) => `Q${i + 1}`));
    for (const { zh, en, next } of QUALITY_RULES) {
      expect(zh + next.zh).toMatch(/\p{Script=Han}/u);
      expect(en + next.en).toMatch(/^[\x20-\x7e“”]+$/);
    }
  });

  it('every reason a rule can give has words, and no words are without a rule', () => {
    const given = QUALITY_RULES.flatMap(({ rule, check }) =>
      check.by === 'sql' ? [...check.sql.matchAll(/then '([^']+)' end/g)].map(([, reason]) => `${rule}.${reason}`) : [],
    );
    const byNumber = ['Q1.number', 'Q1.birth-date', 'Q1.sex', 'Q2.certificate'];
    expect([...given, ...byNumber].sort()).toEqual(Object.keys(REASONS).sort());
  });
});

describe('doubts of a number', () => {
  const today = PlainDate.parse('2016-06-15');
  const person = { idNumber18: '360799196001010016', given: null, sex: 'male', birthDate: '1960-01-01' };

  it.each([
    ['a good number', {}, { Q1: [], Q2: [] }],
    ['a wrong check digit', { idNumber18: '360799196001010017' }, { Q1: ['number'], Q2: [] }],
    ['another date of birth', { birthDate: '1960-01-02' }, { Q1: ['birth-date'], Q2: [] }],
    ['another sex', { sex: 'female' }, { Q1: ['sex'], Q2: [] }],
    ['born after today', { idNumber18: '360799201607010010' }, { Q1: ['number'], Q2: [] }],
    ['a good certificate', { given: '36079919600101001643' }, { Q1: [], Q2: [] }],
    ['a certificate of an unknown type', { given: '36079919600101001683' }, { Q1: [], Q2: ['certificate'] }],
    ['an old number of 15 digits', { given: '360799600101001' }, { Q1: [], Q2: [] }],
  ])('%s', (_, parts, expected) => {
    expect(doubtsOfNumber({ ...person, ...parts }, today)).toEqual(expected);
  });
});
