import type { CentiMu } from '@jingzhun/domain/area';
import { TransferItems } from '@jingzhun/domain/income-item';
import type { Fen } from '@jingzhun/domain/money';
import { netIncome } from '@jingzhun/domain/net-income';
import { addDays, ageOn, parsePlainDate, PlainDate } from '@jingzhun/domain/plain-date';
import type { CityHousehold, CityMember } from './city-rows.js';
import { plantedIdNumber } from './id-sequence.js';

/**
 * A doubtful or nearly doubtful detail. `plant` changes a fitting household and answers the member concerned, null when it is about
 * the household, undefined (and no change) when the household does not fit.
 */
export interface Doubt {
  readonly rule: `Q${number}`;
  readonly kind: 'hit' | 'near-miss';
  readonly whatZh: string;
  plant(household: CityHousehold, on: PlainDate): CityMember | null | undefined;
}

/** Rules whose hit the import refuses: it is planted in the workbook of faults. */
export const REFUSED_AT_IMPORT: Readonly<Record<string, string>> = {
  Q1: '证件号码有误的行导入时即被拒绝，植入在 faults/ 的补录工作簿中',
  Q2: '残疾证号码有误的行导入时即被拒绝，植入在 faults/ 的补录工作簿中',
  Q3: '证件号码重复的人进入重复登记核查，不进入登记册，植入在 faults/ 的补录工作簿中',
  Q5: '不在代码表内的值导入时即被拒绝，植入在 faults/ 的补录工作簿中',
};

/** Rules whose input no department supplies yet, in the words by which the register says so: not checked, and counted as such. */
export const NOT_CHECKED: Readonly<Record<string, string>> = {
  Q10: '需要先有已脱贫户',
  Q13: '需要先有已脱贫户',
  Q17: '需要监测对象和帮扶措施数据',
};

const hit = (rule: Doubt['rule'], whatZh: string, plant: Doubt['plant']): Doubt => ({ rule, kind: 'hit', whatZh, plant });
const near = (rule: Doubt['rule'], whatZh: string, plant: Doubt['plant']): Doubt => ({ rule, kind: 'near-miss', whatZh, plant });

/** A grown, healthy, working-age member of an ordinary household, not at school. */
const grown = ({ category, members }: CityHousehold, on: PlainDate): CityMember | undefined =>
  category === 'general'
    ? members.find(({ birthDate, school, health }) => within(ageOn(birthDate, on), 25, 50) && school === undefined && health[0] === '01')
    : undefined;
const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;

function idle(member: CityMember): void {
  delete member.workPlace;
  delete member.welfarePost;
  Object.assign(member, { workMonths: 0, welfareMonths: 0 });
}

/** Another date of birth or sex, and the ID number that goes with it. */
function renumber(member: CityMember, birthDate: PlainDate, slot: number): void {
  const idNumber18 = plantedIdNumber(birthDate, member.sex, slot);
  Object.assign(member, { birthDate, idNumber18, idNumberGiven: idNumber18 });
}

/** The demonstration begins here, and its register is judged by the ages of this day. */
const DEMONSTRATION = PlainDate.parse('2016-03-01');

/** The same day so many years earlier. */
function yearsBefore(on: PlainDate, years: number): PlainDate {
  const year = Number(on.slice(0, 4)) - years;
  return parsePlainDate(`${year}${on.slice(4)}`) ?? parsePlainDate(`${year}-02-28`)!;
}

function recount(household: CityHousehold): void {
  Object.assign(household.income, netIncome(household.income, household.members.length, TransferItems.codes));
}

/** A pupil's place among the children of a household: from the age asked for, parents stay old enough. */
function pupil({ members }: CityHousehold, on: PlainDate): CityMember | undefined {
  const parents = members.filter(({ relation }) => relation === '01' || relation === '02');
  if (!parents.every(({ birthDate }) => within(ageOn(birthDate, on), 36, 54))) return undefined;
  const children = members.filter(({ relation }) => relation === '03' || relation === '04');
  return children.find(({ school, birthDate }) => school === '03' && ageOn(birthDate, on) >= 8);
}

