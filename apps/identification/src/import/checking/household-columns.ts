import type { CodeList } from '@jingzhun/domain/code-list';
import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RoadTypes } from '@jingzhun/domain/road-type';
import {
  bankAccount,
  type CellReader,
  code,
  codes,
  distance,
  identifier,
  idNumber,
  mu,
  pastDate,
  personName,
  squareMetres,
  textUpTo,
  whole,
  yesNo,
  yuan,
} from '@jingzhun/workbooks';
import type { Column, ColumnPart } from './column.js';

const required = true as const;
const unprinted = true as const;
const YES_NO = ['是', '否'];
const textsOf = <C extends string>(list: CodeList<C>): string[] => list.entries.map(({ zh }) => zh);

const row = (key: string, title: string, read: CellReader<unknown>, more: Partial<Column> = {}): Column => ({
  part: 'row',
  key,
  title,
  read,
  ...more,
});
const noted = (title: string, more: Partial<Column> = {}): Column => ({ part: 'noted', key: title, title, read: textUpTo(500), ...more });
const part =
  (of: ColumnPart, read: CellReader<unknown>, choices?: string[]) =>
  (key: string, title: string, more: Partial<Column> = {}): Column => ({
    part: of,
    key,
    title,
    read,
    ...(choices ? { choices } : {}),
    ...more,
  });
const land = part('living', mu);
const yes = part('living', yesNo, YES_NO);
const money = part('income', yuan);
const item = part('items', yuan);

/** The household sheet: the titles of the national list of 2021 with the four the template adds, and what older files write instead. */
export const HOUSEHOLD_COLUMNS: readonly Column[] = [
  noted('省'),
  noted('市'),
  row('county', '县', textUpTo(50), { aliases: ['县(市、区)', '县市区', '区县'] }),
  row('township', '乡', textUpTo(50), { aliases: ['乡镇', '乡(镇)', '乡(镇、街道)'] }),
  row('village', '村', textUpTo(50), { aliases: ['行政村', '村(社区)'] }),
  row('villageCode', '行政区划代码', identifier, { aliases: ['村代码', '区划代码'], shown: 'division' }),
  row('groupName', '村民小组', textUpTo(50), { aliases: ['组', '自然村', '自然村(组)', '村组'] }),
  row('number', '户编号', identifier, { required, aliases: ['家庭编号'] }),
  noted('户主编号'),
  row('headName', '户主姓名', personName, { required, shown: 'name' }),
  row('headIdNumber', '户主证件号码', idNumber, { required, aliases: ['户主身份证号码', '户主身份证号'], shown: 'id-number' }),
  row('memberCount', '家庭人口数', whole(1, 99), { aliases: ['家庭人口', '人口数'] }),
  row('category', '贫困户属性', code(HouseholdCategories), {
    required,
    aliases: ['户属性', '户类型'],
    choices: textsOf(HouseholdCategories),
  }),
  row('registeredOn', '识别时间', pastDate, { required, aliases: ['识别日期', '建档时间', '建档立卡时间'], shown: 'day' }),
  row('standard', '识别标准', code(IdentificationStandards), { required, choices: textsOf(IdentificationStandards) }),
  row('mainCause', '主要致贫原因', code(PovertyCauses), { required, aliases: ['致贫原因'], choices: textsOf(PovertyCauses) }),
  row('secondaryCauses', '次要致贫原因', codes(PovertyCauses, 2), { aliases: ['其他致贫原因'] }),
  row('dangerousHouse', '是否危房户', yesNo, { choices: YES_NO }),
  row('dangerousGrade', '危房级别', code(HouseSafeties), { aliases: ['危房等级'], choices: ['C级', 'D级'] }),
  yes('safeWater', '是否解决安全饮用水', { aliases: ['是否解决安全饮水'] }),
  row('year', '年度', whole(2010, 2100)),
  money('wageFen', '工资性收入', { aliases: ['AAC073'] }),
  money('businessFen', '生产经营性收入', { aliases: ['AAC071'] }),
  money('propertyFen', '财产性收入', { aliases: ['AAC072'] }),
  item('assetDividend', '资产收益扶贫分红', { aliases: ['资产收益扶贫分红收入', 'AAC092'] }),
  item('otherProperty', '其他财产性收入', { aliases: ['其他财产性', 'AAC093'] }),
  money('transferFen', '转移性收入', { aliases: ['AAC075'] }),
  item('familyPlanning', '计划生育金', { aliases: ['AAC076'] }),
  item('livingAllowance', '低保金', { aliases: ['AAC077'] }),
  item('fiveGuarantee', '特困供养金', { aliases: ['五保金', '特困供养(五保)金', '特困供养金(五保金)', 'AAC086'] }),
  item('pension', '养老保险金', { aliases: ['养老金', 'AAC087'] }),
  item('ecological', '生态补偿金', { aliases: ['AAC078'] }),
  item('otherTransfer', '其他转移性收入', { aliases: ['其他转移性', 'AAC083'] }),
  money('businessExpenseFen', '生产经营性支出', { aliases: ['AAC074'] }),
  noted('年收入'),
  noted('纯收入'),
  noted('人均纯收入'),
  noted('村办公电话'),
  row('bankName', '开户银行名称', textUpTo(100), { aliases: ['开户银行'] }),
  row('bankAccount', '银行卡号', bankAccount, { aliases: ['银行账号'], shown: 'bank-account' }),
  land('cultivatedCentiMu', '耕地面积', { aliases: ['耕地面积(亩)'] }),
  land('forestCentiMu', '林地面积', { aliases: ['林地面积(亩)'] }),
  land('returnedForestCentiMu', '退耕还林面积', { aliases: ['退耕还林面积(亩)'] }),
  land('orchardCentiMu', '林果面积', { aliases: ['林果面积(亩)'] }),
  land('pastureCentiMu', '牧草地面积', { aliases: ['牧草地面积(亩)'] }),
  land('waterCentiMu', '水面面积', { aliases: ['水面面积(亩)'] }),
  yes('cooperative', '是否加入农民专业合作组织'),
  yes('leadEnterprise', '是否有龙头企业带动'),
  yes('pathfinder', '是否有创业致富带头人带动'),
  yes('productionPower', '是否通生产用电'),
  yes('domesticPower', '是否通生活用电'),
  yes('broadcast', '是否通广播电视'),
  part('living', distance)('mainRoadMetres', '与村主干路距离', { aliases: ['与村主干路距离(公里)', '与村主干路距离(km)'] }),
  part('living', code(RoadTypes), textsOf(RoadTypes))('roadType', '入户路类型'),
  part('living', squareMetres)('housingCentiSquareMetre', '住房面积', { aliases: ['住房面积(平方米)'] }),
  yes('sanitaryToilet', '是否有卫生厕所'),
  part('living', code(FuelTypes), textsOf(FuelTypes))('fuel', '主要燃料类型'),
  row('address', '家庭住址', textUpTo(200), { aliases: ['住址', '地址'], unprinted }),
  row('sourceDocument', '来源文件', textUpTo(200), { aliases: ['依据文件'], unprinted }),
  part('living', code(HousingStructures))('structure', '主要结构', { aliases: ['住房结构', '房屋主要结构'], unprinted }),
  part('living', whole(1800, 2100))('builtYear', '建房时间', { aliases: ['建房年份'], unprinted }),
  part('living', code(DrinkingWaters))('drinkingWater', '饮水情况', { unprinted }),
  part('living', yesNo)('resettlement', '是否易地扶贫搬迁户', { aliases: ['是否搬迁户'], unprinted }),
];
