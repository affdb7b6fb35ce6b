import { useLiveQuery } from 'dexie-react-hooks';
import { Link } from 'react-router';
import { useLanguage } from '../../i18n/useLanguage.js';
import { useMessages } from '../../i18n/messages.js';
import type { OutboxEntry } from '../device/survey-store.js';
import { fieldAt } from '../form/form-fields.js';
import { surveyMessages } from '../survey.messages.js';
import { useOpened } from '../opened.js';
import type { FlushEnd } from '../sending/flush.js';
import type { SurveyForm } from '../types.js';
import { readHouseholds } from './listed-households.js';

/** What the frame does not say already. */
const endText: Partial<Record<FlushEnd, 'end_done' | 'end_no_signal' | 'end_busy'>> = {
  done: 'end_done',
  'no-signal': 'end_no_signal',
  busy: 'end_busy',
};

export function OutboxPage() {
  const t = useMessages(surveyMessages);
  const { store, flush } = useOpened();
  const data = useLiveQuery(async () => {
    const [kept, households, entries, photos] = await Promise.all([store.round(), readHouseholds(store), store.outbox(), store.photos()]);
    return { form: kept?.form, names: new Map(households.map(({ id, headName }) => [id, headName])), entries, photos };
  }, [store]);
  if (!data) return <p>{t('loading')}</p>;
  const { form, names, entries, photos } = data;
  const ended = flush.end && !flush.isSending ? endText[flush.end] : undefined;
  const onWay = photos.filter(({ state }) => state === 'waiting' || state === 'uploaded' || state === 'refused');
  return (
    <>
      <h1 className="survey-title">{t('outboxTitle')}</h1>
      <div className="survey-buttons">
        <button type="button" className="survey-button primary" disabled={flush.isSending} onClick={() => void flush.send()}>
          {flush.isSending ? t('sendingNow') : t('sendNow')}
        </button>
        <Link className="survey-button" to="/survey">
          {t('back')}
        </Link>
      </div>
      <p role="status" className="survey-soft">
        {ended ? t(ended) : ''}
      </p>
      {entries.length === 0 && onWay.length === 0 ? <p>{t('outboxEmpty')}</p> : null}
      <ul className="survey-list">
        {[...entries].reverse().map((entry) => (
          <li key={entry.id} className="survey-card">
            <Entry entry={entry} name={names.get(entry.unitId) || t('newHousehold')} form={form} />
          </li>
        ))}
        {onWay.map(({ id, unitId, state, size, sent }) => (
          <li key={id} className="survey-card">
            <div className="survey-row">
              <span>
                <strong>{names.get(unitId) || t('newHousehold')}</strong> · {t('photos')}
              </span>
              <span className="survey-soft">
                {state === 'refused'
                  ? t('photoRefused')
                  : state === 'uploaded'
                    ? t('photoSent')
                    : t('photoWaiting', { sent: Math.round(sent / 1024), size: Math.round(size / 1024) })}
              </span>
            </div>
            {state === 'waiting' ? <progress max={size} value={sent} aria-label={t('photos')} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Entry({ entry, name, form }: { readonly entry: OutboxEntry; readonly name: string; readonly form: SurveyForm | undefined }) {
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  const { store, flush } = useOpened();
  const { answer, state, attempts, unitId } = entry;
  return (
    <>
      <div className="survey-row">
        <strong>{name}</strong>
        <span className={`survey-tag local ${state}`}>{t(`local_${state}`)}</span>
      </div>
      {state === 'sending' ? <p className="survey-soft">{t('attempts', { count: attempts })}</p> : null}
      {answer?.title ? (
        <p>
          {answer.title}。{answer.detail} {answer.next ? t('next', { next: answer.next }) : ''}
        </p>
      ) : null}
      {answer?.problems?.length ? (
        <ul>
          {answer.problems.map(({ pointer, detail }) => (
            <li key={pointer}>
              {form && fieldAt(form, pointer.replace('/changes/', ''))?.[language]} {detail}
            </li>
          ))}
        </ul>
      ) : null}
      {state === 'rejected' ? (
        <div className="survey-buttons">
          <Link className="survey-button primary" to={`/survey/households/${unitId}`}>
            {t('open')}
          </Link>
          <button type="button" className="survey-button" onClick={() => void store.retry(entry.id).then(flush.send)}>
            {t('resend')}
          </button>
        </div>
      ) : null}
    </>
  );
}
