import { codeList, type CodeOf } from './code-list.js';
import { plainText } from './plain-text.js';

/** Health of a member. Later forms allow several at once ("残疾,长期慢性病"): see {@link parseHealth}. */
export const HealthStatuses = codeList('健康状况', 'health', [
  { code: '01', zh: '健康', en: 'healthy' },
  { code: '02', zh: '长期慢性病', en: 'long-term chronic illness', aliases: ['慢性病', '患有长期慢性病'] },
  { code: '03', zh: '大病', en: 'serious illness', aliases: ['患有大病', '(患有)大病'] },
  { code: '04', zh: '残疾', en: 'disability' },
]);
export type HealthStatus = CodeOf<typeof HealthStatuses>;
export const HealthStatus = HealthStatuses.schema;

/** One or several values in one cell, in the order of the list. Undefined for an unknown value or for "healthy" beside an illness. */
export function parseHealth(text: string): HealthStatus[] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[,;、+|/]/)
    .filter((part) => plainText(part) !== '');
  const codes = new Set<HealthStatus>();
  for (const part of parts) {
    const code = HealthStatuses.parse(part);
    if (code === undefined) return undefined;
    codes.add(code);
  }
  if (codes.size === 0 || (codes.size > 1 && codes.has('01'))) return undefined;
  return [...codes].sort();
}
