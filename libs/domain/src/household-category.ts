import { codeList, type CodeOf } from './code-list.js';

/**
 * Category of a registered household. The form of 2014 also prints 低保户 and 五保户; both are taken from civil-affairs data and
 * are the same households as today's second and third value.
 */
export const HouseholdCategories = codeList('贫困户属性', 'household category', [
  { code: 'general', zh: '一般贫困户', en: 'general', aliases: ['扶贫开发户', '一般农户', '01'] },
  { code: 'livingAllowance', zh: '低保贫困户', en: 'minimum living guarantee', aliases: ['扶贫低保户', '低保户', '02'] },
  { code: 'fiveGuarantee', zh: '五保贫困户', en: 'five-guarantee', aliases: ['五保户', '特困供养贫困户', '特困供养户', '03'] },
]);
export type HouseholdCategory = CodeOf<typeof HouseholdCategories>;
export const HouseholdCategory = HouseholdCategories.schema;
