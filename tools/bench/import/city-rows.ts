import { checkCharacter } from '@jingzhun/domain/id-number';
import { HOUSEHOLD_COLUMNS } from '../../../apps/identification/src/import/checking/household-columns.js';
import { MEMBER_COLUMNS } from '../../../apps/identification/src/import/checking/member-columns.js';
import type { OutCell } from '../../../apps/identification/src/import/marked/xlsx-stream.js';

/** As many as the city registered: 25,323 households with 78,914 persons. */
export const CITY = { households: 25_323, persons: 78_914 };

const titles = (columns: typeof HOUSEHOLD_COLUMNS): string[] => columns.filter(({ unprinted }) => !unprinted).map(({ title }) => title);
export const HOUSEHOLD_TITLES = titles(HOUSEHOLD_COLUMNS);
export const MEMBER_TITLES = titles(MEMBER_COLUMNS);

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const CAUSES = ['因病', '因残', '因学', '缺技术', '缺劳力', '缺资金'];
const SURNAMES = [...'刘钟陈杨谢朱曾赖邱黄李张王罗廖'];
const GIVEN = [...'春夏秋冬梅兰竹菊松柏福禄寿喜财勇明华建国平安志强秀英玉珍'];

/** The n-th number of the unallocated place 360799: nobody owns it, the check character is right. */
export function numberOf(n: number, male: boolean): string {
  const day = new Date(Date.UTC(1940, 0, 1 + (Math.floor(n / 500) % 25_000)));
  const first17 = `360799${day.toISOString().slice(0, 10).replaceAll('-', '')}${String((n % 500) * 2 + (male ? 1 : 0)).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

/** Scatters neighbours (the finalizer of MurmurHash3), so that names are spread as in life: 11,760 of them, each borne by some seven persons of the city. */
function scatter(n: number): number {
  let bits = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
export function nameOf(n: number): string {
  const at = scatter(n);
  const given = Math.floor(at / SURNAMES.length);
  return pick(SURNAMES, at) + pick(GIVEN, given) + pick(GIVEN, Math.floor(given / GIVEN.length));
}
/** Where the members of a household begin among all persons; its head is the first, a man. */
export const firstPersonOf = (household: number): number => Math.floor((household * CITY.persons) / CITY.households);
const membersOf = (household: number): number => firstPersonOf(household + 1) - firstPersonOf(household);

export function* householdRows(villages: readonly string[], scale = 1): Generator<OutCell[]> {
  yield HOUSEHOLD_TITLES;
  let person = 0;
  for (let n = 0; n < CITY.households * scale; n += 1) {
    const size = membersOf(n);
    const row: Record<string, OutCell> = {
      省: '江西省',
      市: '赣州市',
      县: '瑞金市',
      行政区划代码: pick(villages, n),
      村民小组: `第${1 + (n % 12)}组`,
      户编号: `J${String(n).padStart(9, '0')}`,
      户主姓名: nameOf(person),
      户主证件号码: numberOf(person, true),
      家庭人口数: size,
      贫困户属性: pick(['一般贫困户', '低保贫困户', '五保贫困户'], n),
      识别时间: '2014-12-01',
      识别标准: '国家标准',
      主要致贫原因: pick(CAUSES, n),
      是否危房户: n % 9 === 0 ? '是' : '否',
      危房级别: n % 9 === 0 ? 'C级' : null,
      是否解决安全饮用水: '是',
      年度: 2015,
      工资性收入: 3000 + (n % 9000),
      生产经营性收入: n % 4000,
      低保金: n % 3 === 1 ? 2400 : null,
      生产经营性支出: n % 1500,
      开户银行名称: '瑞金农商银行',
      银行卡号: `6226${String(100_000_000_000_000 + n)}`,
      耕地面积: (n % 80) / 10,
      林地面积: (n % 200) / 10,
      是否通生活用电: '是',
      是否通广播电视: '是',
      与村主干路距离: (n % 40) / 10,
      入户路类型: pick(['泥土路', '砂石路', '水泥路'], n),
      住房面积: 60 + (n % 90),
      是否有卫生厕所: n % 3 === 0 ? '否' : '是',
      主要燃料类型: '柴草',
    };
    person += size;
    yield HOUSEHOLD_TITLES.map((title) => row[title] ?? null);
  }
}

export function* memberRows(scale = 1): Generator<OutCell[]> {
  yield MEMBER_TITLES;
  let person = 0;
  for (let n = 0; n < CITY.households * scale; n += 1) {
    const size = membersOf(n);
    for (let i = 0; i < size; i += 1) {
      const male = i % 2 === 0;
      const row: Record<string, OutCell> = {
        户编号: `J${String(n).padStart(9, '0')}`,
        人口编号: `P${String(person).padStart(9, '0')}`,
        姓名: nameOf(person),
        性别: male ? '男' : '女',
        证件类型: '居民身份证',
        证件号码: numberOf(person, male),
        民族: '汉族',
        户联系电话: i === 0 ? `199${String(n % 100_000_000).padStart(8, '0')}` : null,
        与户主关系: i === 0 ? '户主' : i === 1 ? '配偶' : i % 2 === 0 ? '之子' : '之女',
        文化程度: pick(['文盲或半文盲', '小学', '初中', '高中'], person),
        健康状况: pick(['健康', '长期慢性病', '健康', '残疾', '健康'], person),
        劳动技能: pick(['普通劳动力', '无劳动力', '技能劳动力'], person),
        务工所在地: person % 4 === 0 ? '省外' : null,
        '务工时间(月)': person % 4 === 0 ? 10 : null,
        政治面貌: '群众',
        是否参加城乡居民医保: '是',
        职工医保: '否',
        大病保险: '是',
        城乡居民养老: '是',
      };
      person += 1;
      yield MEMBER_TITLES.map((title) => row[title] ?? null);
    }
  }
}