export const DOUBTS: readonly Doubt[] = [
  near('Q1', '旧15位身份证号，出生日期相符', (household) => {
    const member = household.members.find(
      ({ idNumber18, idNumberGiven }) => idNumber18 === idNumberGiven && idNumber18.slice(6, 8) === '19',
    );
    if (member) member.idNumberGiven = member.idNumber18.slice(0, 6) + member.idNumber18.slice(8, 17);
    return member;
  }),
  near('Q2', '22位补发残疾证号', ({ members }) => {
    const member = members.find(({ health, disabilityType }) => health.includes('04') && disabilityType !== undefined);
    if (member) member.idNumberGiven = `${member.idNumber18}${member.disabilityType!}2B1`;
    return member;
  }),
  near('Q3', '双胞胎：姓名相近、出生日期相同、号码不同', ({ members }) => {
    const [one, other] = members.filter(({ relation, school }) => relation === '03' && school === '03');
    if (!one || !other) return undefined;
    renumber(other, one.birthDate, 0);
    other.school = one.school!;
    other.name = one.name.slice(0, -1) + (one.name.endsWith('平') ? '安' : '平');
    return other;
  }),
  hit('Q4', '户主与配偶性别相同', ({ members }) => {
    const spouse = members.find(({ relation }) => relation === '02');
    if (!spouse || members.length !== 2) return undefined;
    spouse.sex = members[0]!.sex;
    renumber(spouse, spouse.birthDate, 1);
    return null;
  }),
  near('Q4', '配偶比户主大十二岁，性别不同', ({ members }, on) => {
    const spouse = members.find(({ relation }) => relation === '02');
    if (!spouse || members.length !== 2 || !within(ageOn(members[0]!.birthDate, on), 60, 75)) return undefined;
    idle(spouse);
    if (spouse.health[0] === '01') spouse.labour = '04';
    renumber(spouse, addDays(members[0]!.birthDate, -12 * 365), 2);
    return null;
  }),
  near('Q5', '健康状况为两个代码', ({ members }) => members.find(({ health }) => health.length === 2)),
  hit('Q6', '在校生又填了文化程度', ({ members }) => {
    const member = members.find(({ school }) => school === '05');
    if (member) member.education = '02';
    return member;
  }),
  near('Q6', '非在校生写明“非在校生”，并填文化程度', ({ members }) => {
    const member = members.find(({ education }) => education === '03');
    if (member) member.school = '01';
    return member;
  }),
  hit('Q7', '有务工时间而无务工所在地', ({ members }) => {
    const member = members.find(({ workMonths }) => workMonths > 0);
    if (member) delete member.workPlace;
    return member;
  }),
  near('Q7', '务工满一个月，所在地已填', ({ members }) => {
    const member = members.find(({ workMonths }) => workMonths > 0);
    if (member) member.workMonths = 1;
    return member;
  }),
  hit('Q8', '联系电话是固定电话', (household) => {
    if (household.phone === undefined) return undefined;
    household.phone = '0797-2520000';
    return null;
  }),
  near('Q8', '手机号带国家代码和空格', (household) => {
    if (household.phone === undefined) return undefined;
    household.phone = `+86 ${household.phone.slice(0, 3)} ${household.phone.slice(3, 7)} ${household.phone.slice(7)}`;
    return null;
  }),
  hit('Q9', '居民医保和职工医保都为是', ({ members }) => {
    const member = members.find(({ employeeMedical }) => employeeMedical);
    if (member) member.residentMedical = true;
    return member;
  }),
  near('Q9', '只参加职工医保', ({ members }) => members.find(({ employeeMedical }) => employeeMedical)),
  near('Q10', '未脱贫户住D级危房、饮水不安全', ({ living }) => {
    if (living.safety !== '03') return undefined;
    living.safeWater = false;
    return null;
  }),
  hit('Q11', '与村主干路距离5.2公里', ({ living }) => {
    living.mainRoadMetres = 5_200;
    return null;
  }),
  near('Q11', '与村主干路距离正好5公里', ({ living }) => {
    living.mainRoadMetres = 5_000;
    return null;
  }),
  hit('Q12', '工资性收入250元', (household) => {
    if (household.income.wage === 0) return undefined;
    Object.assign(household.income, { wage: 25_000 as Fen });
    recount(household);
    return null;
  }),
  near('Q12', '工资性收入正好300元', (household) => {
    if (household.income.wage === 0) return undefined;
    Object.assign(household.income, { wage: 30_000 as Fen });
    recount(household);
    return null;
  }),
  hit('Q12', '退耕还林面积大于林地面积', ({ living }) => {
    if (living.returnedForest === 0) return undefined;
    living.returnedForest = (living.forest + living.pasture + 10) as CentiMu;
    return null;
  }),
  near('Q12', '退耕还林面积等于林地面积', ({ living }) => {
    if (living.returnedForest === 0) return undefined;
    living.returnedForest = (living.forest + living.pasture) as CentiMu;
    return null;
  }),
  near('Q13', '未脱贫户人均纯收入低于4000元', ({ income }) => (income.netPerPerson < 400_000 ? null : undefined)),
  hit('Q14', '15岁仍填小学在校', (household, on) => {
    const member = pupil(household, on);
    if (member) renumber(member, addDays(yearsBefore(on, 15), -40), 3);
    return member;
  }),
  near('Q14', '14岁小学在校（2016年2月刚满14岁）', (household, on) => {
    const member = pupil(household, on);
    if (member) renumber(member, addDays(yearsBefore(DEMONSTRATION, 14), -10), 4);
    return member;
  }),
  hit('Q15', '劳动年龄、健康、不在校，却填无劳动力', (household, on) => {
    const member = grown(household, on);
    if (member) {
      idle(member);
      member.labour = '04';
    }
    return member;
  }),
  near('Q15', '劳动年龄，长期慢性病，弱劳动力', ({ members }, on) =>
    members.find(({ birthDate, health, labour }) => within(ageOn(birthDate, on), 25, 50) && health[0] === '02' && labour === '05'),
  ),
  hit('Q16', '丧失劳动力却外出务工', ({ members }) => {
    const member = members.find(({ labour, health, fiveGuarantee }) => labour === '03' && health[0] !== '01' && !fiveGuarantee);
    if (member) {
      idle(member);
      Object.assign(member, { workPlace: '02', workMonths: 6 });
    }
    return member;
  }),
  near('Q16', '弱劳动力在乡内务工', ({ members }) => members.find(({ labour, workMonths }) => labour === '05' && workMonths > 0)),
  hit('Q16', '未满16岁在公益性岗位', ({ members }, on) => {
    const member = members.find(({ birthDate }) => within(ageOn(birthDate, on), 12, 13));
    if (member) Object.assign(member, { welfarePost: '保洁员', welfareMonths: 6 });
    return member;
  }),
  hit('Q18', '特困供养人员务工', ({ category, members }) => {
    const member = category === 'fiveGuarantee' ? members.find(({ labour }) => labour === '01' || labour === '05') : undefined;
    if (member) Object.assign(member, { workPlace: '01', workMonths: 3 });
    return member;
  }),
  near('Q18', '低保户成员务工', ({ category, members }) =>
    category === 'livingAllowance' ? members.find(({ workMonths, labour }) => workMonths >= 3 && labour !== '05') : undefined,
  ),
];
