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
import { NOTICE_KINDS } from '../notice/notice-kinds.js';
import { wordsOfFinding } from '../quality/finding-words.js';
import type { ExportList } from './export.dto.js';
import { EXPORT_WORDS } from './export-words.js';

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

const words = (key: string, title: string, texts: Readonly<Record<string, string>>): ExportColumn => ({
  key,
  title,
  cell: (row) => {
    const code = row[key];
    return typeof code === 'string' ? (texts[code] ?? code) : null;
  },
});
const noticeKind: ExportColumn = {
  key: 'kind',
  title: '公示种类',
  cell: ({ kind }) => NOTICE_KINDS.find((one) => one.kind === kind)?.title.zh ?? null,
};

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
    words('kind', '更正类别', EXPORT_WORDS.correctionKind),
    words('status', '状态', EXPORT_WORDS.correctionStatus),
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
  cases: [
    plain('villageCode', '行政区划代码'),
    plain('villageName', '村'),
    plain('groupName', '村民小组'),
    words('kind', '事项', EXPORT_WORDS.caseKind),
    plain('headName', '户主姓名'),
    plain('memberCount', '家庭人口数'),
    plain('number', '户编号'),
    listed('category', '贫困户属性', HouseholdCategories),
    listed('mainCause', '主要致贫原因', PovertyCauses),
    words('state', '办理环节', EXPORT_WORDS.caseState),
    plain('stateSince', '到本环节时间'),
    plain('appliedOn', '申请日期'),
    plain('dueOn', '应办结日期'),
    yesNo('late', '是否超期'),
    words('source', '来源', EXPORT_WORDS.caseSource),
    plain('createdBy', '填报人'),
    plain('closedAt', '办结时间'),
  ],
  notices: [
    plain('villageCode', '行政区划代码'),
    plain('villageName', '村'),
    plain('groupName', '村民小组'),
    noticeKind,
    words('state', '状态', EXPORT_WORDS.noticeState),
    plain('postedOn', '张贴日期'),
    plain('firstDay', '公示首日'),
    plain('lastDay', '公示末日'),
    plain('days', '天数'),
    words('dayKind', '天数算法', EXPORT_WORDS.dayKind),
    yesNo('late', '期满未结束'),
    plain('postedBy', '张贴人'),
    plain('objectionsOpen', '办理中的异议'),
    plain('objectionsUpheld', '成立的异议'),
    plain('objectionsDismissed', '不成立的异议'),
    plain('withdrawnReason', '撤下原因'),
  ],
  objections: [
    plain('receiptNumber', '回执编号'),
    noticeKind,
    plain('villageCode', '行政区划代码'),
    plain('villageName', '村'),
    words('investigator', '调查单位', EXPORT_WORDS.investigator),
    words('state', '状态', EXPORT_WORDS.objectionState),
    plain('dueOn', '应答复日期'),
    yesNo('late', '是否超期'),
    words('outcome', '调查结论', EXPORT_WORDS.outcome),
    words('effect', '处理', EXPORT_WORDS.effect),
    plain('decidedBy', '答复人'),
    plain('decidedAt', '答复时间'),
  ],
  duplicates: [
    plain('personName', '姓名'),
    plain('idNumber', '证件号码'),
    plain('number', '新报户编号'),
    plain('headName', '新报户主姓名'),
    plain('villageCode', '新报行政区划代码'),
    plain('otherNumber', '原户编号'),
    plain('otherVillageCode', '原行政区划代码'),
    plain('foundAt', '发现时间'),
    words('status', '状态', EXPORT_WORDS.duplicateStatus),
    words('decision', '处理结果', EXPORT_WORDS.duplicateDecision),
    plain('decisionReason', '理由'),
    plain('decidedBy', '处理人'),
    plain('decidedAt', '处理时间'),
  ],
};
