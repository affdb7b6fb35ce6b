import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { brokenHouseholds, OF_DEMONSTRATION, writeBook, type BrokenHousehold } from './broken-workbook.js';
import type { City } from './city.js';
import { plantedIdNumber } from './id-sequence.js';
import { MEMBER_SHEET } from './write-workbooks.js';

/** One planted row of a rule whose hit the import refuses, so that no register can hold it. */
interface Fault {
  readonly rule: 'Q1' | 'Q2' | 'Q3' | 'Q5';
  /** `hit`: refused at this cell; `near-miss`: goes in. */
  readonly kind: 'hit' | 'near-miss';
  readonly whatZh: string;
  readonly title: string;
  /** What the import answers for a hit; `duplicate` is a case to decide, the household itself goes in without the member. */
  readonly code?: string;
  spoil(household: BrokenHousehold, before: BrokenHousehold): void;
}

export interface PlantedFault {
  readonly rule: Fault['rule'];
  readonly kind: Fault['kind'];
  readonly whatZh: string;
  readonly householdNumber: string;
  readonly sheet: string;
  readonly title: string;
  readonly code?: string;
}

const ID = '证件号码';
const last = ({ members }: BrokenHousehold) => members.at(-1)!;
const idOf = (household: BrokenHousehold): string => String(last(household)[ID]);
const set = (title: string, value: (household: BrokenHousehold) => string) => (household: BrokenHousehold) =>
  void (last(household)[title] = value(household));

export const FAULTS: readonly Fault[] = [
  {
    ...{ rule: 'Q1', kind: 'hit', whatZh: '身份证号校验码不符', title: ID, code: 'id-number.check-digit' },
    spoil: set(ID, (household) => idOf(household).slice(0, 17) + (idOf(household).endsWith('0') ? '1' : '0')),
  },
  {
    ...{ rule: 'Q1', kind: 'near-miss', whatZh: '户主为旧15位身份证号，出生日期相符', title: ID },
    spoil({ household, members: [head] }) {
      const old = String(head![ID]).slice(0, 6) + String(head![ID]).slice(8, 17);
      head![ID] = old;
      household['户主证件号码'] = old;
    },
  },
  {
    ...{ rule: 'Q2', kind: 'hit', whatZh: '残疾证号的残疾类别为9', title: ID, code: 'id-number.disability-type' },
    spoil: set(ID, (household) => `${idOf(household)}91`),
  },
  {
    ...{ rule: 'Q2', kind: 'near-miss', whatZh: '22位补发残疾证号', title: ID },
    spoil(household) {
      const member = last(household);
      member[ID] = `${idOf(household)}43B1`;
      member['证件类型'] = '残疾人证';
      member['健康状况'] = HealthStatuses.text('04');
      member['残疾类别'] = undefined;
    },
  },
  {
    ...{ rule: 'Q3', kind: 'hit', whatZh: '同一人又登记在另一户', title: ID, code: 'duplicate' },
    spoil(household, before) {
      for (const title of ['姓名', '性别', '出生日期', '证件类型', ID]) last(household)[title] = before.members[1]![title];
    },
  },
  {
    ...{ rule: 'Q3', kind: 'near-miss', whatZh: '与另一户成员同名同日出生，号码不同', title: ID },
    spoil(household, before) {
      const other = before.members[1]!;
      for (const title of ['姓名', '性别', '出生日期']) last(household)[title] = other[title];
      last(household)[ID] = plantedIdNumber(other['出生日期'] as PlainDate, other['性别'] === '男' ? 'male' : 'female', 9);
    },
  },
  {
    ...{ rule: 'Q5', kind: 'hit', whatZh: '与户主关系不在代码表内', title: '与户主关系', code: 'cell.not-in-list' },
    spoil: set('与户主关系', () => '邻居'),
  },
  {
    ...{ rule: 'Q5', kind: 'near-miss', whatZh: '健康状况为两个代码', title: '健康状况' },
    spoil: set('健康状况', () => (['02', '03'] as const).map((code) => HealthStatuses.text(code)).join('、')),
  },
];

export const FAULTS_FILE = '植入差错-补录.xlsx';

/**
 * A further workbook of the city: of each rule whose hit is refused at the door, a hit and a near miss. Its first household is correct,
 * and the one whose member is registered twice.
 */
export async function writeFaults(city: City, folder: string): Promise<PlantedFault[]> {
  const [before, ...households] = brokenHouseholds(city, OF_DEMONSTRATION + 1 + FAULTS.length).slice(OF_DEMONSTRATION);
  if (before === undefined || households.length < FAULTS.length) return [];
  await mkdir(folder, { recursive: true });
  const planted = FAULTS.map(({ rule, kind, whatZh, title, code, spoil }, i): PlantedFault => {
    const household = households[i]!;
    spoil(household, before);
    const householdNumber = String(household.household['户编号']);
    return { rule, kind, whatZh, householdNumber, sheet: MEMBER_SHEET, title, ...(code && { code }) };
  });
  await writeBook(join(folder, FAULTS_FILE), [before, ...households]);
  await writeFile(join(folder, 'faults.json'), `${JSON.stringify({ file: FAULTS_FILE, correct: 1, planted }, null, 2)}\n`);
  return planted;
}
