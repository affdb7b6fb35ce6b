import { NotPossible, type CheckedNeed, type Words } from './lifecycle.js';
import { Refusal, type RefusalProblem, type RefusalText } from './refusal.js';

/** The three sentences in both languages. */
export type RefusalTexts = Readonly<Record<'zh' | 'en', RefusalText>>;

/** No way of this step leads on from where it stands. */
export class StepNotPossible extends Refusal {
  constructor(feature: string, texts: RefusalTexts) {
    super({ code: `${feature}.step-not-possible`, status: 409, ...texts });
  }
}

/** Another office takes this step. */
export class NotYourOffice extends Refusal {
  constructor(feature: string, texts: RefusalTexts) {
    super({ code: `${feature}.not-your-office`, status: 403, ...texts });
  }
}

/** What is missing for one of the things a command names; an empty pointer: for the only one. */
export interface Lacking {
  readonly pointer: string;
  readonly missing: readonly CheckedNeed[];
}

/** Something is missing; the problems carry the codes of the checklist. */
export class StepNotYet extends Refusal {
  constructor(feature: string, lacking: readonly Lacking[], texts: RefusalTexts) {
    super({
      code: `${feature}.not-yet`,
      status: 409,
      ...texts,
      problems: lacking.flatMap(({ pointer, missing }) => missing.map(({ code, zh, en }) => ({ pointer, code, zh, en }))),
    });
  }
}

/** The step is taken for a stated reason only. */
export class ReasonNeeded extends Refusal {
  constructor(feature: string, texts: RefusalTexts, problem: Omit<RefusalProblem, 'pointer'> = REASON_REQUIRED) {
    super({ code: `${feature}.reason-needed`, status: 422, ...texts, problems: [{ pointer: '/reason', ...problem }] });
  }
}
const REASON_REQUIRED = { code: 'required', zh: '请填写理由', en: 'write the reason' };

// What most features say; one that can say more to its office brings its own texts.

/** @param subject in Chinese with its demonstrative: 这份名单 */
export const standsAt = (subject: Words, state: Words): RefusalTexts => ({
  zh: { title: '现在不能这样办理', detail: `${subject.zh}现为“${state.zh}”。`, next: '请刷新页面，按目前的状态办理。' },
  en: { title: 'Not possible now', detail: `${subject.en} is: ${state.en}.`, next: 'Reload the page and go on from where it stands.' },
});

export const takenBy = ({ zh, en }: Words): RefusalTexts => ({
  zh: { title: '不由您办理', detail: `这一环节由${zh}办理。`, next: `请交由${zh}办理。` },
  en: { title: 'Not your step', detail: `This step is taken by the ${en}.`, next: `Leave it to the ${en}.` },
});

/** @param next what whoever was refused does about it */
export const stillMissing = (missing: readonly CheckedNeed[], next: Words): RefusalTexts => ({
  zh: { title: '条件还不具备', detail: `${missing.map(({ zh }) => zh).join('；')}。`, next: next.zh },
  en: { title: 'Something is missing', detail: `${missing.map(({ en }) => en).join('; ')}.`, next: next.en },
});

/** @param detail which steps of the feature are taken for a reason */
export const reasonFor = (detail: Words): RefusalTexts => ({
  zh: { title: '请写明理由', detail: detail.zh, next: '请填写理由后再提交。' },
  en: { title: 'A reason is needed', detail: detail.en, next: 'Write it and send again.' },
});

/** How one feature says each no. */
export interface StepRefusals<State extends string, C extends CheckedNeed, O extends string> {
  notPossible(state: State): Refusal;
  notYourOffice(office: O): Refusal;
  notYet(missing: readonly C[]): Refusal;
}

/**
 * Runs a pure decision and turns its no into what the feature says.
 * @throws the refusal in place of `NotPossible`; any other error as it came
 */
export function decided<T, State extends string, C extends CheckedNeed, O extends string>(
  says: StepRefusals<State, C, O>,
  state: State,
  decision: () => T,
): T {
  try {
    return decision();
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    const { why, office, missing } = error as NotPossible<C, O>;
    if (why === 'not-your-office' && office) throw says.notYourOffice(office);
    throw why === 'not-yet' ? says.notYet(missing) : says.notPossible(state);
  }
}
