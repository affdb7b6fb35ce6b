import { codeList, type CodeOf } from './code-list.js';

/** What makes up transfer income. The aliases carry the titles of the national export list and its field numbers. */
export const TransferItems = codeList('转移性收入', 'transfer income', [
  { code: 'familyPlanning', zh: '计划生育金', en: 'family-planning allowance', aliases: ['AAC076'] },
  { code: 'livingAllowance', zh: '低保金', en: 'minimum living allowance', aliases: ['AAC077'] },
  { code: 'fiveGuarantee', zh: '特困供养金', en: 'five-guarantee allowance', aliases: ['五保金', '特困供养(五保)金', 'AAC086'] },
  { code: 'pension', zh: '养老保险金', en: 'pension', aliases: ['养老金', 'AAC087'] },
  { code: 'ecological', zh: '生态补偿金', en: 'ecological compensation', aliases: ['AAC078'] },
  { code: 'otherTransfer', zh: '其他转移性收入', en: 'other transfer income', aliases: ['其他转移性', 'AAC083'] },
]);
export type TransferItem = CodeOf<typeof TransferItems>;
export const TransferItem = TransferItems.schema;
