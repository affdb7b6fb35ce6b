import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { startRun, type Job } from '../../../api/identification/screening.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { JobProgress } from './JobProgress.js';
import { screeningMessages } from './screening.messages.js';
import { useNewestRun, useVerdictChanged } from './useVerdict.js';

interface RunResult {
  readonly subjects: number;
  readonly veto: number;
  readonly strict: number;
  readonly unknown: number;
  readonly passed: number;
}

/** The newest run over everybody, live while it goes on, also for whoever comes back later; and the button for another one. */
export function RunPanel() {
  const t = useMessages(screeningMessages);
  const may = useMay();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const changed = useVerdictChanged();
  const { data: job, error } = useNewestRun();
  const isMoving = job?.state === 'queued' || job?.state === 'running';
  const ordered = useWhenDone(job, () => {
    void message.success(t('runTold'));
    changed();
  });
  const start = useCommand(
    (_: undefined, key) => startRun(key),
    ({ jobId }) => {
      ordered(jobId);
      void client.invalidateQueries({ queryKey: ['screening-runs'] });
    },
  );
  const result = job?.state === 'done' ? (job.result as RunResult | null) : null;
  return (
    <section className="panel" aria-label={t('runHead')}>
      <div className="panel-head">
        <h2>{t('runHead')}</h2>
        {may('register.import') ? (
          <Button
            disabled={isMoving}
            loading={start.isPending}
            onClick={() =>
              void modal.confirm({ title: t('runTitle'), content: t('runText'), okText: t('run'), onOk: () => start.run(undefined) })
            }
          >
            {t('run')}
          </Button>
        ) : null}
      </div>
      {error ? <ProblemView error={error} /> : null}
      {job === null ? <p>{t('runNone')}</p> : null}
      {job ? <JobProgress job={job} /> : null}
      {result ? (
        <p>
          {t('runResult', {
            subjects: formatCount(result.subjects),
            veto: formatCount(result.veto),
            unknown: formatCount(result.unknown),
            strict: formatCount(result.strict),
            passed: formatCount(result.passed),
          })}
        </p>
      ) : null}
      {start.problem ? <ProblemView error={start.problem} /> : null}
    </section>
  );
}

/**
 * Only for a run that was seen moving: an old one is no news.
 *
 * @returns to be told of a run that was ordered here: it may have ended before anybody saw it move
 */
function useWhenDone(job: Job | null | undefined, then: () => void): (jobId: string) => void {
  const moving = useRef<string | undefined>(undefined);
  const act = useRef(then);
  act.current = then;
  useEffect(() => {
    if (!job) return;
    if (job.state === 'queued' || job.state === 'running') moving.current = job.id;
    else if (moving.current === job.id) {
      moving.current = undefined;
      act.current();
    }
  }, [job]);
  return useCallback((jobId) => void (moving.current = jobId), []);
}
