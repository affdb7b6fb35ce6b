import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { photoAddress, readForm, readUnit, type SurveyForm, type SurveyUnit } from '../../../api/identification/surveys.js';
import { Facts } from '../../../components/Facts.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { useAnswerWords } from './answer-words.js';
import { Differences } from './Differences.js';
import { surveyOfficeMessages } from './survey-office.messages.js';
import { unitTones } from './SurveyUnitsPage.js';

export function SurveyUnitPage() {
  const t = useMessages(surveyOfficeMessages);
  const may = useMay();
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const unit = useQuery({ queryKey: ['survey-unit', id], queryFn: ({ signal }) => readUnit(id, signal) });
  const version = unit.data?.formVersion;
  const form = useQuery({
    queryKey: ['survey-form', version],
    queryFn: ({ signal }) => readForm(version ?? 1, signal),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
  const error = unit.error ?? form.error;
  if (error) return <ProblemView error={error} onRetry={() => void unit.refetch()} />;
  if (!unit.data || !form.data) return <Loading rows={8} />;
  const { headName, state, villageCode, groupName, number, roundId, householdId } = unit.data;
  return (
    <>
      <PageHeader
        title={headName || t('newlyFound')}
        lead={
          <>
            <StatusTag tone={unitTones[state]}>{t(`state_${state}`)}</StatusTag>{' '}
            {[areaName(villageCode), groupName, number ?? t('newlyFound')].filter(Boolean).join(' · ')}
          </>
        }
        actions={
          <>
            {householdId ? <Link to={`/identification/households/${householdId}`}>{t('toHousehold')}</Link> : null}
            <Link to={`/identification/surveys/${roundId}/households?village=${villageCode}`}>{t('back')}</Link>
          </>
        }
      />
      {may('correction.propose') ? <Differences unit={unit.data} form={form.data} /> : null}
      <AnswerSections unit={unit.data} form={form.data} />
      <Visits unit={unit.data} />
    </>
  );
}

function AnswerSections({ unit, form }: { readonly unit: SurveyUnit; readonly form: SurveyForm }) {
  const t = useMessages(surveyOfficeMessages);
  const language = useLanguage();
  const { text } = useAnswerWords(form);
  const known = (path: string): string => unit.masked[path] ?? text(path, unit.answers[path]);
  const members = [
    ...new Set(
      [...Object.keys(unit.masked), ...Object.keys(unit.answers)].flatMap((path) => /^members\.([0-9a-f-]{36})\./.exec(path)?.[1] ?? []),
    ),
  ];
  return (
    <section className="panel" aria-label={t('answers')}>
      <div className="panel-head">
        <h2>{t('answers')}</h2>
      </div>
      {form.sections.map((section) => (
        <div key={section.key} className="stack" style={{ gap: 6, marginBottom: 14 }}>
          <h3>{section[language]}</h3>
          {section.per === 'household' ? (
            <Facts items={section.fields.map((field) => ({ label: field[language], value: known(field.key) }))} />
          ) : (
            members.map((id) => (
              <Facts
                key={id}
                items={section.fields
                  .filter(
                    ({ key }) => unit.answers[`members.${id}.${key}`] !== undefined || unit.masked[`members.${id}.${key}`] !== undefined,
                  )
                  .map((field) => ({ label: field[language], value: known(`members.${id}.${field.key}`) }))}
              />
            ))
          )}
        </div>
      ))}
    </section>
  );
}

function Visits({ unit }: { readonly unit: SurveyUnit }) {
  const t = useMessages(surveyOfficeMessages);
  return (
    <section className="panel" aria-label={t('visitsTitle')}>
      <div className="panel-head">
        <h2>{t('visitsTitle')}</h2>
      </div>
      <ul className="plain-list stack">
        {unit.visits.map((visit) => (
          <li key={visit.id}>
            <strong>
              {formatInstant(visit.visitedAt)} {visit.by.name} · {t(`outcome_${visit.outcome}`)}
            </strong>{' '}
            <span className="soft">
              {t(`result_${visit.result}`)} · {t('receivedAt', { at: formatInstant(visit.receivedAt) })}
              {visit.signed ? ` · ${visit.signatureCounts === false ? t('signatureLapsed') : t('signed')}` : ''}
            </span>
            {visit.note ? <div>{t('note', { note: visit.note })}</div> : null}
            {unit.photos
              .filter(({ visitId }) => visitId === visit.id)
              .map(({ id, purpose, arrived }) => (
                <div key={id}>
                  {arrived ? (
                    <a href={photoAddress(id)} target="_blank" rel="noreferrer">
                      {t('openPhoto', { what: t(`photo_${purpose}`) })}
                    </a>
                  ) : (
                    <span className="soft">
                      {t(`photo_${purpose}`)}: {t('photoComing')}
                    </span>
                  )}
                </div>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
