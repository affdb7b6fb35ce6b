import type { CodeList } from '@jingzhun/domain/code-list';
import { formatArea, type CentiMu, type CentiSquareMetre } from '@jingzhun/domain/area';
import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { DisabilityTypes } from '@jingzhun/domain/disability';
import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { TransferItems } from '@jingzhun/domain/income-item';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { ZERO_FEN, type Fen } from '@jingzhun/domain/money';
import { PoliticalStatuses } from '@jingzhun/domain/political-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { RoadTypes } from '@jingzhun/domain/road-type';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { Sexes } from '@jingzhun/domain/sex';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import type { CityHousehold, CityMember } from './city-rows.js';

export type CellValue = string | number | undefined;
/** Title of the national export list, and the cell below it. */
export type WorkbookColumn<Row> = readonly [title: string, cell: (row: Row) => CellValue];
export interface MemberLine {
  readonly household: CityHousehold;
  readonly member: CityMember;
}

const yesNo = (value: boolean): string => (value ? '是' : '否');
const yuan = (fen: Fen): number => fen / 100;
const area = (value: CentiMu | CentiSquareMetre): number => Number(formatArea(value));
const text = <C extends string>(list: CodeList<C>, code: C | undefined): CellValue => (code === undefined ? undefined : list.text(code));
const fen = (amount: number): Fen => amount as Fen;

const transfers = TransferItems.entries.map(({ code, zh }): WorkbookColumn<CityHousehold> => [
  zh,
  ({ income }) => yuan(income.transfers[code] ?? ZERO_FEN),
]);

/** Sheet 贫困户. */
export const HOUSEHOLD_COLUMNS: readonly WorkbookColumn<CityHousehold>[] = [
  ['省', () => '江西省'],
  ['市', () => '赣州市'],
  ['县', ({ county }) => county],
  ['乡', ({ township }) => township],
  ['村', ({ village }) => village],
  ['行政区划代码', ({ villageCode }) => villageCode],
  ['村民小组', ({ groupName }) => groupName],
  ['户编号', ({ number }) => number],
  ['户主编号', ({ members }) => members[0]!.number],
  ['户主姓名', ({ members }) => members[0]!.name],
  ['户主证件号码', ({ members }) => members[0]!.idNumberGiven],
  ['家庭人口数', ({ members }) => members.length],
  ['贫困户属性', ({ category }) => text(HouseholdCategories, category)],
  ['识别时间', ({ registeredOn }) => registeredOn],
  ['是否危房户', ({ living }) => yesNo(living.safety !== '01')],
  ['危房级别', ({ living }) => (living.safety === '01' ? undefined : text(HouseSafeties, living.safety))],
  ['人均纯收入', ({ income }) => yuan(income.netPerPerson)],
  ['年收入', ({ income }) => yuan(fen(income.net + income.businessExpense))],
  ['纯收入', ({ income }) => yuan(income.net)],
  ['是否解决安全饮用水', ({ living }) => yesNo(living.safeWater)],
  ['年度', ({ income }) => income.year],
  ['村办公电话', () => undefined],
  ['开户银行名称', ({ bankName }) => bankName],
  ['银行卡号', ({ bankAccount }) => bankAccount],
  ['识别标准', () => '国家标准'],
  ['主要致贫原因', ({ mainCause }) => text(PovertyCauses, mainCause)],
  ['次要致贫原因', ({ secondaryCauses }) => secondaryCauses.map((cause) => PovertyCauses.text(cause)).join('、') || undefined],
  ['工资性收入', ({ income }) => yuan(income.wage)],
  ['生产经营性收入', ({ income }) => yuan(income.business)],
  ['财产性收入', ({ income }) => yuan(income.property)],
  ['资产收益扶贫分红', ({ income }) => yuan(income.assetDividend)],
  ['其他财产性收入', ({ income }) => yuan(fen(income.property - income.assetDividend))],
  ['转移性收入', ({ income }) => yuan(income.transfer)],
  ...transfers,
  ['生产经营性支出', ({ income }) => yuan(income.businessExpense)],
  ['耕地面积(亩)', ({ living }) => area(living.cultivated)],
  ['林地面积', ({ living }) => area(living.forest)],
  ['退耕还林面积', ({ living }) => area(living.returnedForest)],
  ['林果面积', ({ living }) => area(living.orchard)],
  ['牧草地面积', ({ living }) => area(living.pasture)],
  ['水面面积', ({ living }) => area(living.water)],
  ['是否加入农民专业合作组织', ({ living }) => yesNo(living.cooperative)],
  ['是否有龙头企业带动', ({ living }) => yesNo(living.leadEnterprise)],
  ['是否有创业致富带头人带动', ({ living }) => yesNo(living.pathfinder)],
  ['是否通生产用电', ({ living }) => yesNo(living.productionPower)],
  ['是否通生活用电', ({ living }) => yesNo(living.domesticPower)],
  ['是否通广播电视', ({ living }) => yesNo(living.broadcast)],
  ['与村主干路距离', ({ living }) => living.mainRoadMetres / 1000],
  ['入户路类型', ({ living }) => text(RoadTypes, living.road)],
  ['住房面积', ({ living }) => area(living.housing)],
  ['是否有卫生厕所', ({ living }) => yesNo(living.toilet)],
  ['主要燃料类型', ({ living }) => text(FuelTypes, living.fuel)],
];

