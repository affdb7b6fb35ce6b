import { z } from 'zod';

/** What the money of a fund is for. */
export const FUND_PURPOSES = [
  'industry',
  'eCommerce',
  'organisation',
  'relocation',
  'premium',
  'interestSubsidy',
  'riskFund',
  'other',
] as const;

const purposes = z.array(z.enum(FUND_PURPOSES)).min(1).max(8);

/** Which purposes may pay a benefit (专款专用); each is dated, with a source of its own. */
export const PURPOSE_KEYS = {
  'budget.purposes.rewardSubsidy': {
    schema: purposes,
    zh: '可支付产业奖补的资金用途',
    en: 'purposes of funds that may pay reward subsidies',
  },
  'budget.purposes.relocationSubsidy': {
    schema: purposes,
    zh: '可支付搬迁补助的资金用途',
    en: 'purposes of funds that may pay relocation subsidies',
  },
  'budget.purposes.premium': { schema: purposes, zh: '可支付代缴保费的资金用途', en: 'purposes of funds that may pay premiums' },
  'budget.purposes.interestSubsidy': {
    schema: purposes,
    zh: '可支付贷款贴息的资金用途',
    en: 'purposes of funds that may pay interest subsidies',
  },
} as const;
