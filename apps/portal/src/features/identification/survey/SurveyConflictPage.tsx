import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readConflict, readForm, type SurveyConflict } from '../../../api/identification/surveys.js';
import { Facts } from '../../../components/Facts.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { ConflictDecisionForm, ContestedField } from './ConflictDecisionForm.js';
import { WhoDecides } from './WhoDecides.js';
import { surveyConflictMessages } from './survey-conflicts.messages.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';
import './survey-office.css';

export function SurveyConflictPage() {
  const t = useMessages(surveyConflictMessages);
  const words = useMessages(surveyDeciderMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const conflict = useQuery({ queryKey: ['survey-conflict', id], queryFn: ({ signal }) => readConflict(id, signal), staleTime: 0 });
  const version = conflict.data?.formVersion;
  const form = useQuery({
    queryKey: ['survey-form', version],
    queryFn: ({ signal }) => readForm(version ?? 1, signal),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
  const error = conflict.error ?? form.error;
  if (error) return <ProblemView error={error} onRetry={() => void conflict.refetch()} />;
  if (!conflict.data || !form.data) return <Loading rows={8} />;
  const { kind, headName, villageCode, groupName, roundName, unitId, note, decidedBy, decidedAt, reason, state, ownReport, decider } =
    conflict.data;
  const mayDecide = decider.isMe || decider.kind === 'anyone';
  return (
    <>
      <PageHeader
        title={`${headName || t('newlyFound')} · ${t(`kind_${kind}`)}`}
        lead={[areaName(villageCode), groupName, roundName].filter(Boolean).join(' · ')}
        actions={
          <>
            <Link to={`/identification/survey-households/${unitId}`}>{t('answers')}</Link>
            <Link to="/identification/survey-conflicts">{t('back')}</Link>
          </>
        }
      />
      <section className="panel stack" aria-label={t('conflictsTitle')}>
        <WhoDecides conflict={conflict.data} />
        <Sides conflict={conflict.data} />
        {note ? <p>{t('note', { note })}</p> : null}
        {decidedBy && decidedAt ? (
          <p>{t('decidedBy', { name: decidedBy.name, at: formatInstant(decidedAt), reason: reason ?? '' })}</p>
        ) : null}
        {state === 'superseded' ? <p>{t('state_superseded')}</p> : null}
        {mayDecide && !ownReport
          ? null
          : conflict.data.contested.map((contested) => <ContestedField key={contested.path} form={form.data} contested={contested} />)}
        {state === 'open' && ownReport ? <p role="status">{t('ownReport')}</p> : null}
        {state === 'open' && !ownReport && !mayDecide ? (
          <p role="status">
            {words('notYours')} <Link to={`/identification/surveys/${conflict.data.roundId}`}>{words('toRound')}</Link>
          </p>
        ) : null}
        {state === 'open' && !ownReport && mayDecide ? (
          <ConflictDecisionForm key={conflict.data.version} conflict={conflict.data} form={form.data} />
        ) : null}
      </section>
    </>
  );
}

function Sides({ conflict }: { readonly conflict: SurveyConflict }) {
  const t = useMessages(surveyConflictMessages);
  const areaName = useAreaName();
  const { kind, currentBy, currentAt, reportedBy, reportedAt, other } = conflict;
  if (kind === 'double') {
    return (
      <>
        <p>{t('doubleText')}</p>
        <Facts
          items={[
            {
              label: t('otherHousehold'),
              value: other?.beyondArea
                ? t('beyondArea')
                : [other?.headName, other?.villageCode ? areaName(other.villageCode) : ''].filter(Boolean).join(' · '),
            },
            { label: t('submitted'), value: t('submittedBy', { name: reportedBy.name, at: formatInstant(reportedAt) }) },
          ]}
        />
      </>
    );
  }
  return (
    <>
      {kind === 'late' ? <p>{t('lateText')}</p> : null}
      <Facts
        items={[
          {
            label: t('current'),
            value: currentBy && currentAt ? t('currentBy', { name: currentBy.name, at: formatInstant(currentAt) }) : t('fromRegister'),
          },
          { label: t('submitted'), value: t('submittedBy', { name: reportedBy.name, at: formatInstant(reportedAt) }) },
        ]}
      />
    </>
  );
}
