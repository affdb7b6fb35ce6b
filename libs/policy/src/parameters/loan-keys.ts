import { z } from 'zod';
import { ageRange, days, positiveFen } from './kinds-of-values.js';
import { loanMisuseSurcharge, loanPenalty } from './loan-penalty.js';

const yearlyRate = z.int().min(0).max(1_000_000);
const months = z.int().min(0).max(480);
/** What a product is lent for, how long, how much, and from what it is paid back. */
const loanProduct = z
  .strictObject({
    purposes: z.array(z.enum(['planting', 'breeding', 'processing', 'ruralTourism', 'eCommerce', 'photovoltaic', 'otherIndustry'])).min(1),
    minMonths: months.refine((n) => n > 0, { message: 'must be positive' }),
    maxMonths: months,
    graceMonths: months,
    extensionMonths: months.optional(),
    maxFen: positiveFen,
    repaidFrom: z.enum(['household', 'powerIncome']),
    isSubsidised: z.boolean(),
  })
  .refine(({ minMonths, maxMonths, graceMonths }) => minMonths <= maxMonths && graceMonths < maxMonths, {
    message: 'the least term must not exceed the most, and some of it must be left after the grace',
  });

/** Parameters of loans, of the fund that vouches for them and of the interest the county bears. */
export const LOAN_KEYS = {
  'loan.household.capFen': { schema: positiveFen, zh: '每户贷款授信上限', en: 'most a household is lent, own credit counted' },
  'loan.borrower.age': { schema: ageRange, zh: '借款人年龄范围', en: 'ages of a borrower' },
  'loan.product.industryCredit': { schema: loanProduct, zh: '产业扶贫信贷通的条件', en: 'terms of the industry credit' },
  'loan.product.photovoltaic': { schema: loanProduct, zh: '光伏扶贫贷款的条件', en: 'terms of the photovoltaic loan' },
  'loan.benchmarkRates': {
    schema: z.strictObject({ oneYearPpm: yearlyRate, fiveYearsPpm: yearlyRate, aboveFiveYearsPpm: yearlyRate.optional() }),
    zh: '贷款基准利率（百万分比）',
    en: 'benchmark rates, in millionths a year',
  },
  'loan.useCheck': {
    schema: z.strictObject({ firstDays: days, months: z.int().min(1).max(24) }),
    zh: '贷款用途检查周期',
    en: 'rhythm of looking at what loans are used for',
  },
  'loan.dayCount': { schema: z.enum(['30/360', 'actual/365', 'actual/360']), zh: '计息天数口径', en: 'how days of interest are counted' },
  'loan.rounding': { schema: z.enum(['halfUp', 'halfEven', 'down']), zh: '利息舍入方式', en: 'rounding of interest' },
  'loan.penalty': { schema: loanPenalty, zh: '逾期贷款罚息', en: 'penalty interest on what is overdue' },
  'loan.misuseSurcharge': { schema: loanMisuseSurcharge, zh: '挪用贷款加收罚息', en: 'surcharge on what is used otherwise' },
  'loan.bucketDays': { schema: z.array(days).min(1).max(6), zh: '逾期分档天数', en: 'last days of the buckets of late loans' },
  'loan.extension': {
    schema: z.strictObject({
      shortTermMonths: months,
      shortTermShareBp: z.int().min(0).max(10_000),
      mediumTermMonths: months,
      mediumTermShareBp: z.int().min(0).max(10_000),
      longTermMostMonths: months,
    }),
    zh: '贷款展期的最长月数',
    en: 'most months a loan is extended',
  },
  'loan.reportingDays': {
    schema: days,
    zh: '银行报送还款的天数（到期日起，期满才转为逾期）',
    en: 'days from a due date that a bank has to report a payment, before a loan is told overdue',
  },
  'loan.badAfterDays': { schema: days, zh: '逾期多少天计为不良', en: 'days late after which a loan is bad' },
  'loan.stopRatioBp': {
    schema: z.int().min(1).max(10_000),
    zh: '停止新增贷款的不良率（万分比）',
    en: 'bad-loan ratio that stops new lending',
  },
  'riskFund.leverage': {
    schema: z.int().min(1).max(100),
    zh: '风险缓释基金放大倍数',
    en: 'loans a risk fund carries, as a multiple of it',
  },
  'riskFund.shareBp': {
    schema: z.int().min(0).max(10_000),
    zh: '风险缓释基金分担比例（万分比）',
    en: 'share of a loss that the risk fund bears',
  },
  'riskFund.collectionDays': { schema: days, zh: '申请代偿前的催收天数', en: 'days of collection before compensation' },
  'interestSubsidy.months': {
    schema: z.int().min(1).max(120),
    zh: '贷款贴息期限（月，自每笔放款起）',
    en: 'months of interest subsidy, from each drawing',
  },
  'interestSubsidy.shareBp': {
    schema: z.int().min(0).max(10_000),
    zh: '贷款贴息比例（万分比）',
    en: 'share of the interest that is subsidised, hundredths of a percent',
  },
  'interestSubsidy.extension': {
    schema: z.strictObject({ isSubsidised: z.boolean() }),
    zh: '展期期间的贷款贴息',
    en: 'interest subsidy of the months that an extension adds',
  },
  'interestSubsidy.ceiling': {
    schema: z.strictObject({ mostFen: positiveFen, above: z.enum(['part', 'whole']) }),
    zh: '贷款贴息的本金上限',
    en: 'principal of a loan up to which its interest is subsidised',
  },
} as const satisfies Record<string, { schema: z.ZodType; zh: string; en: string }>;
