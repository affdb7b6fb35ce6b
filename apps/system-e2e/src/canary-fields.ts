import type { CodeList } from '@jingzhun/domain/code-list';
import { DisabilityTypes } from '@jingzhun/domain/disability';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { PoliticalStatuses } from '@jingzhun/domain/political-status';
import { RoadTypes } from '@jingzhun/domain/road-type';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import { CANARY, CHILD } from './canary.js';

/** Where in the product what the household says of itself may stand. */
export type Belongs =
  /** With the register of identification, and there only. */
  | 'register'
  /** With the register and, the event says it, with every other department. */
  | 'departments'
  /** Nowhere in the clear; an officer opens it for a purpose. */
  | 'sealed'
  /** The import reads it past. */
  | 'nowhere';

/** One field of the register: what a file says, what the page shows, and by which text it is found again. */
export interface CanaryField {
  /** Title in the workbook; absent where the register computes it. */
  readonly title?: string;
  readonly cell?: string;
  /** Path below the household's page; lists are looked through. Absent where nobody reads the column. */
  readonly shown?: string;
  readonly value?: unknown;
  /** None of these occurs by chance. Empty: a code, yes or no, a number of few digits; such are found by the name of their field. */
  readonly markers: readonly string[];
  /** As the file writes it, and nobody keeps it. */
  readonly written?: string;
  readonly belongs: Belongs;
}

const text = (title: string, shown: string, value: string, belongs: Belongs = 'register'): CanaryField => ({
  ...{ title, cell: value, shown, value, markers: [value], belongs },
});
const plain = (title: string, shown: string, cell: string, value: unknown): CanaryField => ({
  ...{ title, cell, shown, value, markers: [], belongs: 'register' },
});
const few = (title: string, shown: string, value: number): CanaryField => plain(title, shown, String(value), value);
const yes = (title: string, shown: string): CanaryField => plain(title, shown, '是', true);
const coded = <C extends string>(title: string, shown: string, list: CodeList<C>, code: C): CanaryField =>
  plain(title, shown, list.text(code), code);
const unread = (title: string, value: string): CanaryField => ({ title, cell: value, markers: [value], belongs: 'nowhere' });
const computed = (shown: string, value: unknown): CanaryField => ({
  ...{ shown, value, markers: typeof value === 'number' ? [String(value)] : [], belongs: 'register' },
});
/** Sums and areas have two decimals in a file and none in the register. */
const hundredths = (title: string, shown: string | undefined, value: number): CanaryField => {
  const cell = (value / 100).toFixed(2);
  return {
    ...{ title, cell, written: cell, ...(shown && { shown, value }), markers: [String(value)], belongs: shown ? 'register' : 'nowhere' },
  };
};
const land = (title: string, key: string, last: number): CanaryField => hundredths(title, `living.${key}`, 71_234_560 + last);
const money = (title: string, key: string, fen: number): CanaryField => hundredths(title, `incomes.${key}`, fen);
const fen = (last: number): number => 7_031_234_500 + last;
const TRANSFERS = [21, 32, 43, 54, 65, 76].map(fen);
const sum = (parts: readonly number[]): number => parts.reduce((so, part) => so + part, 0);
const [transfer, property] = [sum(TRANSFERS), fen(87) + fen(98)];
const net = fen(11) + fen(12) + property + transfer - fen(13);
const item = (title: string, key: string, at: number): CanaryField => money(title, `items.${key}`, TRANSFERS[at]!);

