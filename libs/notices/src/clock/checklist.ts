import type { ClosingFacts, Missing } from './closing.rules.js';

export interface ChecklistLine {
  readonly code: Missing['code'];
  readonly isDone: boolean;
  /** Of a photo that is not there. */
  readonly stage: Missing['stage'];
  readonly zh: string;
  readonly en: string;
}

const DONE: Record<Exclude<Missing['code'], 'not-posted'>, { zh: string; en: string }> = {
  'proof-first': { zh: '首日张贴照片已上传', en: 'photo of the first day handed in' },
  'proof-last': { zh: '末日张贴照片已上传', en: 'photo of the last day handed in' },
  'days-left': { zh: '公示期已满', en: 'the period has passed' },
  'open-objections': { zh: '没有未答复的异议', en: 'no objection is open' },
};

/** What closing needs, line by line, with what is already there. */
export function checklist({ period }: ClosingFacts, missing: readonly Missing[]): ChecklistLine[] {
  if (period === null) return missing.map(({ code, stage, zh, en }) => ({ code, isDone: false, stage, zh, en }));
  return (Object.keys(DONE) as (keyof typeof DONE)[]).map((code) => {
    const open = missing.find((line) => line.code === code);
    return open ? { code, isDone: false, stage: open.stage, zh: open.zh, en: open.en } : { code, isDone: true, stage: null, ...DONE[code] };
  });
}
