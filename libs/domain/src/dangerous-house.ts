import { codeList, type CodeOf } from './code-list.js';

/** Safety of the house. Column 危房级别 writes only C or D, column 安全住房 all three. */
export const HouseSafeties = codeList('安全住房', 'safety of the house', [
  { code: '01', zh: '安全', en: 'safe', aliases: ['有', '非危房', '无', 'A级', 'B级', 'A', 'B'] },
  { code: '02', zh: '危房C级', en: 'dangerous, grade C', aliases: ['C级', 'C', 'C级危房'] },
  { code: '03', zh: '危房D级', en: 'dangerous, grade D', aliases: ['D级', 'D', 'D级危房'] },
]);
export type HouseSafety = CodeOf<typeof HouseSafeties>;
export const HouseSafety = HouseSafeties.schema;