/** Sheet 贫困户: every title of the template, and those a file may have beside it. */
export const HOUSEHOLD_FIELDS: readonly CanaryField[] = [
  ...[unread('省', '雀标省'), unread('市', '雀标市'), unread('县', '雀标县'), unread('乡', '雀标乡'), unread('村', '雀标村')],
  plain('行政区划代码', 'villageCode', CANARY.villageCode, CANARY.villageCode),
  text('村民小组', 'groupName', CANARY.group, 'departments'),
  text('户编号', 'number', CANARY.householdNumber, 'departments'),
  unread('户主编号', '雀标户主编号七'),
  text('户主姓名', 'headName', CANARY.name, 'departments'),
  { title: '户主证件号码', cell: CANARY.idNumber, markers: [CANARY.idNumber], belongs: 'sealed' },
  few('家庭人口数', 'memberCount', 3),
  plain('贫困户属性', 'category', '一般贫困户', 'general'),
  text('识别时间', 'registeredOn', CANARY.registeredOn, 'departments'),
  plain('识别标准', 'standard', '国家标准', '01'),
  plain('主要致贫原因', 'mainCause', '缺技术', '07'),
  plain('次要致贫原因', 'secondaryCauses', '因病', ['01']),
  plain('是否危房户', 'living.houseSafety', '是', '03'),
  plain('危房级别', 'living.houseSafety', 'D级', '03'),
  yes('是否解决安全饮用水', 'living.safeWater'),
  few('年度', 'incomes.year', 2015),
  money('工资性收入', 'wageFen', fen(11)),
  money('生产经营性收入', 'businessFen', fen(12)),
  money('财产性收入', 'propertyFen', property),
  money('资产收益扶贫分红', 'items.assetDividend', fen(87)),
  hundredths('其他财产性收入', undefined, fen(98)),
  money('转移性收入', 'transferFen', transfer),
  item('计划生育金', 'familyPlanning', 0),
  item('低保金', 'livingAllowance', 1),
  item('特困供养金', 'fiveGuarantee', 2),
  item('养老保险金', 'pension', 3),
  item('生态补偿金', 'ecological', 4),
  item('其他转移性收入', 'otherTransfer', 5),
  money('生产经营性支出', 'businessExpenseFen', fen(13)),
  ...[unread('年收入', '7031239001.01'), unread('纯收入', '7031239002.02'), unread('人均纯收入', '7031239003.03')],
  unread('村办公电话', '19900777736'),
  text('开户银行名称', 'bankName', CANARY.bankName),
  { title: '银行卡号', cell: CANARY.bankAccount, markers: [CANARY.bankAccount], belongs: 'sealed' },
  land('耕地面积', 'cultivatedCentiMu', 1),
  land('林地面积', 'forestCentiMu', 2),
  land('退耕还林面积', 'returnedForestCentiMu', 3),
  land('林果面积', 'orchardCentiMu', 4),
  land('牧草地面积', 'pastureCentiMu', 5),
  land('水面面积', 'waterCentiMu', 6),
  yes('是否加入农民专业合作组织', 'living.cooperative'),
  yes('是否有龙头企业带动', 'living.leadEnterprise'),
  yes('是否有创业致富带头人带动', 'living.pathfinder'),
  yes('是否通生产用电', 'living.productionPower'),
  yes('是否通生活用电', 'living.domesticPower'),
  yes('是否通广播电视', 'living.broadcast'),
  plain('与村主干路距离', 'living.mainRoadMetres', '987.65', 987_650),
  coded('入户路类型', 'living.roadType', RoadTypes, '04'),
  land('住房面积', 'housingCentiSquareMetre', 7),
  yes('是否有卫生厕所', 'living.sanitaryToilet'),
  coded('主要燃料类型', 'living.fuel', FuelTypes, '02'),
  // beside the template
  text('家庭住址', 'address', CANARY.address),
  text('来源文件', 'sourceDocument', CANARY.sourceDocument),
  coded('主要结构', 'living.structure', HousingStructures, '04'),
  few('建房时间', 'living.builtYear', 1837),
  coded('饮水情况', 'living.drinkingWater', DrinkingWaters, '05'),
  yes('是否易地扶贫搬迁户', 'living.resettlement'),
];

const fact = (title: string, key: string, value: string): CanaryField => text(title, `members.facts.${key}`, value);