const of = (title: string, cell: (member: CityMember) => CellValue): WorkbookColumn<MemberLine> => [title, ({ member }) => cell(member)];

/** Sheet 家庭成员; 户编号 links it to the other. */
export const MEMBER_COLUMNS: readonly WorkbookColumn<MemberLine>[] = [
  ['户编号', ({ household }) => household.number],
  of('人口编号', ({ number }) => number),
  of('姓名', ({ name }) => name),
  of('性别', ({ sex }) => Sexes.text(sex)),
  of('出生日期', ({ birthDate }) => birthDate),
  of('证件类型', ({ idNumberGiven }) => (idNumberGiven.length > 18 ? '残疾人证' : '居民身份证')),
  of('证件号码', ({ idNumberGiven }) => idNumberGiven),
  of('民族', ({ ethnicity }) => Ethnicities.text(ethnicity)),
  ['户联系电话', ({ household }) => household.phone],
  of('与户主关系', ({ relation }) => RelationsToHead.text(relation)),
  of('文化程度', ({ education }) => text(EducationLevels, education)),
  of('在校生状况', ({ school }) => text(SchoolStatuses, school)),
  of('健康状况', ({ health }) => health.map((code) => HealthStatuses.text(code)).join('、')),
  of('残疾类别', ({ disabilityType }) => text(DisabilityTypes, disabilityType)),
  of('劳动技能', ({ labour }) => text(LabourAbilities, labour)),
  of('务工所在地', ({ workPlace }) => text(WorkPlaces, workPlace)),
  of('务工时间(月)', ({ workPlace, workMonths }) => (workPlace === undefined && workMonths === 0 ? undefined : workMonths)),
  of('公益性岗位类型', ({ welfarePost }) => welfarePost),
  of('公益性岗位月数', ({ welfareMonths }) => welfareMonths || undefined),
  of('是否国外务工', () => '否'),
  of('政治面貌', ({ political }) => text(PoliticalStatuses, political)),
  of('是否会讲普通话', ({ mandarin }) => yesNo(mandarin)),
  of('是否享受低保', ({ livingAllowance }) => yesNo(livingAllowance)),
  of('是否特困供养', ({ fiveGuarantee }) => yesNo(fiveGuarantee)),
  of('是否参加城乡居民医保', ({ residentMedical }) => yesNo(residentMedical)),
  of('职工医保', ({ employeeMedical }) => yesNo(employeeMedical)),
  of('大病保险', ({ criticalIllness }) => yesNo(criticalIllness)),
  of('商业补充医疗保险', ({ commercialMedical }) => yesNo(commercialMedical)),
  of('城乡居民养老', ({ residentPension }) => yesNo(residentPension)),
  of('职工养老', ({ employeeMedical }) => yesNo(employeeMedical)),
  of('是否接受大病医疗救助', ({ medicalAid }) => yesNo(medicalAid)),
];
