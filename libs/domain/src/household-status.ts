import { codeList, type CodeOf } from './code-list.js';

/** Where a household stands in the register. */
export const HouseholdStatuses = codeList('户状态', 'household status', [
  { code: 'registered', zh: '在册贫困户', en: 'registered', aliases: ['建档立卡', '未脱贫', '贫困户'] },
  { code: 'exited', zh: '已脱贫', en: 'exited', aliases: ['脱贫', '新脱贫', '历史已脱贫'] },
  { code: 'returned', zh: '返贫', en: 'returned to poverty' },
  { code: 'cleanedOut', zh: '清退', en: 'removed on review', aliases: ['清退户'] },
  { code: 'naturalReduction', zh: '自然减少', en: 'naturally reduced', aliases: ['自然减员', '销户'] },
]);
export type HouseholdStatus = CodeOf<typeof HouseholdStatuses>;
export const HouseholdStatus = HouseholdStatuses.schema;

/** Statuses in which the household counts among today's poor. */
export const COUNTED_AS_POOR: readonly HouseholdStatus[] = ['registered', 'returned'];

/** Statuses in which the household does not stand in the register any more: it should not have been in it, or there is nobody left. */
export const OUT_OF_REGISTER: readonly HouseholdStatus[] = ['cleanedOut', 'naturalReduction'];
