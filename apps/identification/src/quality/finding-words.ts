import { REASONS } from './finding-reasons.js';
import { QUALITY_RULES } from './quality-rules.js';

interface Text {
  zh: string;
  en: string;
}

const RULES = new Map<string, (typeof QUALITY_RULES)[number]>(QUALITY_RULES.map((rule) => [rule.rule, rule]));

export interface FindingWords {
  title: Text;
  reasons: (Text & { code: string })[];
  next: Text;
}

/** What a finding says and what to do about it, in both languages. */
export function wordsOfFinding(rule: string, reasons: readonly string[]): FindingWords {
  const known = RULES.get(rule);
  if (!known) throw new Error(`a finding of an unknown rule ${rule}`);
  return {
    title: { zh: known.zh, en: known.en },
    next: known.next,
    reasons: reasons.map((code) => ({ code, ...(REASONS[`${rule}.${code}`] ?? { zh: code, en: code }) })),
  };
}
