import { HouseSafeties } from '@jingzhun/domain/dangerous-house';
import { DrinkingWaters } from '@jingzhun/domain/drinking-water';
import { EducationLevels } from '@jingzhun/domain/education';
import { FuelTypes } from '@jingzhun/domain/fuel-type';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { HousingStructures } from '@jingzhun/domain/housing-structure';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { JOINING, LEAVING, MemberChanges } from '@jingzhun/domain/member-change';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { RoadTypes } from '@jingzhun/domain/road-type';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import { optionsOf, type FormField, type FormSection, type SurveyForm } from './survey-form.js';

const YUAN = { zh: '元', en: 'yuan' };
const MU = { zh: '亩', en: 'mu' };
const SQUARE_METRE = { zh: '㎡', en: 'm²' };
const METRE = { zh: '米', en: 'm' };
const MONTH = { zh: '月', en: 'months' };
const ANY_FEN = 100_000_000_000;
const ANY_AREA = 100_000_000;

const yesNo = (key: string, zh: string, en: string): FormField => ({ key, kind: 'yesNo', zh, en });
const money = (key: string, zh: string, en: string): FormField => ({ key, kind: 'money', zh, en, unit: YUAN, min: 0, max: ANY_FEN });
const land = (key: string, zh: string, en: string): FormField => ({ key, kind: 'hundredths', zh, en, unit: MU, min: 0, max: ANY_AREA });

const PLACE: FormSection = {
  key: 'place',
  per: 'household',
  zh: '住址与联系方式',
  en: 'Address and contact',
  fields: [
    { key: 'groupName', kind: 'text', zh: '村民小组', en: 'Villager group', max: 50, needed: 'found' },
    { key: 'address', kind: 'text', zh: '家庭住址', en: 'Address', max: 200 },
    {
      key: 'phone',
      kind: 'phone',
      zh: '联系电话',
      en: 'Phone',
      sealed: true,
      hint: { zh: '号码没变的不用填', en: 'Leave empty when it has not changed' },
    },
  ],
};

const MEMBER: FormSection = {
  key: 'members',
  per: 'member',
  zh: '家庭成员',
  en: 'Members',
  fields: [
    { key: 'name', kind: 'name', zh: '姓名', en: 'Name', max: 50, needed: 'always' },
    {
      key: 'idNumber',
      kind: 'idNumber',
      zh: '证件号码',
      en: 'Document number',
      sealed: true,
      needed: 'joined',
      hint: { zh: '已登记且无误的不用填', en: 'Leave empty when the registered one is right' },
    },
    { key: 'relation', kind: 'code', zh: '与户主关系', en: 'Relation to head', options: optionsOf(RelationsToHead), needed: 'always' },
    { key: 'leaving', kind: 'code', zh: '已不在本户的原因', en: 'No longer here because', options: optionsOf(MemberChanges, LEAVING) },
    { key: 'joining', kind: 'code', zh: '增加原因', en: 'How the person joined', options: optionsOf(MemberChanges, JOINING) },
    { key: 'education', kind: 'code', zh: '文化程度', en: 'Education', options: optionsOf(EducationLevels) },
    { key: 'school', kind: 'code', zh: '在校生状况', en: 'At school', options: optionsOf(SchoolStatuses) },
    { key: 'health', kind: 'codes', zh: '健康状况', en: 'Health', options: optionsOf(HealthStatuses), max: 4 },
    { key: 'labour', kind: 'code', zh: '劳动技能', en: 'Ability to work', options: optionsOf(LabourAbilities) },
    { key: 'workPlace', kind: 'code', zh: '务工所在地', en: 'Works away in', options: optionsOf(WorkPlaces) },
    { key: 'workMonths', kind: 'count', zh: '务工时间', en: 'Months of work away', unit: MONTH, min: 0, max: 12 },
    yesNo('livingAllowance', '享受低保', 'Minimum living guarantee'),
    yesNo('fiveGuarantee', '特困供养', 'Five-guarantee support'),
    yesNo('residentMedical', '参加城乡居民医保', 'Residents’ medical insurance'),
    yesNo('criticalIllness', '参加大病保险', 'Critical-illness insurance'),
    yesNo('residentPension', '参加城乡居民养老保险', 'Residents’ pension insurance'),
  ],
};

