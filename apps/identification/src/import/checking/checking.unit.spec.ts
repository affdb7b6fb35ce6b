import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { VillageFinder, type Division } from '@jingzhun/domain/division';
import { HOUSEHOLD_TITLES, MEMBER_TITLES, registerFile, type TitledRow } from '../../../test/workbooks/register-file.js';
import {
  type Cell,
  type CellReader,
  distance,
  idNumber,
  mu,
  pastDate,
  personName,
  phone,
  squareMetres,
  textUpTo,
  whole,
  yesNo,
  yuan,
} from '@jingzhun/workbooks';
import { copyLine } from './copy-text.js';
import { HOUSEHOLD_COLUMNS } from './household-columns.js';
import { checkHousehold } from './household-row.js';
import { maskedValue } from './masked-value.js';
import { MEMBER_COLUMNS } from './member-columns.js';
import { checkMember } from './member-row.js';
import { hasText } from './problem-texts.js';
import { matchTitles, type TitleMatch } from './title-matching.js';

const TODAY = '2016-06-15';
const divisions = [
  {
    code: '360781000000',
    name: '瑞金市',
    level: 'county',
    kind: 'county',
    parentCode: null,
    validFrom: '2000-01-01',
    validTo: null,
    successorCode: null,
  },
  {
    code: '360781102000',
    name: '壬田镇',
    level: 'township',
    kind: 'town',
    parentCode: '360781000000',
    validFrom: '2000-01-01',
    validTo: null,
    successorCode: null,
  },
  {
    code: '360781102208',
    name: '凤岗村委会',
    level: 'village',
    kind: 'village',
    parentCode: '360781102000',
    validFrom: '2000-01-01',
    validTo: null,
    successorCode: null,
  },
] as unknown as Division[];
const context = { today: TODAY, area: '360781', villages: new VillageFinder(divisions) };

function matched(titles: readonly string[]): TitleMatch {
  const match = matchTitles(titles);
  if (!match) throw new Error('these are titles');
  return match;
}
const cellsOf = (titles: readonly string[], row: TitledRow): Cell[] => titles.map((title) => row[title] ?? null);

describe('cells', () => {
  const read = (reader: CellReader<unknown>, cell: Cell): unknown => {
    const outcome = reader(cell, TODAY);
    return 'problem' in outcome ? outcome.problem : outcome.value;
  };

  it.each<[string, CellReader<unknown>, Cell, unknown]>([
    ['money as text with a unit and separators', yuan, '1,234.5元', 123450],
    ['money of full-width digits', yuan, '１２３４', 123400],
    ['money with the noise of a computed figure', yuan, 0.1 + 0.2, 30],
    ['money with three decimals', yuan, 1.234, 'cell.number'],
    ['a debt', yuan, -1, 'cell.negative'],
    ['land in mu', mu, '3.5亩', 350],
    ['housing in square metres', squareMetres, '80㎡', 8000],
    ['kilometres', distance, 1.5, 1500],
    ['metres that say so', distance, '300米', 300],
    ['months', whole(0, 12), '10个月', 10],
    ['too many months', whole(0, 12), 13, 'cell.out-of-range'],
    ['half a month', whole(0, 12), 1.5, 'cell.whole-number'],
    ['yes', yesNo, '√', true],
    ['no as a figure', yesNo, 0, false],
    ['neither', yesNo, '也许', 'cell.yes-or-no'],
    ['a date cell', pastDate, new Date('2014-12-01T00:00:00Z'), '2014-12-01'],
    ['a serial number', pastDate, 41974, '2014-12-01'],
    ['a date as people write it', pastDate, '2014年12月1日', '2014-12-01'],
    ['a date with a time', pastDate, '2014-12-01 00:00:00', '2014-12-01'],
    ['a month only', pastDate, '2014-12', 'cell.date'],
    ['tomorrow', pastDate, '2016-06-16', 'cell.date-in-future'],
    [
      'an ID number with the apostrophe of spreadsheets',
      (c, t) => {
        const o = idNumber(c, t);
        return 'value' in o ? { value: o.value?.idNumber18 } : o;
      },
      "'360799196001010016",
      '360799196001010016',
    ],
    ['an ID number that became a figure', idNumber, 360799196001010016, 'cell.digits-lost'],
    ['an ID number shown with an exponent', idNumber, '3.60799E+17', 'cell.digits-lost'],
    ['an ID number with a wrong check digit', idNumber, '360799196001010017', 'id-number.check-digit'],
    ['a phone as a figure', phone, 19900001234, '19900001234'],
    ['a name with blanks', personName, ' 张 三 ', '张三'],
    ['a name with a digit', personName, '张3', 'cell.name'],
    ['a spreadsheet error', textUpTo(10), '#REF!', 'cell.error-value'],
    ['an empty cell', yuan, ' ', undefined],
  ])('%s', (_name, reader, cell, expected) => {
    expect(read(reader, cell)).toEqual(expected);
  });
});

