import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import type { Words } from '../explain-grant.js';
import { findProduct, type SubsidyScheme } from '../scheme.js';
import type { ProjectRow } from './project-rows.js';

/** Why a project is not applied for together with others: whoever looks into it applies for it alone, or has it put right. */
export const OBSTACLES = ['notWaiting', 'household', 'product', 'unit', 'quantity', 'askedByHand', 'parcelUsed'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

const WORDS: Readonly<Record<Obstacle, Words>> = {
  notWaiting: {
    zh: '该项目已有奖补申请、已到账或已决定不予支付；请刷新后重新选择。',
    en: 'It was applied for, paid or rejected; reload and choose again.',
  },
  household: {
    zh: '该户在册状态或属性不在本办法的补助范围内；户册有误的，请村里先提出更正。',
    en: 'The scheme is not for a household of this status or category; have the register corrected first if it is wrong.',
  },
  product: {
    zh: '本办法没有该项目，或该年度阶段没有标准；请换一个办法。',
    en: 'The scheme has no rate for this product and stage; choose another scheme.',
  },
  unit: {
    zh: '验收的单位（亩、个）与办法不同；请产业部门核对验收记录后更正。',
    en: 'Accepted in another unit (mu, pieces) than the scheme counts in; have industry look at the record of acceptance.',
  },
  quantity: {
    zh: '验收记录没有规模，或超出可填报的范围；请村里据实单独申请。',
    en: 'The record says no quantity, or one that is out of range; the village applies for it alone.',
  },
  askedByHand: {
    zh: '该户本年度已为同一项目、同一年度阶段手工申请，可能是同一地块；请村里核对后单独办理。',
    en: 'The household has an application of this year for the same product and stage, perhaps for the same parcel; the village looks and applies alone.',
  },
  parcelUsed: {
    zh: '验收记录中有地块本年度已在另一份申请中，一年只补助一次；请核实，验收有误的，请产业部门更正。',
    en: 'One of its parcels is in another application of this year, and is subsidised once a year; if the record is wrong, industry corrects it.',
  },
};

export const wordsOf = (obstacle: Obstacle): Words => WORDS[obstacle];

const MOST = 1_000_000;

/** Pure; what speaks against it, the first that matters first. Empty: it may be applied for together with others. */
export function obstaclesOf(
  scheme: SubsidyScheme,
  { isFree, isAskedByHand, isParcelUsed, status, category, product, stage, quantity, unit }: ProjectRow,
): Obstacle[] {
  const known = product === null ? undefined : findProduct(scheme, product);
  const hasRate = stage !== null && known?.ratesFen[stage - 1] !== undefined;
  const holds: Readonly<Record<Obstacle, boolean>> = {
    notWaiting: !isFree,
    household: !COUNTED_AS_POOR.includes(status) || !scheme.categories.includes(category),
    product: !hasRate,
    unit: hasRate && unit !== known?.unit,
    quantity: quantity === null || quantity < 1 || quantity > MOST,
    askedByHand: isAskedByHand,
    parcelUsed: isParcelUsed,
  };
  return OBSTACLES.filter((obstacle) => holds[obstacle]);
}

/** The parcel as the village would have to call it: the same project is never the same text as another of the household. */
export const parcelOf = (scheme: SubsidyScheme, { product, stage, householdNumber, ordinal }: ProjectRow): string =>
  `验收项目·${findProduct(scheme, product ?? '')?.nameZh ?? product}·第${stage}年·${householdNumber}${ordinal > 1 ? `·第${ordinal}处` : ''}`;