const INCOME: FormSection = {
  key: 'income',
  per: 'household',
  zh: '家庭收入（全年）',
  en: 'Income of the year',
  fields: [
    money('income.wageFen', '工资性收入', 'Wages'),
    money('income.businessFen', '生产经营性收入', 'Business income'),
    money('income.businessExpenseFen', '生产经营性支出', 'Business expense'),
    money('income.propertyFen', '财产性收入', 'Property income'),
    money('income.items.assetDividend', '其中：资产收益扶贫分红', 'of which: dividends'),
    money('income.items.familyPlanning', '计划生育金', 'Family-planning payment'),
    money('income.items.livingAllowance', '低保金', 'Living allowance'),
    money('income.items.fiveGuarantee', '特困供养（五保）金', 'Five-guarantee payment'),
    money('income.items.pension', '养老保险金', 'Pension'),
    money('income.items.ecological', '生态补偿金', 'Ecological compensation'),
    money('income.items.otherTransfer', '其他转移性收入', 'Other transfers'),
  ],
};

const LIVING: FormSection = {
  key: 'living',
  per: 'household',
  zh: '生产生活条件',
  en: 'Living conditions',
  fields: [
    land('living.cultivatedCentiMu', '耕地面积', 'Cultivated land'),
    land('living.forestCentiMu', '林地面积', 'Forest'),
    land('living.returnedForestCentiMu', '退耕还林面积', 'Returned to forest'),
    land('living.orchardCentiMu', '林果面积', 'Orchard'),
    land('living.waterCentiMu', '水面面积', 'Water'),
    {
      key: 'living.housingCentiSquareMetre',
      kind: 'hundredths',
      zh: '住房面积',
      en: 'Housing area',
      unit: SQUARE_METRE,
      min: 0,
      max: ANY_AREA,
    },
    { key: 'living.structure', kind: 'code', zh: '主要结构', en: 'Structure', options: optionsOf(HousingStructures) },
    { key: 'living.builtYear', kind: 'count', zh: '建造年份', en: 'Year built', min: 1800, max: 2100 },
    { key: 'living.houseSafety', kind: 'code', zh: '住房安全', en: 'Safety of the house', options: optionsOf(HouseSafeties) },
    {
      key: 'living.mainRoadMetres',
      kind: 'count',
      zh: '与村主干路距离',
      en: 'Distance to the main road',
      unit: METRE,
      min: 0,
      max: 1_000_000,
    },
    { key: 'living.roadType', kind: 'code', zh: '入户路类型', en: 'Road to the house', options: optionsOf(RoadTypes) },
    { key: 'living.drinkingWater', kind: 'code', zh: '饮水情况', en: 'Drinking water', options: optionsOf(DrinkingWaters) },
    yesNo('living.safeWater', '已解决安全饮水', 'Safe drinking water'),
    yesNo('living.domesticPower', '通生活用电', 'Domestic power'),
    yesNo('living.productionPower', '通生产用电', 'Power for production'),
    yesNo('living.broadcast', '通广播电视', 'Radio and television'),
    yesNo('living.sanitaryToilet', '有卫生厕所', 'Sanitary toilet'),
    { key: 'living.fuel', kind: 'code', zh: '主要燃料', en: 'Main fuel', options: optionsOf(FuelTypes) },
    yesNo('living.cooperative', '加入农民专业合作组织', 'In a cooperative'),
  ],
};

const CAUSE: FormSection = {
  key: 'cause',
  per: 'household',
  zh: '致贫原因与需求',
  en: 'Causes and needs',
  fields: [
    { key: 'mainCause', kind: 'code', zh: '主要致贫原因', en: 'Main cause', options: optionsOf(PovertyCauses), needed: 'always' },
    {
      key: 'secondaryCauses',
      kind: 'codes',
      zh: '其他致贫原因（最多两项）',
      en: 'Other causes (at most two)',
      options: optionsOf(PovertyCauses),
      max: 2,
    },
    { key: 'need', kind: 'longText', zh: '帮扶需求', en: 'What the household needs', max: 500 },
    { key: 'remark', kind: 'longText', zh: '备注', en: 'Remark', max: 500 },
  ],
};

/** The registration form of 2013/14 as far as a visit can answer it, in the order of the paper. */
export const FORM_1: SurveyForm = {
  version: 1,
  zh: '贫困户摸底调查表',
  en: 'Baseline survey of poor households',
  sections: [PLACE, MEMBER, INCOME, LIVING, CAUSE],
};
