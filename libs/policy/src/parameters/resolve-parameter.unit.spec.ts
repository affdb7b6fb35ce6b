import fc from 'fast-check';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { addDays, PlainDate } from '@jingzhun/domain/plain-date';
import { PolicySnapshot, PolicyValueMissing, type RecordedParameter } from './policy-snapshot.js';
import { PolicyParameter } from './policy-parameter.js';
import { resolveParameter } from './resolve-parameter.js';

const area = (text: string): DivisionPrefix => DivisionPrefix.parse(text);
const date = (text: string): PlainDate => PlainDate.parse(text);
const START = date('2014-01-01');
let recorded = 0;
const row = (value: unknown, effectiveFrom: string, effectiveTo: string | null, regionCode = '360781'): RecordedParameter => ({
  id: `row-${recorded}`,
  key: 'notice.group.days',
  value,
  regionCode: area(regionCode),
  effectiveFrom: date(effectiveFrom),
  effectiveTo: effectiveTo === null ? null : date(effectiveTo),
  recorded: recorded++,
});

describe('resolveParameter', () => {
  const rows = [row(7, '2014-01-01', '2016-01-01'), row(5, '2016-01-01', null), row(10, '2015-01-01', null, '360781102')];
  const valueOn = (on: string, region: string): unknown => resolveParameter(rows, 'notice.group.days', date(on), area(region))?.value;

  it('begins on its first day and ends before its last', () => {
    expect(valueOn('2013-12-31', '360781')).toBeUndefined();
    expect(valueOn('2014-01-01', '360781')).toBe(7);
    expect(valueOn('2015-12-31', '360781')).toBe(7);
    expect(valueOn('2016-01-01', '360781')).toBe(5);
  });

  it('the nearest region wins, and holds for its villages', () => {
    expect(valueOn('2016-06-30', '360781102')).toBe(10);
    expect(valueOn('2016-06-30', '360781102208')).toBe(10);
    expect(valueOn('2016-06-30', '360781103206')).toBe(5);
    expect(valueOn('2014-06-30', '360781102208')).toBe(7);
  });

  it('what was recorded last replaces what was recorded before, for the days it covers and no others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 3000 }),
        (from, length, ask) => {
          const [first, end, on] = [addDays(START, from), addDays(START, from + length), addDays(START, ask)];
          const all = [row(7, '2014-01-01', null), row(3, first, end)];
          expect(resolveParameter(all, 'notice.group.days', on, area('360781'))?.value).toBe(on >= first && on < end ? 3 : 7);
        },
      ),
    );
  });
});

describe('PolicySnapshot', () => {
  it('gives the typed value with the row it comes from, and says which key is missing', () => {
    const days = row(7, '2014-01-01', null);
    const snapshot = new PolicySnapshot([days], date('2016-06-30'), area('360781'));
    expect(snapshot.get('notice.group.days')).toEqual({ value: 7, parameterId: days.id });
    expect(() => snapshot.value('import.maxRows')).toThrow(PolicyValueMissing);
  });
});

describe('PolicyParameter', () => {
  const good = {
    key: 'notice.group.days',
    regionCode: '360781',
    effectiveFrom: '2016-01-01',
    effectiveTo: null,
    value: 5,
    unit: 'days',
    source: 'a local rule',
    certainty: 'L',
    noteZh: '',
  };

  it.each([
    ['value', { value: 'seven' }],
    ['value', { value: -1 }],
    ['effectiveTo', { effectiveTo: '2016-01-01' }],
    ['key', { key: 'notice.unknown' }],
    ['certainty', { certainty: 'sure' }],
    ['regionCode', { regionCode: '36' }],
  ])('names %s when it is wrong', (field, change) => {
    expect(PolicyParameter.safeParse(good).success).toBe(true);
    const result = PolicyParameter.safeParse({ ...good, ...change });
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
});
