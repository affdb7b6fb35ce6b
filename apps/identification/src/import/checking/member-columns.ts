import type { CodeList } from '@jingzhun/domain/code-list';
import { DisabilityTypes } from '@jingzhun/domain/disability';
import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { PoliticalStatuses } from '@jingzhun/domain/political-status';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { Sexes } from '@jingzhun/domain/sex';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import {
  type CellReader,
  code,
  codes,
  identifier,
  idNumber,
  pastDate,
  personName,
  phone,
  textUpTo,
  whole,
  yesNo,
} from '@jingzhun/workbooks';
import type { Column } from './column.js';

const required = true as const;
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
const fact = (key: string, title: string, read: CellReader<unknown>, more: Partial<Column> = {}): Column => ({
  part: 'facts',
  key,
  title,
  read,
  ...more,
});
const listed = <C extends string>(key: string, title: string, list: CodeList<C>, more: Partial<Column> = {}): Column =>
  fact(key, title, code(list), { choices: textsOf(list), ...more });
const yes = (key: string, title: string, ...aliases: string[]): Column => fact(key, title, yesNo, { choices: YES_NO, aliases });

/** The member sheet: the titles of the national list; 户编号 says which household a row belongs to. */
export const MEMBER_COLUMNS: readonly Column[] = [
  row('householdNumber', '户编号', identifier, { required, aliases: ['家庭编号'] }),
  noted('人口编号'),
  row('name', '姓名', personName, { required, aliases: ['成员姓名', '家庭成员姓名'], shown: 'name' }),
  row('sex', '性别', code(Sexes), { choices: textsOf(Sexes) }),
  row('birthDate', '出生日期', pastDate),
  noted('证件类型'),
  row('idNumber', '证件号码', idNumber, { required, aliases: ['身份证号码', '身份证号', '公民身份号码'], shown: 'id-number' }),
  row('ethnicity', '民族', code(Ethnicities), { choices: textsOf(Ethnicities) }),
  row('householdPhone', '户联系电话', phone, { aliases: ['联系电话'], shown: 'phone' }),
  noted('成员联系电话'),
  row('relation', '与户主关系', code(RelationsToHead), { required, choices: textsOf(RelationsToHead) }),
  listed('education', '文化程度', EducationLevels),
  listed('school', '在校生状况', SchoolStatuses),
  fact('dropoutReason', '失学或辍学原因', textUpTo(100)),
  fact('health', '健康状况', codes(HealthStatuses, 4), { choices: textsOf(HealthStatuses) }),
  listed('disabilityType', '残疾类别', DisabilityTypes),
  fact('disabilityYear', '残疾证办证年度', whole(1950, 2100)),
  listed('labour', '劳动技能', LabourAbilities, { aliases: ['劳动能力'] }),
  listed('workPlace', '务工所在地', WorkPlaces, { aliases: ['务工状况'] }),
  fact('workEmployer', '务工企业名称', textUpTo(100)),
  fact('workMonths', '务工时间(月)', whole(0, 12), { aliases: ['务工时间', '务工月数'] }),
  fact('workChannel', '就业渠道', textUpTo(50)),
  fact('welfarePost', '公益性岗位类型', textUpTo(50), { aliases: ['公益性岗位'] }),
  fact('welfareMonths', '公益性岗位月数', whole(0, 12)),
  yes('workAbroad', '是否国外务工'),
  listed('political', '政治面貌', PoliticalStatuses),
  yes('mandarin', '是否会讲普通话'),
  yes('livingAllowance', '是否享受低保'),
  yes('fiveGuarantee', '是否特困供养'),
  yes('residentMedical', '是否参加城乡居民医保', '是否参加城乡居民基本医疗保险', '是否参加新农合'),
  yes('employeeMedical', '职工医保', '是否参加职工医保', '是否参加城镇职工基本医疗保险'),
  yes('criticalIllness', '大病保险', '是否参加大病保险'),
  yes('commercialMedical', '商业补充医疗保险', '是否参加商业补充医疗保险'),
  yes('residentPension', '城乡居民养老', '是否参加城乡居民基本养老保险', '是否参加城乡居民养老保险'),
  yes('employeePension', '职工养老', '是否参加城镇职工基本养老保险', '是否参加职工养老保险'),
  yes('medicalAid', '是否接受大病医疗救助'),
  fact('otherHealthAid', '其他健康扶贫', textUpTo(100)),
  fact('industry', '产业分类', textUpTo(50)),
];
