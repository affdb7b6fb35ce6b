import { Link } from 'react-router';
import type { Case, CaseEvent } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { caseMessages } from './case.messages.js';
import { meetingPlace, noticePlace, samplePlace } from './places.js';
import { useCaseEvents } from './useCase.js';

/** Every step with who, when, why, and what it rested on. */
export function CaseTimeline({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const query = useCaseEvents(record.id);
  return (
    <section className="panel no-print" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('noTimeline')} />
          ) : (
            <ol className="plain-list divided">
              {items.map((event) => (
                <li key={event.version}>
                  <Step event={event} record={record} />
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}

function Step({ event, record }: { readonly event: CaseEvent; readonly record: Case }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const signature = record.signatures.find(({ id }) => id === event.signatureId);
  return (
    <>
      <p>
        <strong>{words(`step_${event.step}`)}</strong>{' '}
        {event.from === event.to ? null : (
          <span className="soft">{t('fromTo', { from: words(`short_${event.from}`), to: words(`short_${event.to}`) })}</span>
        )}
      </p>
      <p className="soft">
        {t('actor', { name: event.actor?.name ?? t('system'), at: formatInstant(event.at) })}
        {signature ? ` · ${signature.voidedAt ? t('signatureVoid', { reason: signature.voidReason ?? '' }) : t('signed')}` : ''}
      </p>
      {event.reason ? <p>{t('reason', { reason: event.reason })}</p> : null}
      <p className="row">
        {event.meetingId && (event.step === 'appraise' || event.step === 'review') ? (
          <Link to={meetingPlace(event.meetingId)}>{t('toMeeting')}</Link>
        ) : null}
        {event.noticeId && event.step !== 'recheck' && event.step !== 'examine' ? (
          <Link to={noticePlace(event.noticeId)}>{t('toNotice')}</Link>
        ) : null}
        {event.sampleId && (event.step === 'recheck' || event.step === 'examine') ? (
          <Link to={samplePlace(event.sampleId)}>{t('toSample')}</Link>
        ) : null}
      </p>
    </>
  );
}