describe('titles', () => {
  it('are found in any order; unknown ones are named, missing ones too', () => {
    const titles = ['备注', ...HOUSEHOLD_TITLES.filter((title) => title !== '户编号').toReversed()];
    const match = matched(titles);
    expect([match.kind, match.ignored, match.missing]).toEqual(['households', ['备注'], ['户编号']]);
  });

  it('need a code or the full path of the village', () => {
    expect(matched(HOUSEHOLD_TITLES.filter((title) => !['行政区划代码', '乡'].includes(title))).missing).toEqual([
      '行政区划代码（或 县、乡、村 三列）',
    ]);
  });

  it('of any other table are not taken for either', () => {
    expect(matchTitles(['姓名', '工资'])).toBeUndefined();
  });
});

describe('rows', () => {
  const file = registerFile(1);
  const household = file.households[0] as TitledRow;
  const member = file.members[0] as TitledRow;

  it('mean the same whatever the order of the columns', () => {
    const first = checkHousehold(matched(HOUSEHOLD_TITLES), cellsOf(HOUSEHOLD_TITLES, household), context);
    expect(first.problems).toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray(HOUSEHOLD_TITLES, { minLength: HOUSEHOLD_TITLES.length }), (titles) => {
        expect(checkHousehold(matched(titles), cellsOf(titles, household), context)).toEqual(first);
      }),
      { numRuns: 50 },
    );
    const firstMember = checkMember(matched(MEMBER_TITLES), cellsOf(MEMBER_TITLES, member), { today: TODAY });
    expect(firstMember.problems).toEqual([]);
    fc.assert(
      fc.property(fc.shuffledSubarray(MEMBER_TITLES, { minLength: MEMBER_TITLES.length }), (titles) => {
        expect(checkMember(matched(titles), cellsOf(titles, member), { today: TODAY })).toEqual(firstMember);
      }),
      { numRuns: 50 },
    );
  });

  it('report spoiled cells exactly where they are', () => {
    // what no column with a rule can mean; free text, and columns nobody reads, take anything
    const RUBBISH = '@@';
    const free = (columns: typeof HOUSEHOLD_COLUMNS): Set<string> =>
      new Set(columns.filter(({ part, read }) => part === 'noted' || !('problem' in read(RUBBISH, TODAY))).map(({ title }) => title));
    const strict = {
      households: HOUSEHOLD_TITLES.filter((title) => !free(HOUSEHOLD_COLUMNS).has(title)),
      members: MEMBER_TITLES.filter((title) => !free(MEMBER_COLUMNS).has(title)),
    };
    fc.assert(
      fc.property(fc.subarray(strict.households), fc.subarray(strict.members), (inHousehold, inMember) => {
        const spoil = (row: TitledRow, titles: string[]): TitledRow => ({
          ...row,
          ...Object.fromEntries(titles.map((title) => [title, RUBBISH])),
        });
        const badHousehold = checkHousehold(matched(HOUSEHOLD_TITLES), cellsOf(HOUSEHOLD_TITLES, spoil(household, inHousehold)), context);
        // a sum is compared with its parts as far as they can be read
        const ofHousehold = badHousehold.problems
          .filter(({ code }) => code !== 'income.sum-differs-from-parts')
          .map(({ at }) => HOUSEHOLD_TITLES[at]);
        expect(new Set(ofHousehold)).toEqual(new Set(inHousehold));
        const badMember = checkMember(matched(MEMBER_TITLES), cellsOf(MEMBER_TITLES, spoil(member, inMember)), { today: TODAY });
        expect(new Set(badMember.problems.map(({ at }) => MEMBER_TITLES[at]))).toEqual(new Set(inMember));
        expect(badHousehold.household === null).toBe(inHousehold.length > 0);
        expect(badMember.member === null).toBe(inMember.length > 0);
      }),
      { numRuns: 200 },
    );
  });

  it('contradict neither the number nor each other', () => {
    const codes = (changes: TitledRow): string[] =>
      checkMember(matched(MEMBER_TITLES), cellsOf(MEMBER_TITLES, { ...member, ...changes }), { today: TODAY }).problems.map(
        ({ code }) => code,
      );
    expect(codes({ 性别: '女' })).toEqual(['member.sex-differs-from-number']);
    expect(codes({ 出生日期: '1999-09-09' })).toEqual(['member.birth-differs-from-number']);
    const problems = (changes: TitledRow): string[] =>
      checkHousehold(matched(HOUSEHOLD_TITLES), cellsOf(HOUSEHOLD_TITLES, { ...household, ...changes }), context).problems.map(
        ({ code }) => code,
      );
    expect(problems({ 次要致贫原因: '因病' })).toEqual(['cause.repeated']);
    expect(problems({ 是否危房户: '是' })).toEqual(['house.grade-missing']);
    expect(problems({ 转移性收入: 5 })).toEqual(['income.sum-differs-from-parts']);
    expect(problems({ 年度: null })).toEqual(['income.year-missing']);
    expect(problems({ 行政区划代码: '360781102209' })).toEqual(['village.unknown-code']);
  });
});

