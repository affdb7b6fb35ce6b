import { parseIdNumber } from '@jingzhun/domain/id-number';
import { Sexes } from '@jingzhun/domain/sex';
import { useMessages } from '../../i18n/messages.js';
import { useLanguage } from '../../i18n/useLanguage.js';
import { withAnswer, type Work } from '../device/work.rules.js';
import { surveyMessages } from '../survey.messages.js';
import type { FormField } from '../types.js';
import type { WorkProblem } from './check-work.js';
import { hundredthsText, parseCount, parseHundredths } from './number-text.js';

interface Props {
  readonly field: FormField;
  readonly path: string;
  readonly work: Work;
  readonly change: (next: (work: Work) => Work) => void;
  readonly problems: readonly WorkProblem[];
  readonly isNeeded: boolean;
}

/** One question, asked with what the phone itself brings: number pads, pickers, large targets. */
export function FieldInput(props: Props) {
  const { field, path, problems, isNeeded, work } = props;
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  const problem = problems.find((candidate) => candidate.path === path);
  const hintId = `${path}-hint`;
  const label = (
    <>
      {field[language]}
      {field.unit ? `（${field.unit[language]}）` : ''}
      {isNeeded ? <span className="survey-needed"> {t('needed')}</span> : null}
    </>
  );
  const hint = problem?.[language] ?? hintOf(props, language, t);
  const described = { 'aria-describedby': hintId, ...(problem ? { 'aria-invalid': true } : {}) } as const;
  const hintLine = (
    <span id={hintId} className={problem ? 'survey-problem' : 'survey-soft'} role={problem ? 'alert' : undefined}>
      {hint}
    </span>
  );
  if (field.kind === 'yesNo' || field.kind === 'codes') {
    return (
      <fieldset id={path} tabIndex={-1} className="survey-field" {...described}>
        <legend>{label}</legend>
        <Choices {...props} />
        {hintLine}
      </fieldset>
    );
  }
  return (
    <div className="survey-field">
      <label htmlFor={path}>{label}</label>
      {field.kind === 'code' ? (
        <select
          id={path}
          {...described}
          value={String(work.answers[path] ?? '')}
          onChange={(event) => props.change((now) => withAnswer(now, path, event.target.value || undefined))}
        >
          <option value="">{t('notAnswered')}</option>
          {field.options?.map((option) => (
            <option key={option.code} value={option.code}>
              {option[language]}
            </option>
          ))}
        </select>
      ) : (
        <TextInput {...props} described={described} />
      )}
      {hintLine}
    </div>
  );
}

function hintOf(
  { field, path, work }: Props,
  language: 'zh' | 'en',
  t: (key: 'registeredAs' | 'fromId' | 'notANumber', values?: Record<string, string>) => string,
): string {
  const given = work.answers[path];
  if (work.raw[path] !== undefined) return t('notANumber');
  if (field.kind === 'idNumber' && typeof given === 'string') {
    const read = parseIdNumber(given);
    // while a number is shorter than any, there is nothing to complain about yet
    if (!read.ok) return given.length >= 18 ? read.problem[language] : '';
    return t('fromId', { birthDate: read.value.birthDate, sex: Sexes.text(read.value.sex, language) });
  }
  const known = work.masked[path];
  return [known ? t('registeredAs', { masked: known }) : '', field.hint?.[language] ?? ''].filter(Boolean).join('；');
}

function TextInput({ field, path, work, change, described }: Props & { readonly described: object }) {
  const given = work.answers[path];
  const isNumber = field.kind === 'money' || field.kind === 'hundredths' || field.kind === 'count';
  const text =
    work.raw[path] ?? (typeof given === 'number' ? (field.kind === 'count' ? String(given) : hundredthsText(given)) : String(given ?? ''));
  const enter = (typed: string): void => {
    if (!isNumber) {
      const value = field.kind === 'idNumber' ? typed.toUpperCase().replace(/\s/g, '') : typed;
      change((now) => withAnswer(now, path, value === '' ? undefined : value));
      return;
    }
    const value = field.kind === 'count' ? parseCount(typed) : parseHundredths(typed);
    const isInRange = value !== undefined && value >= (field.min ?? 0) && value <= (field.max ?? Number.MAX_SAFE_INTEGER);
    if (typed.trim() === '') change((now) => withAnswer(now, path, undefined));
    else if (isInRange) change((now) => withAnswer(now, path, value, /[.,]$/.test(typed.trim()) ? typed : undefined));
    else change((now) => withAnswer(now, path, undefined, typed));
  };
  const common = { id: path, value: text, autoComplete: 'off', ...described };
  if (field.kind === 'longText')
    return <textarea {...common} rows={3} maxLength={field.max ?? 500} onChange={(event) => enter(event.target.value)} />;
  return (
    <input
      {...common}
      type="text"
      inputMode={field.kind === 'phone' ? 'tel' : field.kind === 'count' ? 'numeric' : isNumber ? 'decimal' : 'text'}
      maxLength={isNumber ? 15 : (field.max ?? 30)}
      spellCheck={false}
      onChange={(event) => enter(event.target.value)}
    />
  );
}

function Choices({ field, path, work, change }: Props) {
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  const given = work.answers[path];
  if (field.kind === 'yesNo') {
    return (
      <span className="survey-choices">
        {([true, false] as const).map((value) => (
          <label key={String(value)} className="survey-choice">
            <input type="radio" name={path} checked={given === value} onChange={() => change((now) => withAnswer(now, path, value))} />
            {t(value ? 'yes' : 'no')}
          </label>
        ))}
        <label className="survey-choice">
          <input
            type="radio"
            name={path}
            checked={given === undefined}
            onChange={() => change((now) => withAnswer(now, path, undefined))}
          />
          {t('notAnswered')}
        </label>
      </span>
    );
  }
  const chosen = Array.isArray(given) ? (given as readonly string[]) : [];
  const toggle = (code: string): void => {
    const next = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code].sort();
    change((now) => withAnswer(now, path, next.length === 0 ? undefined : next));
  };
  return (
    <span className="survey-choices">
      {field.options?.map(({ code, ...words }) => (
        <label key={code} className="survey-choice">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            disabled={!chosen.includes(code) && chosen.length >= (field.max ?? 20)}
            onChange={() => toggle(code)}
          />
          {words[language]}
        </label>
      ))}
    </span>
  );
}
