import { formatYuan, type Fen } from '@jingzhun/domain/money';
import type { Cut, CutBy, Granted } from './caps.rules.js';
import { findProduct, type SubsidyScheme } from './scheme.js';

export interface Words {
  zh: string;
  en: string;
}

const yuan = (fen: number): string => formatYuan(fen as Fen);
const amount = (quantity: number, unit: 'centiMu' | 'count'): Words =>
  unit === 'count'
    ? { zh: `${quantity} 个（座）`, en: `${quantity}` }
    : { zh: `${(quantity / 100).toFixed(2)} 亩`, en: `${(quantity / 100).toFixed(2)} mu` };

/** Which limit took away what, in the words of the scheme. */
export function explainCut(scheme: SubsidyScheme, granted: ExplainedGrant, { by, amountFen }: Cut): Words {
  const product = findProduct(scheme, granted.product);
  const unit = product?.unit ?? 'count';
  const texts: Record<CutBy, () => Words> = {
    belowMinimum: () => ({
      zh: `不足最低规模 ${amount(product?.minimum ?? 0, unit).zh}，不予补助`,
      en: `below the least quantity of ${amount(product?.minimum ?? 0, unit).en}: nothing is granted`,
    }),
    noRateForStage: () => ({ zh: '办法中该项目（年度）没有补助标准', en: 'the scheme has no rate for this product and stage' }),
    productCap: () => ({
      zh: `该项目每户每年最多补助 ${amount(product?.capQuantity ?? 0, unit).zh}，超出部分核减 ${yuan(amountFen)} 元`,
      en: `no more than ${amount(product?.capQuantity ?? 0, unit).en} a household and year: ${yuan(amountFen)} yuan less`,
    }),
    batchCap: () => ({
      zh: `每户每批不超过 ${yuan(scheme.batchCapFen)} 元，其余 ${yuan(amountFen)} 元转入下一批，在每户总额以内核定`,
      en: `no more than ${yuan(scheme.batchCapFen)} yuan a household and batch: ${yuan(amountFen)} yuan wait for the next batch, within the household's total`,
    }),
    householdCap: () => ({
      zh: `每户总额不超过 ${yuan(scheme.householdCapFen)} 元（此前已核定 ${yuan(granted.earlierFen)} 元），核减 ${yuan(amountFen)} 元`,
      en: `no more than ${yuan(scheme.householdCapFen)} yuan a household, ${yuan(granted.earlierFen)} granted before: ${yuan(amountFen)} yuan less`,
    }),
    yearCap: () => ({
      zh: `本年度各项奖补合计不超过 ${yuan(granted.yearCapFen ?? 0)} 元（其他项目已核定 ${yuan(granted.besidesFen ?? 0)} 元），核减 ${yuan(amountFen)} 元`,
      en: `no more than ${yuan(granted.yearCapFen ?? 0)} yuan in a year over all schemes, ${yuan(granted.besidesFen ?? 0)} granted besides: ${yuan(amountFen)} yuan less`,
    }),
    otherScheme: () => ({
      zh: '同一项目已由其他办法奖补，不重复补助',
      en: 'another scheme rewards the same already: nothing is granted twice',
    }),
  };
  return texts[by]();
}

export type ExplainedGrant = Pick<Granted, 'computedFen' | 'amountFen' | 'countedQuantity'> & {
  product: string;
  stage: number;
  quantity: number;
  earlierFen: number;
  /** What an earlier batch left of an application. */
  isRest?: boolean | undefined;
  /** The limit of the year over all schemes, where one holds, and what the household has besides this round. */
  yearCapFen?: number | undefined;
  besidesFen?: number | undefined;
};

/** How the amount comes about: 5.00 亩 × 600.00 元 = 3,000.00 元. */
export function explainGrant(scheme: SubsidyScheme, { product: code, stage, quantity, computedFen, isRest }: ExplainedGrant): Words {
  if (isRest) return { zh: `上一批余额 ${yuan(computedFen)} 元`, en: `left by the batch before: ${yuan(computedFen)} yuan` };
  const product = findProduct(scheme, code);
  const rate = product?.ratesFen[stage - 1];
  if (!product || rate === undefined) return { zh: '没有补助标准', en: 'no rate' };
  const { zh, en } = amount(quantity, product.unit);
  return { zh: `${zh} × ${yuan(rate)} 元 = ${yuan(computedFen)} 元`, en: `${en} × ${yuan(rate)} yuan = ${yuan(computedFen)} yuan` };
}
