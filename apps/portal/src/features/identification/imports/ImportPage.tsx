import { Alert } from 'antd';
import { Link, useParams } from 'react-router';
import type { Import } from '../../../api/identification/imports.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { informedDepartments } from '../../../layout/departments.js';
import { ImportProgress } from './ImportProgress.js';
import { importMessages } from './imports.messages.js';
import { ImportStateTag } from './ImportStateTag.js';
import { Refusals } from './Refusals.js';
import { ReleasePanel } from './ReleasePanel.js';
import { isCounted } from './three-numbers.js';
import { ThreeNumbers } from './ThreeNumbers.js';
import { isMoving, useImport } from './useImport.js';

export function ImportPage() {
  const t = useMessages(importMessages);
  const { id = '' } = useParams();
  const { query, isLive } = useImport(id);
  return (
    <Answer query={query} meanwhile={<Link to="/identification/imports">{t('back')}</Link>}>
      {(batch) => (
        <>
          <PageHeader
            title={batch.fileName}
            lead={
              <span className="row">
                <ImportStateTag state={batch.state} />
                <span>{t('uploadedLine', { name: batch.uploadedBy.name, at: formatInstant(batch.uploadedAt) })}</span>
                {batch.releasedBy ? <span>{t('releasedLine', { name: batch.releasedBy.name })}</span> : null}
                <Link to="/identification/imports">{t('back')}</Link>
              </span>
            }
          />
          {isMoving(batch.state) ? <ImportProgress batch={batch} isLive={isLive} /> : null}
          {batch.state === 'failed' ? <Failure batch={batch} /> : null}
          {batch.state === 'discarded' ? (
            <Alert type="info" title={batch.decidedBy ? t('discardedBy', { name: batch.decidedBy.name }) : t('discardedByTime')} />
          ) : null}
          {batch.state === 'released' ? (
            <Alert
              type="success"
              showIcon
              title={t('releasedNow', { count: informedDepartments.length })}
              action={<Link to="/identification/households">{t('registerLink')}</Link>}
            />
          ) : null}
          {isCounted(batch.counts) && !isMoving(batch.state) ? (
            <ThreeNumbers counts={batch.counts} isReleased={batch.state === 'released'} />
          ) : null}
          {batch.state === 'previewed' ? <ReleasePanel batch={batch} /> : null}
          {(batch.counts.householdsRefused ?? 0) > 0 && !isMoving(batch.state) ? <Refusals batch={batch} /> : null}
        </>
      )}
    </Answer>
  );
}

function Failure({ batch }: { readonly batch: Import }) {
  const t = useMessages(importMessages);
  return (
    <Alert
      role="alert"
      type="error"
      showIcon
      title={batch.failure?.title ?? t('failedTitle')}
      description={
        <>
          {batch.failure?.detail ? <p>{batch.failure.detail}</p> : null}
          <p>{batch.failure?.next ?? t('failedNext')}</p>
        </>
      }
    />
  );
}
