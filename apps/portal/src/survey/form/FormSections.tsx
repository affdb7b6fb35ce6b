import { newClientId } from '../device/client-id.js';
import { withAnswer, withoutMember, type Work } from '../device/work.rules.js';
import { useMessages } from '../../i18n/messages.js';
import { useLanguage } from '../../i18n/useLanguage.js';
import { surveyMessages } from '../survey.messages.js';
import type { FormSection, SurveyForm } from '../types.js';
import type { WorkProblem } from './check-work.js';
import { FieldInput } from './FieldInput.js';
import { memberIds, memberPath } from './form-fields.js';

interface Props {
  readonly form: SurveyForm;
  readonly incomeYear: number;
  readonly work: Work;
  readonly change: (next: (work: Work) => Work) => void;
  readonly problems: readonly WorkProblem[];
}

export function FormSections({ form, incomeYear, work, change, problems }: Props) {
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  return form.sections.map((section) => (
    <section key={section.key} className="survey-section" aria-labelledby={`section-${section.key}`}>
      <h2 id={`section-${section.key}`}>{section[language]}</h2>
      {section.key === 'income' ? <p className="survey-soft">{t('year', { year: incomeYear })}</p> : null}
      {section.per === 'household' ? (
        section.fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            path={field.key}
            work={work}
            change={change}
            problems={problems}
            isNeeded={field.needed === 'always' || (field.needed === 'found' && work.found)}
          />
        ))
      ) : (
        <Members section={section} work={work} change={change} problems={problems} />
      )}
    </section>
  ));
}

function Members({ section, work, change, problems }: Omit<Props, 'form' | 'incomeYear'> & { readonly section: FormSection }) {
  const t = useMessages(surveyMessages);
  const add = (): void => {
    const id = newClientId();
    change((now) => withAnswer(now, memberPath(id, 'joining'), '07'));
  };
  return (
    <>
      {memberIds(work).map((id, i) => {
        const isKnown = work.masked[memberPath(id, 'idNumber')] !== undefined || memberPath(id, 'name') in work.base.answers;
        const name = work.answers[memberPath(id, 'name')];
        return (
          <details key={id} className="survey-member" open={!isKnown || problems.some(({ path }) => path.startsWith(`members.${id}.`))}>
            <summary>
              {t('member')} {i + 1} · {typeof name === 'string' && name ? name : t('memberUnnamed')}
            </summary>
            {section.fields
              .filter(({ key }) => (isKnown ? key !== 'joining' : key !== 'leaving'))
              .map((field) => (
                <FieldInput
                  key={field.key}
                  field={field}
                  path={memberPath(id, field.key)}
                  work={work}
                  change={change}
                  problems={problems}
                  isNeeded={field.needed === 'always' || (field.needed === 'joined' && !isKnown)}
                />
              ))}
            {isKnown ? null : (
              <button type="button" className="survey-link" onClick={() => change((now) => withoutMember(now, id))}>
                {t('removeMember')}
              </button>
            )}
          </details>
        );
      })}
      <button type="button" className="survey-button" onClick={add}>
        {t('addMember')}
      </button>
    </>
  );
}
