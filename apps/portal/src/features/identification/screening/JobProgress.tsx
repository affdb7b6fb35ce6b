import { Alert, Progress } from 'antd';
import type { Job } from '../../../api/identification/screening.js';
import { formatCount, formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { screeningWordMessages } from './screening-words.messages.js';

/** How far long work is; when it failed, why and what to do. What came of it is said by the page. */
export function JobProgress({ job }: { readonly job: Job }) {
  const t = useMessages(screeningWordMessages);
  const language = useLanguage();
  if (job.state === 'failed') {
    const words = job.problem?.[language];
    return (
      <Alert
        role="alert"
        type="error"
        showIcon
        title={words?.title ?? t('runFailed')}
        description={
          <>
            <p>{words?.detail}</p>
            <p>{words?.next}</p>
          </>
        }
      />
    );
  }
  if (job.state === 'done') {
    return (
      <p role="status">
        {t('runDone')} <span className="soft">{job.finishedAt ? formatInstant(job.finishedAt) : ''}</span>
      </p>
    );
  }
  const total = job.total ?? 0;
  const phase = job.phase === 'household' || job.phase === 'application' ? t(`phase_${job.phase}`) : '';
  return (
    <div>
      <Progress
        percent={total > 0 ? Math.floor((job.done / total) * 100) : 0}
        aria-label={t('running')}
        strokeColor="#a8201a"
        {...(total > 0 ? {} : { showInfo: false })}
      />
      <p role="status">
        {job.state === 'queued'
          ? t('queued')
          : total > 0
            ? t('progress', { phase, done: formatCount(job.done), total: formatCount(total) })
            : t('progressDone', { done: formatCount(job.done) })}
      </p>
      <p className="soft">{t('leave')}</p>
    </div>
  );
}
