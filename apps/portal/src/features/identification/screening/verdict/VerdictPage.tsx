import { Button } from 'antd';
import { Link, useLocation, useParams } from 'react-router';
import type { Subject } from '../../../../api/identification/screening.js';
import { asProblem } from '../../../../api/problem.js';
import { Answer } from '../../../../components/Answer.js';
import { EmptyState } from '../../../../components/EmptyState.js';
import { PageHeader } from '../../../../components/PageHeader.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useMay } from '../../../../session.js';
import { caseAddress } from '../../cases/case-filter.js';
import { householdAddress } from '../../household-list/household-filter.js';
import { useLatestVerdict, useVerdict } from '../useVerdict.js';
import { JudgeButton } from './JudgeButton.js';
import { VerdictRecord } from './VerdictRecord.js';
import { verdictMessages } from './verdict.messages.js';

/** The latest verdict of a household or of an application, by its address. */
export function VerdictPage() {
  const { id = '' } = useParams();
  const { pathname } = useLocation();
  return <LatestVerdict key={id} subject={{ kind: pathname.includes('/households/') ? 'household' : 'application', id }} />;
}

function LatestVerdict({ subject }: { readonly subject: Subject }) {
  const t = useMessages(verdictMessages);
  const may = useMay();
  const query = useLatestVerdict(subject);
  const back = <Back subject={subject} />;
  if (query.error && asProblem(query.error).code === 'screening.not-found') {
    return (
      <>
        <PageHeader title={t('untitled')} lead={back} />
        <section className="panel">
          <EmptyState title={t('notYet')}>{t('notYetText')}</EmptyState>
          {may('screening.confirm') ? (
            <div className="row" style={{ justifyContent: 'center' }}>
              <JudgeButton subject={subject} primary />
            </div>
          ) : null}
        </section>
      </>
    );
  }
  return (
    <Answer query={query} rows={14} meanwhile={back}>
      {(verdict) => <VerdictRecord verdict={verdict} back={back} />}
    </Answer>
  );
}

function Back({ subject: { kind, id } }: { readonly subject: Subject }) {
  const t = useMessages(verdictMessages);
  return kind === 'household' ? (
    <Link to={householdAddress(id)}>{t('backHousehold')}</Link>
  ) : (
    <Link to={caseAddress(id)}>{t('backCase')}</Link>
  );
}

/** One verdict of the past, by its own id. */
export function OldVerdictPage() {
  const t = useMessages(verdictMessages);
  const { id = '' } = useParams();
  const query = useVerdict(id);
  return (
    <Answer
      query={query}
      rows={14}
      meanwhile={
        <Link to="/identification/screening">
          <Button>{t('back')}</Button>
        </Link>
      }
    >
      {(verdict) => <VerdictRecord verdict={verdict} back={<Back subject={verdict.subject} />} />}
    </Answer>
  );
}
