import { codeList, type CodeOf } from './code-list.js';

/** Why a person left or joined a household (人员变更). */
export const MemberChanges = codeList('人员变更', 'change of members', [
  { code: '01', zh: '死亡', en: 'died' },
  { code: '02', zh: '嫁出', en: 'married out', aliases: ['婚出'] },
  { code: '03', zh: '出国定居', en: 'settled abroad' },
  { code: '04', zh: '判刑收监', en: 'imprisoned' },
  { code: '05', zh: '嫁入', en: 'married in', aliases: ['婚入'] },
  { code: '06', zh: '新生儿', en: 'new-born', aliases: ['出生'] },
  { code: '07', zh: '其他转入', en: 'other, joined' },
  { code: '08', zh: '其他转出', en: 'other, left' },
]);
export type MemberChange = CodeOf<typeof MemberChanges>;
export const MemberChange = MemberChanges.schema;

/** Ways to leave a household; the others are ways to join one. */
export const LEAVING: readonly MemberChange[] = ['01', '02', '03', '04', '08'];
export const JOINING: readonly MemberChange[] = ['05', '06', '07'];
