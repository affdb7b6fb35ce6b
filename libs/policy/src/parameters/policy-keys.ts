import { z } from 'zod';
import { TransferItem } from '@jingzhun/domain/income-item';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { WorkPlace } from '@jingzhun/domain/work-place';
import { PURPOSE_KEYS } from './fund-purposes.js';
import { ageRange, days, positiveFen, years } from './kinds-of-values.js';
import { LOAN_KEYS } from './loan-keys.js';
import { OVERLAP_KEYS } from './overlap-rule.js';
import { PLACES_OF_HOUSES, REGISTER_CLASSES, registerRule } from './register-classes.js';

const investigator = z.enum(['township', 'county']);
const attachmentBytes = z.int().min(1).max(4_294_967_296);
const share = z
  .strictObject({ numerator: z.int().min(1).max(100), denominator: z.int().min(1).max(100) })
  .refine(({ numerator, denominator }) => numerator <= denominator, { message: 'a share is at most the whole' });
const percent = z.int().min(0).max(100);
const meetingEvidence = z.array(z.enum(['signIn', 'photo', 'video', 'minutes'])).max(4);

/** Every parameter the code asks for: its type and what it is called. A key that is not here cannot be stored. */
export const POLICY_KEYS = {
  'povertyLine.nbs': { schema: positiveFen, zh: '贫困线（国家统计局口径）', en: 'poverty line, statistics series' },
  'povertyLine.office': { schema: positiveFen, zh: '贫困线（扶贫部门工作口径）', en: 'poverty line, working series' },
  'povertyLine.series': { schema: z.enum(['nbs', 'office']), zh: '采用的贫困线口径', en: 'series of the poverty line in use' },
  'income.countedTransfers': {
    schema: z.array(TransferItem).max(6),
    zh: '计入纯收入的转移性收入项目',
    en: 'transfer items that count as income',
  },
  'notice.group.days': { schema: days, zh: '组级公示天数', en: 'days of the group notice' },
  'notice.village.days': { schema: days, zh: '村委会公示天数', en: 'days of the village notice' },
  'notice.announcement.days': { schema: days, zh: '村委会公告天数', en: 'days of the announcement' },
  'notice.exit.days': { schema: days, zh: '退出公示天数', en: 'days of the exit notice' },
  'notice.subsidy.days': { schema: days, zh: '产业奖补公示天数', en: 'days of the notice of a reward subsidy' },
  'notice.dayKind': { schema: z.enum(['calendar', 'working']), zh: '公示天数的计算方式', en: 'kind of days of notices' },
  'notice.close.days': { schema: days, zh: '公示期满后办结的期限', en: 'days in which an ended notice is closed' },
  'objection.group.investigator': {
    schema: investigator,
    zh: '组级公示异议的调查级别',
    en: 'level that investigates objections to a group notice',
  },
  'objection.village.investigator': {
    schema: investigator,
    zh: '村委会公示异议的调查级别',
    en: 'level that investigates objections to a village notice',
  },
  'objection.announcement.investigator': {
    schema: investigator,
    zh: '公告异议的调查级别',
    en: 'level that investigates objections to an announcement',
  },
  'objection.exit.investigator': {
    schema: investigator,
    zh: '退出公示异议的调查级别',
    en: 'level that investigates objections to an exit notice',
  },
  'objection.subsidy.investigator': {
    schema: investigator,
    zh: '产业奖补公示异议的调查级别',
    en: 'level that investigates objections to a notice of a reward subsidy',
  },
  'reminder.days': {
    schema: z
      .strictObject({ daysBefore: days, townshipAfter: days, countyAfter: days })
      .refine(({ townshipAfter, countyAfter }) => townshipAfter <= countyAfter, {
        message: 'the county does not hear of it before the township',
      }),
    zh: '到期提醒与逐级督办（天）',
    en: 'days before a deadline for a reminder, and late until the township and the county hear of it',
  },
  'reminder.secondPerson': {
    schema: z.int().min(1).max(60),
    zh: '等待第二人复核的办理期限（工作日）',
    en: 'working days in which a second person decides what waits',
  },
  'payment.return.days': { schema: days, zh: '退回付款处理期限（天）', en: 'days in which a payment that came back is put right' },
  'objection.reply.days': { schema: days, zh: '异议答复期限', en: 'days in which an objection is answered' },
  'objection.identity.keptDays': {
    schema: days,
    zh: '异议人信息保留天数',
    en: 'days after the answer for which it is kept who objected',
  },
  'notice.complaintChannel': {
    schema: z.strictObject({ zh: z.string().min(2).max(60), en: z.string().min(2).max(100) }),
    zh: '公示上的监督举报渠道',
    en: 'whom a reader of a notice can call',
  },
  'application.countyStep': { schema: z.enum(['on', 'off']), zh: '是否设县级审定', en: 'whether the county examines a case' },
  'application.stepDays': {
    schema: z.strictObject({
      applied: days,
      groupAppraised: days,
      groupNoticeClosed: days,
      assemblyPassed: days,
      villageNoticeClosed: days,
      townshipChecked: days,
      countyExamined: days,
    }),
    zh: '各环节办理期限（天）',
    en: 'days in which the next step is taken, by state',
  },
  'meeting.group.quorum': { schema: share, zh: '小组评议会到会比例', en: 'share of those eligible who must be at a group appraisal' },
  'meeting.assembly.quorum': { schema: share, zh: '村民代表大会到会比例', en: 'share of the representatives who must be at an assembly' },
  'meeting.group.evidence': { schema: meetingEvidence, zh: '小组评议会须附材料', en: 'what is attached to a group appraisal' },
  'meeting.assembly.evidence': { schema: meetingEvidence, zh: '村民代表大会须附材料', en: 'what is attached to an assembly' },
  'meeting.repeat': {
    schema: z.strictObject({ most: z.int().min(0).max(3), days }),
    zh: '表决未通过后再次表决：次数与间隔天数',
    en: 'how often a lost vote may be repeated, and after how many days',
  },
  'sample.township.percent': { schema: percent, zh: '乡镇复核抽查比例（%）', en: 'per cent of the list a township visits' },
  'sample.county.percent': { schema: percent, zh: '县级审定抽查比例（%）', en: 'per cent of the list the county visits' },
  'household.yepingTownFrom': { schema: PlainDate, zh: '叶坪乡改镇日期', en: 'day on which Yeping became a town' },
  'import.workbookRetentionDays': { schema: days, zh: '导入表格保留天数', en: 'days an imported workbook is kept' },
  'import.maxRows': { schema: z.int().min(1).max(1_048_575), zh: '单个工作表最多行数', en: 'rows a worksheet may have' },
  'import.maxBytes': { schema: z.int().min(1).max(4_294_967_296), zh: '导入文件最大字节数', en: 'bytes an imported file may have' },
  'evidence.kinds': {
    schema: z.array(z.enum(['picture', 'video', 'audio', 'document'])).min(1),
    zh: '允许上传的附件类型',
    en: 'kinds of attachments accepted',
  },
  'evidence.maxBytes': {
    schema: z.strictObject({ picture: attachmentBytes, video: attachmentBytes, audio: attachmentBytes, document: attachmentBytes }),
    zh: '各类附件最大字节数',
    en: 'bytes an attachment may have, by kind',
  },
  'evidence.picture.maxPixels': { schema: z.int().min(1_000_000).max(300_000_000), zh: '照片最大像素数', en: 'pixels a picture may have' },
  'evidence.upload.keptHours': {
    schema: z.int().min(1).max(720),
    zh: '未传完的附件保留小时数',
    en: 'hours an unfinished upload is kept',
  },
  'evidence.retracted.keptDays': {
    schema: days,
    zh: '撤回的附件内容保留天数',
    en: 'days the content of a retracted attachment is kept',
  },
  'roll.currentDays': { schema: z.int().min(30).max(3650), zh: '参会名册的沿用天数', en: 'days a roll of voters counts as current' },
  'survey.conflict.days': { schema: z.int().min(1).max(90), zh: '调查冲突的处理期限', en: 'days in which a survey conflict is decided' },
  'survey.device.keepDays': {
    schema: z.int().min(1).max(90),
    zh: '摸底调查名单在手机上无联系的保留天数',
    en: 'days a phone keeps a survey list without contact',
  },
  'survey.device.pinTries': { schema: z.int().min(3).max(20), zh: '手机口令允许输错的次数', en: 'wrong PINs a phone allows' },
  'survey.device.lockMinutes': {
    schema: z.int().min(1).max(240),
    zh: '手机上多少分钟不操作后须重输口令',
    en: 'minutes without use after which a phone asks for the PIN',
  },
  'survey.photo.maxEdge': {
    schema: z.int().min(640).max(4096),
    zh: '调查照片最长边（像素）',
    en: 'longest edge of a survey photograph in pixels',
  },
  'quality.birthYear.min': { schema: z.int().min(1850).max(2000), zh: '出生年份下限', en: 'earliest year of birth' },
  'quality.mainRoad.maxMetres': { schema: z.int().min(0), zh: '与村主干路距离上限', en: 'longest distance to the main road' },
  'quality.wage.range': {
    schema: z.strictObject({ minFen: positiveFen, maxFen: positiveFen }),
    zh: '工资性收入合理范围',
    en: 'plausible wage income',
  },
  'quality.transfer.minFen': {
    schema: z.strictObject({ livingAllowance: positiveFen, pension: positiveFen, fiveGuarantee: positiveFen, familyPlanning: positiveFen }),
    zh: '各项转移性收入下限',
    en: 'least plausible transfer income by item',
  },
  'quality.exitedIncome.minFen': { schema: positiveFen, zh: '已脱贫户人均纯收入下限', en: 'least plausible income of an exited household' },
  'quality.primaryAge': { schema: ageRange, zh: '小学在校生年龄', en: 'age of primary-school pupils' },
  'quality.workingAge': { schema: ageRange, zh: '劳动年龄', en: 'working age' },
  'quality.welfarePost.minAge': { schema: years, zh: '公益性岗位最低年龄', en: 'least age in a public-welfare post' },
  'quality.support.maxDays': {
    schema: z.strictObject({ anyMeasure: days, developmentMeasure: days }),
    zh: '监测对象落实帮扶的期限',
    en: 'days until a monitored household has support',
  },
  'budget.newCapacityShareBp': {
    schema: z.int().min(0).max(10_000),
    zh: '新增财力用于扶贫的比例（万分比）',
    en: 'share of new fiscal capacity for poverty alleviation, in hundredths of a percent',
  },
  'budget.poorVillageCount': { schema: z.int().min(0).max(10_000), zh: '省定贫困村数量', en: 'provincial poor villages' },
  'budget.industry.perPoorVillageFen': { schema: positiveFen, zh: '产业资金标准：每个贫困村', en: 'industry fund by poor village' },
  'budget.industry.perHouseholdFen': { schema: positiveFen, zh: '产业资金标准：每户', en: 'industry fund by eligible household' },
  'budget.eCommerce.yearlyFen': { schema: positiveFen, zh: '电商扶贫年度资金', en: 'e-commerce earmark of a year' },
  'budget.organisation.yearlyFen': { schema: positiveFen, zh: '扶贫工作经费', en: 'organisation budget of a year' },
  'budget.fund.warningsBp': {
    schema: z.array(z.int().min(1).max(10_000)).max(5),
    zh: '资金使用预警比例（万分比）',
    en: 'shares of a fund at which a warning is given, in hundredths of a percent',
  },
  ...PURPOSE_KEYS,
  'subsidy.householdCapFen': { schema: positiveFen, zh: '产业奖补每户总额上限', en: 'most a household gets in reward subsidies' },
  'subsidy.batchCapFen': { schema: positiveFen, zh: '产业奖补每户每批上限', en: 'most a household gets in one batch' },
  ...OVERLAP_KEYS,
  'subsidy.acceptance.photos': {
    schema: z.int().min(1).max(20),
    zh: '现场验收照片最少张数',
    en: 'least number of photographs of an acceptance on site',
  },
  ...LOAN_KEYS,
  'screening.register.realEstate': {
    schema: registerRule('realEstate'),
    zh: '比对口径：不动产登记',
    en: 'screening: real estate register',
  },
  'screening.register.vehicle': { schema: registerRule('vehicle'), zh: '比对口径：车船登记', en: 'screening: register of vehicles' },
  'screening.register.firm': { schema: registerRule('firm'), zh: '比对口径：市场主体登记', en: 'screening: register of firms' },
  'screening.register.payroll': { schema: registerRule('payroll'), zh: '比对口径：财政供养名册', en: 'screening: public payroll' },
  'screening.register.commercialPension': {
    schema: registerRule('commercialPension'),
    zh: '比对口径：商业养老保险',
    en: 'screening: commercial pension insurance',
  },
  'screening.register.studyAbroad': { schema: registerRule('studyAbroad'), zh: '比对口径：出国留学', en: 'screening: students abroad' },
  'screening.register.police': { schema: registerRule('police'), zh: '比对口径：治安处罚', en: 'screening: police penalties' },
  'screening.register.villageCommittee': {
    schema: registerRule('villageCommittee'),
    zh: '比对口径：村两委名册',
    en: 'screening: members of village committees',
  },
  'screening.register.hukou': { schema: registerRule('hukou'), zh: '比对口径：户籍变动', en: 'screening: hukou changes' },
  'screening.countedPlaces': {
    schema: z.array(z.enum(PLACES_OF_HOUSES)).min(1),
    zh: '房产计入的坐落',
    en: 'places where real estate counts',
  },
  'screening.relocationHousehold': {
    schema: z.strictObject({ excepted: z.array(z.enum(REGISTER_CLASSES.realEstate)) }),
    zh: '搬迁移民扶贫户不计入的房产',
    en: 'real estate of a relocation household that does not count',
  },
  'screening.absence': {
    schema: z.strictObject({ workPlaces: z.array(WorkPlace).min(1).max(5), months: z.int().min(1).max(12), fromAge: years }),
    zh: '“长期不在”的线索',
    en: 'sign of long absence',
  },
  'screening.confirmation.maxAgeDays': { schema: days, zh: '人工核实结论的有效天数', en: 'days a confirmation holds' },
  'screening.register.retentionDays': { schema: days, zh: '登记数据保留天数', en: 'days the facts of a register are kept' },
} as const satisfies Record<string, { schema: z.ZodType; zh: string; en: string }>;

export type PolicyKey = keyof typeof POLICY_KEYS;
export type PolicyValue<K extends PolicyKey> = z.output<(typeof POLICY_KEYS)[K]['schema']>;

export const PolicyKey = z.enum(Object.keys(POLICY_KEYS) as [PolicyKey, ...PolicyKey[]]);
