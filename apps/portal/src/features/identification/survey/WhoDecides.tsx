import type { SurveyConflictRow } from '../../../api/identification/surveys.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { usePost } from './post-words.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';

/** Whose decision it is and how long it has waited, in one line. */
export function WhoDecides({ conflict }: { readonly conflict: SurveyConflictRow }) {
  const t = useMessages(surveyDeciderMessages);
  const post = usePost();
  const { kind, capacity, isMe } = conflict.decider;
  if (conflict.state !== 'open') return null;
  const words = isMe
    ? t('decidesMe')
    : kind === 'anyone'
      ? t('decidesAnyone')
      : kind === 'nobody'
        ? t('decidesNobody')
        : t(capacity === 'substitute' ? 'decidesSubstitute' : 'decidesPost', { post: post(conflict.decider) });
  return (
    <p className="soft">
      {conflict.late ? <StatusTag tone="stopped">{t('late')}</StatusTag> : null} {words} ·{' '}
      {t('waits', { days: conflict.daysWaiting, due: conflict.dueOn })}
    </p>
  );
}