/** Sheet 家庭成员: the head's row. */
export const HEAD_FIELDS: readonly CanaryField[] = [
  text('户编号', 'number', CANARY.householdNumber, 'departments'),
  unread('人口编号', '雀标人口编号七'),
  text('姓名', 'members.name', CANARY.name, 'departments'),
  plain('性别', 'members.sex', '男', 'male'),
  text('出生日期', 'members.birthDate', CANARY.birthDate),
  unread('证件类型', '雀标证件'),
  { title: '证件号码', cell: CANARY.idNumber, markers: [CANARY.idNumber], belongs: 'sealed' },
  coded('民族', 'members.ethnicity', Ethnicities, '09'),
  { title: '户联系电话', cell: CANARY.phone, markers: [CANARY.phone], belongs: 'sealed' },
  unread('成员联系电话', '19900777738'),
  plain('与户主关系', 'members.relation', '户主', '01'),
  coded('文化程度', 'members.facts.education', EducationLevels, '07'),
  coded('在校生状况', 'members.facts.school', SchoolStatuses, '09'),
  fact('失学或辍学原因', 'dropoutReason', '雀标辍学因由'),
  plain('健康状况', 'members.facts.health', '长期慢性病、残疾', ['02', '04']),
  coded('残疾类别', 'members.facts.disabilityType', DisabilityTypes, '6'),
  few('残疾证办证年度', 'members.facts.disabilityYear', 1951),
  coded('劳动技能', 'members.facts.labour', LabourAbilities, '02'),
  coded('务工所在地', 'members.facts.workPlace', WorkPlaces, '04'),
  fact('务工企业名称', 'workEmployer', '雀标电子厂'),
  few('务工时间(月)', 'members.facts.workMonths', 11),
  fact('就业渠道', 'workChannel', '雀标介绍'),
  fact('公益性岗位类型', 'welfarePost', '雀标护林员'),
  few('公益性岗位月数', 'members.facts.welfareMonths', 10),
  yes('是否国外务工', 'members.facts.workAbroad'),
  coded('政治面貌', 'members.facts.political', PoliticalStatuses, '09'),
  yes('是否会讲普通话', 'members.facts.mandarin'),
  yes('是否享受低保', 'members.facts.livingAllowance'),
  yes('是否特困供养', 'members.facts.fiveGuarantee'),
  yes('是否参加城乡居民医保', 'members.facts.residentMedical'),
  yes('职工医保', 'members.facts.employeeMedical'),
  yes('大病保险', 'members.facts.criticalIllness'),
  yes('商业补充医疗保险', 'members.facts.commercialMedical'),
  yes('城乡居民养老', 'members.facts.residentPension'),
  yes('职工养老', 'members.facts.employeePension'),
  yes('是否接受大病医疗救助', 'members.facts.medicalAid'),
  fact('其他健康扶贫', 'otherHealthAid', '雀标送药'),
  fact('产业分类', 'industry', '雀标养蜂'),
];

/** What no cell says: from the certificate of the child, and what the register counts. */
export const COMPUTED_FIELDS: readonly CanaryField[] = [
  computed('members.facts.disabilityGrade', CHILD.disabilityGrade),
  computed('incomes.netFen', net),
  computed('incomes.netPerPersonFen', Math.round(net / 3)),
  computed('netIncomePerPersonFen', Math.round(net / 3)),
];

export const CANARY_FIELDS: readonly CanaryField[] = [...HOUSEHOLD_FIELDS, ...HEAD_FIELDS, ...COMPUTED_FIELDS];

export const markersOf = (...belongs: readonly Belongs[]): string[] => [
  ...new Set(CANARY_FIELDS.filter((field) => belongs.includes(field.belongs)).flatMap(({ markers }) => markers)),
];
/** Of what no text can tell apart, the names of the fields: they stand in the register and in no event, whoever it is about. */
export const NAMES_OF_FIELDS = [
  ...new Set(
    CANARY_FIELDS.filter(({ shown, markers }) => markers.length === 0 && /^(living|members\.facts)\./.test(shown ?? '')).map(
      ({ shown }) => shown?.split('.').pop() ?? '',
    ),
  ),
];
/** Kept nowhere: columns the import reads past, and sums as the file writes them. */
export const KEPT_NOWHERE = [...markersOf('nowhere'), ...CANARY_FIELDS.flatMap(({ written }) => written ?? [])];

/** What the page shows beside what the household says of itself. */
export const NOT_OF_THE_HOUSEHOLD: readonly RegExp[] = [
  /^(id|headPersonId|members\.personId)$/,
  /^(status|registeredElsewhere|version|changedAt|openFindings|pendingCorrections)$/,
  /^members\.(isHead|age|validFrom|idNumberConverted)$/,
  /^incomes\.(revision|recordedAt)$/,
  // sealed numbers, masked; they are opened one by one
  /^(phoneMasked|bankAccountMasked|members\.idNumberMasked)$/,
  /^(findings|corrections|asOf)\./,
];
