import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import {
  applyFromSurvey,
  proposeFromSurvey,
  readDifferences,
  type SurveyDifferences,
  type SurveyForm,
  type SurveyUnit,
} from '../../../api/identification/surveys.js';
import { useCommand } from '../../../api/useCommand.js';
import { Loading } from '../../../components/Loading.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAnswerWords } from './answer-words.js';
import { surveyOfficeMessages } from './survey-office.messages.js';
import '../corrections/shown-changes.css';

type Field = SurveyDifferences['evidenceOnly'][number];

/** What the household confirmed and the register says otherwise: one press makes the proposal. */
export function Differences({ unit, form }: { readonly unit: SurveyUnit; readonly form: SurveyForm }) {
  const t = useMessages(surveyOfficeMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const isReady = unit.householdId !== null && unit.state === 'confirmed';
  const query = useQuery({
    queryKey: ['survey-differences', unit.id, unit.version],
    queryFn: ({ signal }) => readDifferences(unit.id, signal),
    enabled: isReady,
  });
  const propose = useCommand(
    (item: { kind: string; personId?: string; registerVersion: number }, key) => proposeFromSurvey(unit.id, item, key),
    () => {
      void message.success(t('proposed'));
      void client.invalidateQueries({ queryKey: ['survey-unit', unit.id] });
      void client.invalidateQueries({ queryKey: ['corrections'] });
    },
  );
  const waiting = new Set(unit.corrections.filter(({ status }) => status === 'proposed').map(({ kind }) => kind));
  return (
    <section className="panel" aria-label={t('differences')}>
      <div className="panel-head">
        <h2>{t('differences')}</h2>
      </div>
      {unit.corrections.map(({ id, kind, status }) => (
        <p key={id}>
          <Link to={`/identification/corrections?status=${status}`}>
            {t('correctionState', { kind: t(`kind_${kind}` as 'kind_members'), state: t(`correction_${status}` as 'correction_proposed') })}
          </Link>
        </p>
      ))}
      {unit.householdId === null ? <Application unit={unit} /> : isReady ? null : <p>{t('needConfirm')}</p>}
      {query.error ? <ProblemView error={query.error} /> : null}
      {isReady && query.isPending ? <Loading rows={3} /> : null}
      {query.data ? (
        <>
          <p>{query.data.items.length === 0 ? t('noDifferences') : t('differencesText')}</p>
          {query.data.items.map((item) => (
            <div key={`${item.kind} ${item.personId ?? ''}`} className="stack" style={{ gap: 6, marginTop: 12 }}>
              <h3>{t(`kind_${item.kind}`)}</h3>
              <Fields form={form} fields={item.fields} />
              {waiting.has(item.kind) ? (
                <span className="soft">{t('proposed')}</span>
              ) : (
                <Button
                  className="fit"
                  type="primary"
                  loading={propose.isPending}
                  onClick={() =>
                    propose.run({
                      kind: item.kind,
                      ...(item.personId ? { personId: item.personId } : {}),
                      registerVersion: query.data.registerVersion,
                    })
                  }
                >
                  {t('propose')}
                </Button>
              )}
            </div>
          ))}
          {query.data.evidenceOnly.length > 0 ? (
            <>
              <p className="soft" style={{ marginTop: 12 }}>
                {t('evidenceOnly')}
              </p>
              <Fields form={form} fields={query.data.evidenceOnly} />
            </>
          ) : null}
        </>
      ) : null}
      {propose.problem ? <ProblemView error={propose.problem} /> : null}
    </section>
  );
}

/** A newly found household applies; what it has confirmed is the draft already. */
function Application({ unit }: { readonly unit: SurveyUnit }) {
  const t = useMessages(surveyOfficeMessages);
  const may = useMay();
  const navigate = useNavigate();
  const begin = useCommand(
    (_: undefined, key) => applyFromSurvey(unit.id, key),
    ({ applicationId }) => void navigate(`/identification/cases/${applicationId}`),
  );
  const running = unit.applications.find(({ state }) => state !== 'rejected' && state !== 'withdrawn');
  return (
    <>
      <p>{t('foundText')}</p>
      {running ? (
        <p>
          <Link to={`/identification/cases/${running.id}`}>{t('toApplication')}</Link>
        </p>
      ) : unit.state === 'confirmed' && may('application.write') ? (
        <Button className="fit" type="primary" loading={begin.isPending} onClick={() => begin.run(undefined)}>
          {t('apply')}
        </Button>
      ) : null}
      {begin.problem ? <ProblemView error={begin.problem} /> : null}
    </>
  );
}

function Fields({ form, fields }: { readonly form: SurveyForm; readonly fields: readonly Field[] }) {
  const t = useMessages(surveyOfficeMessages);
  const { label, text } = useAnswerWords(form);
  return (
    <ul className="plain-list shown-changes">
      {fields.map(({ path, memberName, register, answer }) => (
        <li key={path}>
          <span className="soft">{[memberName, label(path)].filter(Boolean).join(' ')}</span>
          <span>
            <span className="visually-hidden">{t('register')} </span>
            <del>{text(path, register)}</del>
            <span aria-hidden> → </span>
            <span className="visually-hidden">{t('answer')} </span>
            <ins>{text(path, answer)}</ins>
          </span>
        </li>
      ))}
    </ul>
  );
}
