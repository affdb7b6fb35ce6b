import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { City } from './city.js';
import type { CityHousehold } from './city-rows.js';
import { plantedIdNumber } from './id-sequence.js';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, type CellValue } from './workbook-columns.js';
import { HOUSEHOLD_SHEET, MEMBER_SHEET } from './write-workbooks.js';
import { XlsxFile } from './xlsx-file.js';

export type Cells = Record<string, CellValue>;
export interface BrokenHousehold {
  readonly household: Cells;
  readonly members: Cells[];
}
interface Defect {
  /** Code the import answers with; `duplicate` is no refusal but a case to decide. */
  readonly code: string;
  readonly sheet: string;
  readonly title: string;
  readonly whatZh: string;
  spoil(broken: BrokenHousehold, before: BrokenHousehold | undefined): void;
}

const MEMBER_ID = '证件号码';
const inHousehold = (code: string, title: string, whatZh: string, value: (now: CellValue) => CellValue): Defect => ({
  code,
  sheet: HOUSEHOLD_SHEET,
  title,
  whatZh,
  spoil: ({ household }) => void (household[title] = value(household[title])),
});
/** In the last member, who is never the head. */
const inMember = (code: string, title: string, whatZh: string, value: (now: CellValue) => CellValue): Defect => ({
  code,
  sheet: MEMBER_SHEET,
  title,
  whatZh,
  spoil: ({ members }) => void (members.at(-1)![title] = value(members.at(-1)![title])),
});

/** What the import must refuse (or put aside), one defect a household. */
export const DEFECTS: readonly Defect[] = [
  inMember(
    'id-number.check-digit',
    MEMBER_ID,
    '身份证号最后一位填错',
    (id) => String(id).slice(0, 17) + (String(id).endsWith('0') ? '1' : '0'),
  ),
  inMember('id-number.birth-date', MEMBER_ID, '身份证号中的生日是2月30日', (id) => `${String(id).slice(0, 10)}0230${String(id).slice(14)}`),
  inMember('id-number.length', MEMBER_ID, '身份证号少一位', (id) => String(id).slice(0, 17)),
  inMember('id-number.disability-type', MEMBER_ID, '残疾证号的残疾类别为9', (id) => `${id}91`),
  inMember('member.sex-differs-from-number', '性别', '性别与身份证号不符', (sex) => (sex === '男' ? '女' : '男')),
  inMember('cell.not-in-list', '与户主关系', '与户主关系填“邻居”', () => '邻居'),
  inMember('cell.not-in-list', '文化程度', '文化程度填“博士后”', () => '博士后'),
  inMember('phone.form', '户联系电话', '电话少一位', () => '1990000000'),
  inMember('household.several-heads', '与户主关系', '一户两个户主', () => '户主'),
  inHousehold('village.unknown-code', '行政区划代码', '没有这个村代码', () => '360781102999'),
  inHousehold('household.member-count-differs', '家庭人口数', '家庭人口数与成员行数不符', (count) => Number(count) + 1),
  inHousehold('income.sum-differs-from-parts', '转移性收入', '转移性收入与各分项之和不符', (sum) => Number(sum) + 100),
  inHousehold('cell.date-in-future', '识别时间', '识别时间在将来', () => '2099-01-01'),
  {
    code: 'household.head-missing',
    sheet: HOUSEHOLD_SHEET,
    title: '户主姓名',
    whatZh: '成员中没有户主',
    spoil: ({ members }) => void (members[0]!['与户主关系'] = '其他'),
  },
  {
    code: 'duplicate',
    sheet: MEMBER_SHEET,
    title: MEMBER_ID,
    whatZh: '同一人又登记在另一户',
    spoil({ members }, before) {
      const [now, twin] = [members.at(-1)!, before!.members.at(-1)!];
      for (const title of ['姓名', '性别', '出生日期', '证件类型', MEMBER_ID]) now[title] = twin[title];
    },
  },
];

const CORRECT = 3;
/** Households that the demonstration uses up; the planted faults take the ones after them. */
export const OF_DEMONSTRATION = CORRECT + DEFECTS.length;

/** A workbook for the demonstration of refusals: three correct households, then one for each defect. Its persons are not the city's. */
export async function writeBroken(city: City, folder: string): Promise<{ file: string; defects: object[] }> {
  await mkdir(folder, { recursive: true });
  const households = brokenHouseholds(city, OF_DEMONSTRATION);
  const defects = DEFECTS.map(({ code, sheet, title, whatZh, spoil }, i) => {
    const broken = households[CORRECT + i]!;
    spoil(broken, households[0]);
    return { householdNumber: broken.household['户编号'], code, sheet, title, whatZh };
  });
  const file = '演示-有错误的工作簿.xlsx';
  await writeBook(join(folder, file), households);
  await writeFile(join(folder, 'broken.json'), `${JSON.stringify({ file, correct: CORRECT, defects }, null, 2)}\n`);
  return { file, defects };
}

export async function writeBook(file: string, households: readonly BrokenHousehold[]): Promise<void> {
  const xlsx = new XlsxFile(file);
  const titles = [HOUSEHOLD_COLUMNS.map(([title]) => title), MEMBER_COLUMNS.map(([title]) => title)] as const;
  const [householdSheet, memberSheet] = [xlsx.addSheet(HOUSEHOLD_SHEET, titles[0]), xlsx.addSheet(MEMBER_SHEET, titles[1])];
  for (const { household, members } of households) {
    await householdSheet.write(titles[0].map((title) => household[title]));
    for (const member of members) await memberSheet.write(titles[1].map((title) => member[title]));
  }
  await xlsx.finish();
}

/** Households of three or more with a telephone and ordinary numbers, under numbers and ID numbers of their own. */
export function brokenHouseholds(city: City, count: number): BrokenHousehold[] {
  const used = new Set<string>();
  const broken: BrokenHousehold[] = [];
  for (const household of city.households()) {
    if (broken.length === count) break;
    if (household.members.length < 3 || household.phone === undefined) continue;
    if (household.members.some(({ health, school }) => health.includes('04') || school === '01')) continue;
    broken.push(cellsOf(renamed(household, broken.length + 1, used)));
  }
  return broken;
}

function renamed(household: CityHousehold, ordinal: number, used: Set<string>): CityHousehold {
  const number = `DEMO-${String(ordinal).padStart(3, '0')}`;
  const members = household.members.map((member, i) => {
    let slot = 5;
    while (used.has(plantedIdNumber(member.birthDate, member.sex, slot))) slot += 1;
    const id = plantedIdNumber(member.birthDate, member.sex, slot);
    used.add(id);
    return { ...member, number: `${number}-${i + 1}`, idNumber18: id, idNumberGiven: id };
  });
  return { ...household, number, members };
}

function cellsOf(household: CityHousehold): BrokenHousehold {
  return {
    household: Object.fromEntries(HOUSEHOLD_COLUMNS.map(([title, cell]) => [title, cell(household)])),
    members: household.members.map((member) =>
      Object.fromEntries(MEMBER_COLUMNS.map(([title, cell]) => [title, cell({ household, member })])),
    ),
  };
}
