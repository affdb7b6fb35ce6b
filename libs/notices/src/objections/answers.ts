import { z } from 'zod';

/**
 * What an objector reads on the status page. A list instead of a text field: the answer to one villager must not tell him what an office
 * knows about another.
 */
export const ANSWERS = {
  'facts-confirmed': {
    outcome: 'upheld',
    zh: '经调查，您反映的情况属实，公示事项不再按原结果办理。',
    en: 'The investigation confirmed what you reported; the matter does not go on as posted.',
  },
  'procedure-faulty': {
    outcome: 'upheld',
    zh: '经调查，评议或公示程序确有不当，有关步骤将重新办理。',
    en: 'The investigation found a fault in the procedure; the step is done again.',
  },
  'facts-not-confirmed': {
    outcome: 'dismissed',
    zh: '经调查，您反映的情况未能得到证实，公示事项按程序继续办理。',
    en: 'The investigation could not confirm what you reported; the matter goes on.',
  },
  'no-effect-on-result': {
    outcome: 'dismissed',
    zh: '经调查，您反映的情况不影响公示结果，公示事项按程序继续办理。',
    en: 'What you reported does not change the result; the matter goes on.',
  },
  'not-about-this-notice': {
    outcome: 'dismissed',
    zh: '您反映的问题不属于本次公示的内容，请通过监督举报渠道反映。',
    en: 'What you reported is not about this notice; please use the complaint channel.',
  },
} as const satisfies Record<string, { outcome: 'upheld' | 'dismissed'; zh: string; en: string }>;

export type AnswerCode = keyof typeof ANSWERS;
export const AnswerCode = z.enum(Object.keys(ANSWERS) as [AnswerCode, ...AnswerCode[]]);
