import { codeList, type CodeOf } from '@jingzhun/domain/code-list';
import type { PolicySnapshot } from '@jingzhun/policy';

/** What a household is offered. Terms of each are a policy parameter `loan.product.<code>`. */
export const LoanProducts = codeList('贷款品种', 'loan product', [
  { code: 'industryCredit', zh: '产业扶贫信贷通', en: 'industry credit' },
  { code: 'photovoltaic', zh: '光伏扶贫贷款', en: 'photovoltaic loan' },
]);
export const LoanProduct = LoanProducts.schema;
export type LoanProduct = CodeOf<typeof LoanProducts>;

/** The income that is to pay a loan back: what the household earns, or what the grid pays for its power. */
export const RepaymentSources = codeList('还款来源', 'what a loan is repaid from', [
  { code: 'household', zh: '农户自有收入', en: 'income of the household' },
  { code: 'powerIncome', zh: '发电收益', en: 'income from power' },
]);
export const RepaymentSource = RepaymentSources.schema;
export type RepaymentSource = CodeOf<typeof RepaymentSources>;

export const productRules = (product: LoanProduct, policy: PolicySnapshot) => policy.value(`loan.product.${product}`);
export type ProductRules = ReturnType<typeof productRules>;

/** Where an application does not fit its product. Pure. */
export function misfitOf(
  { purpose, months, amountFen }: { purpose: string; months: number; amountFen: number },
  { purposes, minMonths, maxMonths, maxFen }: ProductRules,
): 'purpose' | 'term' | 'amount' | undefined {
  if (!(purposes as readonly string[]).includes(purpose)) return 'purpose';
  if (months < minMonths || months > maxMonths) return 'term';
  return amountFen > maxFen ? 'amount' : undefined;
}
