import { checkCharacter } from '@jingzhun/domain/id-number';
import { buffer } from 'node:stream/consumers';
import { HOUSEHOLD_COLUMNS } from '../../src/import/checking/household-columns.js';
import { MEMBER_COLUMNS } from '../../src/import/checking/member-columns.js';
import { xlsxStream, type OutCell } from '../../src/import/marked/xlsx-stream.js';

export type TitledRow = Record<string, OutCell>;

/** A register file as rows under titles; every test spoils a good one. */
export interface RegisterFile {
  households: TitledRow[];
  members: TitledRow[];
}

const printed = (columns: typeof HOUSEHOLD_COLUMNS): string[] => columns.filter(({ unprinted }) => !unprinted).map(({ title }) => title);
export const HOUSEHOLD_TITLES = printed(HOUSEHOLD_COLUMNS);
export const MEMBER_TITLES = printed(MEMBER_COLUMNS);

let sequence = 0;

/** The n-th number of the unallocated place 360799: nobody owns it, the check character is right. */
function numberOf(n: number, sex: 'male' | 'female'): string {
  const day = new Date(Date.UTC(1940, 0, 1 + Math.floor(n / 500))).toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `360799${day}${String((n % 500) * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

/** `count` good households of two members each, in the village of the code. */
export function registerFile(count: number, parts: { villageCode?: string; prefix?: string } = {}): RegisterFile {
  const file: RegisterFile = { households: [], members: [] };
  for (let i = 0; i < count; i += 1) addHousehold(file, parts);
  return file;
}

export function addHousehold(file: RegisterFile, parts: { villageCode?: string; prefix?: string; household?: TitledRow } = {}): string {
  sequence += 1;
  const villageCode = parts.villageCode ?? '360781102208';
  const number = `${parts.prefix ?? 'H'}${villageCode}${String(sequence).padStart(6, '0')}`;
  const head = {
    name: `户主${letter(sequence)}`,
    id: numberOf(sequence * 2, 'male'),
  };
  const spouse = {
    name: `配偶${letter(sequence)}`,
    id: numberOf(sequence * 2 + 1, 'female'),
  };
  file.households.push({
    县: '瑞金市',
    行政区划代码: villageCode,
    村民小组: '第一组',
    户编号: number,
    户主姓名: head.name,
    户主证件号码: head.id,
    家庭人口数: 2,
    贫困户属性: '一般贫困户',
    识别时间: '2014-12-01',
    识别标准: '国家标准',
    主要致贫原因: '因病',
    年度: 2015,
    工资性收入: 8000 + sequence,
    低保金: 1200,
    是否危房户: '否',
    是否解决安全饮用水: '是',
    耕地面积: '3.5亩',
    与村主干路距离: 0.8,
    入户路类型: '水泥路',
    住房面积: 80.25,
    银行卡号: '6226220123456789010',
    ...parts.household,
  });
  for (const [at, person] of [head, spouse].entries()) {
    file.members.push({
      户编号: number,
      姓名: person.name,
      性别: at === 0 ? '男' : '女',
      证件号码: person.id,
      民族: '汉族',
      户联系电话: at === 0 ? `1990000${String(sequence % 10_000).padStart(4, '0')}` : null,
      与户主关系: at === 0 ? '户主' : '配偶',
      文化程度: '小学',
      健康状况: at === 0 ? '长期慢性病' : '健康',
      劳动技能: '普通劳动力',
      是否参加城乡居民医保: '是',
    });
  }
  return number;
}

const letter = (n: number): string => [...String(n)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');

export interface Layout {
  householdTitles?: string[];
  memberTitles?: string[];
  householdSheet?: string;
  memberSheet?: string;
}

export function tables(file: RegisterFile, layout: Layout = {}): { name: string; rows: OutCell[][] }[] {
  const table = (name: string, titles: string[], rows: TitledRow[]): { name: string; rows: OutCell[][] } => ({
    name,
    rows: [titles, ...rows.map((row) => titles.map((title) => row[title] ?? null))],
  });
  return [
    table(layout.householdSheet ?? '贫困户', layout.householdTitles ?? HOUSEHOLD_TITLES, file.households),
    table(layout.memberSheet ?? '家庭成员', layout.memberTitles ?? MEMBER_TITLES, file.members),
  ];
}

export const xlsxOf = (sheets: { name: string; rows: OutCell[][] }[]): Promise<Buffer> =>
  buffer(xlsxStream(sheets.map(({ name, rows }) => ({ name, rows: rows.map((cells) => ({ cells })) }))));

export const workbookOf = (file: RegisterFile, layout: Layout = {}): Promise<Buffer> => xlsxOf(tables(file, layout));
