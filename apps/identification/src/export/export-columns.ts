import type { CodeList } from '@jingzhun/domain/code-list';
import { EducationLevels } from '@jingzhun/domain/education';
import { Ethnicities } from '@jingzhun/domain/ethnicity';
import { HealthStatuses } from '@jingzhun/domain/health-status';
import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { IdentificationStandards } from '@jingzhun/domain/identification-standard';
import { LabourAbilities } from '@jingzhun/domain/labour-ability';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { SchoolStatuses } from '@jingzhun/domain/school-status';
import { Sexes } from '@jingzhun/domain/sex';
import { WorkPlaces } from '@jingzhun/domain/work-place';
import { wordsOfFinding } from '../quality/finding-words.js';
import type { ExportList } from './export.dto.js';

export type ExportCell = string | number | null;
type Row = Record<string, unknown>;

export interface ExportColumn {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ExportCell;
}

const plain = (key: string, title: string): ExportColumn => ({ key, title, cell: (row) => (row[key] as ExportCell | undefined) ?? null });
const listed = <C extends string>(key: string, title: string, list: CodeList<C>): ExportColumn => ({
  key,
  title,
  cell: (row) => {
    const codes = [row[key]].flat().filter((code): code is C => typeof code === 'string');
    return codes.length === 0 ? null : codes.map((code) => (list.has(code) ? list.text(code) : code)).join('、');
  },
});
const yuan = (key: string, title: string): ExportColumn => ({
  key,
  title,
  cell: (row) => (typeof row[key] === 'number' ? row[key] / 100 : null),
});
const yesNo = (key: string, title: string): ExportColumn => ({
  key,
  title,
  cell: (row) => (typeof row[key] === 'boolean' ? (row[key] ? '是' : '否') : null),
});

/** Columns of the lists; titles are those of the import where it has them. */
export const EXPORT_COLUMNS: Readonly<Record<ExportList, readonly ExportColumn[]>> = {
  households: [
    plain('villageCode', '行政区划代码'),
    plain('villageName', '村'),
    plain('groupName', '村民小组'),
    plain('number', '户编号'),
    plain('headName', '户主姓名'),
    plain('memberCount', '家庭人口数'),
    listed('category', '贫困户属性', HouseholdCategories),
    plain('registeredOn', '识别时间'),
    listed('standard', '识别标准', IdentificationStandards),
    listed('mainCause', '主要致贫原因', PovertyCauses),
    listed('secondaryCauses', '次要致贫原因', PovertyCauses),
    listed('status', '状态', HouseholdStatuses),
    plain('incomeYear', '年度'),
    yuan('netIncomePerPersonFen', '人均纯收入'),
    plain('phoneMasked', '户联系电话'),
    plain('bankMasked', '银行卡号'),
    yesNo('registeredElsewhere', '是否由外部登记导入'),
    plain('sourceDocument', '来源文件'),
  ],
  members: [
    plain('villageCode', '行政区划代码'),
    plain('villageName', '村'),
    plain('number', '户编号'),
    plain('headName', '户主姓名'),
    plain('name', '姓名'),
    listed('sex', '性别', Sexes),
    plain('birthDate', '出生日期'),
    plain('idNumber', '证件号码'),
    listed('ethnicity', '民族', Ethnicities),
    listed('relation', '与户主关系', RelationsToHead),
    listed('education', '文化程度', EducationLevels),
    listed('school', '在校生状况', SchoolStatuses),
    listed('health', '健康状况', HealthStatuses),
    listed('labour', '劳动技能', LabourAbilities),
    listed('workPlace', '务工所在地', WorkPlaces),
    plain('workMonths', '务工时间(月)'),
    yesNo('residentMedical', '是否参加城乡居民医保'),
    plain('memberSince', '成员起始日期'),
  ],
  corrections: [
    plain('number', '户编号'),
    plain('headName', '户主姓名'),
    plain('villageCode', '行政区划代码'),
    plain('kind', '更正类别'),
    plain('status', '状态'),
    plain('reason', '理由'),
    plain('validFrom', '生效日期'),
    plain('proposedBy', '提出人'),
    plain('proposedAt', '提出时间'),
    plain('decidedBy', '审核人'),
    plain('decidedAt', '审核时间'),
  ],
  findings: [
    plain('rule', '规则'),
    { key: 'title', title: '疑点', cell: ({ rule }) => wordsOfFinding(String(rule), []).title.zh },
    { key: 'severity', title: '程度', cell: ({ severity }) => (severity === 'error' ? '错误' : '存疑') },
    plain('number', '户编号'),
    plain('headName', '户主姓名'),
    plain('personName', '成员姓名'),
    plain('villageCode', '行政区划代码'),
    plain('foundAt', '发现时间'),
  ],
};