it('every code has a text in both languages', () => {
  const folders = [import.meta.dirname, path.join(import.meta.dirname, '..')];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.includes('spec') && file !== 'problem-texts.ts')
      .map((file) => readFileSync(path.join(folder, file), 'utf8')),
  );
  const codes = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/'((?:cell|village|cause|house|income|member|household|person)\.[a-z]+(?:-[a-z]+)+|cell\.[a-z]+)'/g)].map(
        ([, code]) => code as string,
      ),
    ),
  );
  for (const reason of ['unknown-code', 'not-a-village', 'unknown-path', 'ambiguous-path', 'not-valid', 'superseded'])
    codes.add(`village.${reason}`);
  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => !hasText(code))).toEqual([]);
});

it('a report never shows a number that could be anyone’s', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{6}(19|20)\d{9}[\dX]$/),
      fc.constantFrom('id-number', 'phone', 'bank-account', 'name', undefined),
      (number, shown) => {
        expect(maskedValue(`x ${number}`, shown as undefined)).not.toContain(number.slice(6, 14));
      },
    ),
  );
});

it('shows a wrong day of registration, but not a number that slipped into its column', () => {
  expect(maskedValue(new Date('2031-05-06T00:00:00Z'), 'day')).toBe('2031-05-06');
  expect(maskedValue('2031年5月6日', 'day')).toBe('2031年5月6日');
  expect(maskedValue('360799197102183316', 'day')).toBe('36****');
});

it('shows a wrong code of a village in its column, but no other number', () => {
  expect(maskedValue('360781102299', 'division')).toBe('360781102299');
  for (const number of ['13979712345', '360799197102183316', '6228480402564890018', '360781102299 x'])
    expect(maskedValue(number, 'division')).not.toContain(number.slice(2, 8));
  expect(maskedValue('360781102299')).toBe('36****');
});

it('lines of COPY keep tabs, line ends and backslashes apart', () => {
  expect(copyLine(['a\tb\\', null, true, Buffer.from([1, 255]), ['x"y'], { json: { k: 'a\nb' } }, 7])).toBe(
    'a\\tb\\\\\t\\N\tt\t\\\\x01ff\t{"x\\\\"y"}\t{"k":"a\\\\nb"}\t7\n',
  );
});
