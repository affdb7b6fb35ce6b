import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { formatInstant } from '../../i18n/format.js';
import { useMessages } from '../../i18n/messages.js';
import { useLanguage } from '../../i18n/useLanguage.js';
import { withParts } from '../device/work.rules.js';
import { problemsOf } from '../form/check-work.js';
import { FormSections } from '../form/FormSections.js';
import { Photos } from '../form/Photos.js';
import { Signature } from '../form/Signature.js';
import { surveyMessages } from '../survey.messages.js';
import { useOpened } from '../opened.js';
import type { VisitOutcome } from '../types.js';
import { useWork } from './useWork.js';

const outcomes: readonly VisitOutcome[] = ['met', 'away', 'refused'];

export function HouseholdPage() {
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  const navigate = useNavigate();
  const { id = '' } = useParams();
  const { store, flush } = useOpened();
  const { work, kept, save, change, finish } = useWork(store, id);
  const [asked, setAsked] = useState(false);
  const isContested = useLiveQuery(async () => (await store.outbox(['conflict'])).some(({ unitId }) => unitId === id), [store, id]);
  const problems = useMemo(() => (work && kept ? problemsOf(kept.form, work) : []), [work, kept]);
  if (!work || !kept) return <p>{t('loading')}</p>;
  const submit = async (): Promise<void> => {
    setAsked(true);
    if (problems.length > 0 || work.outcome === null) {
      document.getElementById('survey-problems')?.focus();
      return;
    }
    await finish();
    void flush.send();
    await navigate('/survey');
  };
  return (
    // what is typed here must not stay in what the browser keeps of its pages
    <form autoComplete="off" className="survey-main" onSubmit={(event) => event.preventDefault()}>
      <p>
        <Link to="/survey">{t('back')}</Link>
      </p>
      {isContested ? (
        <p className="survey-notice" role="status">
          {t('waitsForDecision')}
        </p>
      ) : null}
      <fieldset className="survey-section">
        <legend>{t('outcome')}</legend>
        {outcomes.map((value) => (
          <label key={value} className="survey-choice">
            <input
              type="radio"
              name="outcome"
              checked={work.outcome === value}
              onChange={() => change((now) => withParts(now, { outcome: value }))}
            />
            {t(`outcome_${value}`)}
          </label>
        ))}
      </fieldset>
      {work.outcome === 'met' ? (
        <FormSections form={kept.form} incomeYear={kept.round.incomeYear} work={work} change={change} problems={asked ? problems : []} />
      ) : null}
      {work.outcome ? (
        <section className="survey-section">
          <label className="survey-field">
            <span>{t('note')}</span>
            <textarea
              rows={2}
              maxLength={500}
              value={work.note}
              onChange={(event) => change((now) => withParts(now, { note: event.target.value }))}
            />
          </label>
          <Photos store={store} work={work} change={change} maxEdge={kept.device.photoEdge} />
        </section>
      ) : null}
      {work.outcome === 'met' ? <Signature store={store} work={work} change={change} maxEdge={kept.device.photoEdge} /> : null}
      <div className="survey-foot">
        <p role="status" className="survey-soft">
          {save.state === 'saved' ? t('savedAt', { at: formatInstant(save.at) }) : save.state === 'saving' ? t('saving') : ''}
          {save.state === 'failed' ? t('saveFailed') : ''}
        </p>
        {asked && problems.length > 0 ? (
          <div id="survey-problems" tabIndex={-1} role="alert" className="survey-problem">
            <p>{t('problems', { count: problems.length })}</p>
            <ul>
              {problems.slice(0, 8).map((problem) => (
                <li key={problem.path}>
                  <a href={`#${problem.path}`}>{problem[language]}</a>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        <button type="button" className="survey-button primary wide" disabled={work.outcome === null} onClick={() => void submit()}>
          {t('finish')}
        </button>
      </div>
    </form>
  );
}
