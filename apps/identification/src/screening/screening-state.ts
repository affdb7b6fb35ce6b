import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { RuleCode, RuleResult } from './rule-code.js';

export interface RuleTitle {
  readonly zh: string;
  readonly en: string;
}

/** What other features may know of a screening. Holds nothing that only the confirming role may read. */
export interface ScreeningState {
  readonly screeningId: Uuid;
  readonly ranAt: Date;
  /** Civil day the facts were judged for. */
  readonly judgedOn: PlainDate;
  readonly ruleSetVersion: string;
  /** Hex digest of the application's content that was screened; null for a registered household. */
  readonly contentDigest: string | null;
  readonly results: Readonly<Record<RuleCode, RuleResult>>;
  /** What the rules are called in the set they were judged by: an officer knows no codes. */
  readonly titles: Readonly<Partial<Record<RuleCode, RuleTitle>>>;
  /** Strict reviews that have a written reason for what was found. */
  readonly answered: readonly RuleCode[];
}

/** One reason why the application cannot go on. The texts are fit for everybody who may see the application. */
export interface ScreeningBlock {
  readonly code: 'screening.missing' | 'screening.outdated' | 'screening.unknown' | 'screening.veto' | 'screening.strict-unanswered';
  readonly rules: readonly RuleCode[];
  readonly titles: readonly RuleTitle[];
  readonly zh: string;
  readonly en: string;
}

/**
 * What keeps an application from its next step. `groupAppraisal` needs a screening of the present content; `townshipRecheck` needs
 * it without unknown, veto or unanswered strict review.
 */
export function screeningBlocks(
  state: ScreeningState | undefined,
  contentDigest: string,
  step: 'groupAppraisal' | 'townshipRecheck',
): ScreeningBlock[] {
  if (!state) return [block('screening.missing', [])];
  if (state.contentDigest !== contentDigest) return [block('screening.outdated', [])];
  if (step === 'groupAppraisal') return [];
  const rulesOf = (result: RuleResult): RuleCode[] =>
    (Object.keys(state.results) as RuleCode[]).filter((rule) => state.results[rule] === result);
  const titleOf = (rule: RuleCode): RuleTitle => state.titles[rule] ?? { zh: rule, en: rule };
  const found = {
    'screening.veto': rulesOf('veto'),
    'screening.unknown': rulesOf('unknown'),
    'screening.strict-unanswered': rulesOf('strict').filter((rule) => !state.answered.includes(rule)),
  } as const;
  return (Object.keys(found) as (keyof typeof found)[])
    .filter((code) => found[code].length > 0)
    .map((code) => block(code, found[code], found[code].map(titleOf)));
}

const TEXTS: Record<ScreeningBlock['code'], (rules: RuleTitle) => RuleTitle> = {
  'screening.missing': () => ({
    zh: '尚未进行“七个一票否决、四个从严审核”比对。请先运行比对。',
    en: 'Not screened by the seven vetoes and four strict reviews yet. Run the screening first.',
  }),
  'screening.outdated': () => ({
    zh: '比对之后申请内容已有改动。请重新运行比对。',
    en: 'The application changed since it was screened. Run the screening again.',
  }),
  'screening.veto': (rules) => ({
    zh: `一票否决：${rules.zh}。请打开比对结果查看依据和改变结论的条件；不符合的，请作出不予通过的决定。`,
    en: `Vetoed by: ${rules.en}. Open the verdict for the evidence and for what would change it; otherwise reject the application.`,
  }),
  'screening.unknown': (rules) => ({
    zh: `尚待核实：${rules.zh}。请在比对结果中查看缺少的登记数据或待核实事项。`,
    en: `Still unknown: ${rules.en}. The verdict names the missing register or what a person has to confirm.`,
  }),
  'screening.strict-unanswered': (rules) => ({
    zh: `从严审核尚未书面说明：${rules.zh}。请在比对结果中填写说明。`,
    en: `Strict review without a written reason: ${rules.en}. Write the reason on the verdict page.`,
  }),
};

const block = (code: ScreeningBlock['code'], rules: readonly RuleCode[], titles: readonly RuleTitle[] = []): ScreeningBlock => ({
  code,
  rules,
  titles,
  ...TEXTS[code](namesOf(titles)),
});

/** Several rules in one sentence. */
const namesOf = (titles: readonly RuleTitle[]): RuleTitle => ({
  zh: titles.map(({ zh }) => `“${zh}”`).join('、'),
  en: titles.map(({ en }) => `“${en}”`).join(', '),
});
