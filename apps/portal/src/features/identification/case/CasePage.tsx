import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { Case } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { DueTag } from '../cases/DueTag.js';
import { householdAddress } from '../household-list/household-filter.js';
import { caseMessages } from './case.messages.js';
import { CaseAttempts } from './CaseAttempts.js';
import { CaseDocuments } from './CaseDocuments.js';
import { CaseFacts } from './CaseFacts.js';
import { CaseTimeline } from './CaseTimeline.js';
import { CaseVotes } from './CaseVotes.js';
import { NextSteps } from './NextSteps.js';
import { verdictPlace } from './places.js';
import { mayCorrect } from './steps.js';
import { useCase } from './useCase.js';

/** The same order as every record: who and where, state and next step, facts, timeline, documents. */
export function CasePage() {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const query = useCase(id);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to="/identification/cases">{t('back')}</Link>}>
      {(record) => (
        <>
          <PageHeader
            title={t('title', { head: record.headName || t('unnamed'), kind: words(`kind_${record.kind}`) })}
            lead={[areaName(record.villageCode), record.groupName].filter(Boolean).join(' ')}
            actions={
              <>
                {mayCorrect(record) ? (
                  <Link to={`${caseAddress(record.id)}/edit`}>
                    <Button>{t(record.state === 'draft' ? 'edit' : 'correct')}</Button>
                  </Link>
                ) : null}
                <Button onClick={() => window.print()}>{t('print')}</Button>
              </>
            }
          />
          <WhoAndWhere record={record} />
          <NextSteps record={record} />
          <CaseAttempts record={record} />
          <CaseFacts record={record} />
          <SignatureLines />
          <CaseVotes record={record} />
          <CaseTimeline record={record} />
          <CaseDocuments record={record} />
        </>
      )}
    </Answer>
  );
}

/** On the printed form: where the head and the witness sign. */
function SignatureLines() {
  const t = useMessages(caseMessages);
  return (
    <div className="print-only signature-lines">
      <p>{t('formStatement')}</p>
      <p>
        {t('headSigns')} <span /> {t('dateSigned')} <span />
      </p>
      <p>
        {t('witnessSigns')} <span /> {t('dateSigned')} <span />
      </p>
    </div>
  );
}

function WhoAndWhere({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const may = useMay();
  const words = useMessages(caseWordMessages);
  const text = (key: string) => (typeof record.content[key] === 'string' ? record.content[key] : null);
  return (
    <section className="panel" aria-label={t('whoAndWhere')}>
      <h2>{t('whoAndWhere')}</h2>
      <Facts
        items={[
          { label: t('state'), value: words(`state_${record.state}`) },
          { label: t('since'), value: formatInstant(record.stateSince) },
          { label: t('due'), value: <DueTag row={record} /> },
          { label: t('clerk'), value: record.createdBy.name },
          { label: t('source'), value: t(`source_${record.source}`) },
          ...(record.kind === 'registration' ? [{ label: t('phone'), value: text('phoneMasked') }] : []),
          ...(record.kind === 'registration' && text('bankAccountMasked')
            ? [{ label: t('bank'), value: [text('bankName'), text('bankAccountMasked')].filter(Boolean).join(' ') }]
            : []),
        ]}
      />
      <p className="row" style={{ marginTop: 8 }}>
        {record.householdId ? <Link to={householdAddress(record.householdId)}>{t('toHousehold')}</Link> : null}
        {may('screening.read') && record.state !== 'draft' ? <Link to={verdictPlace(record.id)}>{t('toScreening')}</Link> : null}
      </p>
    </section>
  );
}
