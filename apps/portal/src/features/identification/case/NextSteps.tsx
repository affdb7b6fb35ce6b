import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Case, CheckedNeed, NextStep } from '../../../api/identification/applications.js';
import { formatInstant } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { caseMessages } from './case.messages.js';
import { Checklist, saidOnce } from './Checklist.js';
import { noticePlace, remedyOf, rollPlace, samplePlace, verdictPlace, type Remedy } from './places.js';
import { useCaseEvents } from './useCase.js';
import { forwardSteps, isPressedHere, sidewaysSteps } from './steps.js';

const StepDialog = lazy(async () => ({ default: (await import('./StepDialog.js')).StepDialog }));

/** The state, then the one thing to do next with everything it needs; what else is possible stands below, quietly. */
export function NextSteps({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const [pressed, setPressed] = useState<NextStep>();
  const forward = forwardSteps(record);
  const others = sidewaysSteps(record);
  return (
    <section className="panel no-print" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      <p className="soft">{t('nextLead', { state: words(`state_${record.state}`) })}</p>
      <CameBack record={record} />
      {forward.length === 0 && others.length === 0 ? <p>{t('ended')}</p> : null}
      {forward.map((step) => (
        <Forward key={step.step} record={record} step={step} onPress={() => setPressed(step)} />
      ))}
      {others.length > 0 ? (
        <div className="next-step no-print">
          <h3>{t('otherSteps')}</h3>
          <div className="row" style={{ marginTop: 8 }}>
            {others.map((step) => (
              <Button key={step.step} onClick={() => setPressed(step)}>
                {words(`step_${step.step}`)}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
      <Suspense>
        {pressed && isPressedHere(pressed.step) ? (
          <StepDialog
            step={pressed.step}
            reasonNeeded={pressed.reasonNeeded}
            signature={pressed.signature}
            targets={pressed.to}
            cases={[record]}
            forms={record.attachments.filter(({ role, retracted }) => role === pageOf(pressed.step) && !retracted)}
            onClose={() => setPressed(undefined)}
          />
        ) : null}
      </Suspense>
    </section>
  );
}

/** Why the case stands here again, before what is to be done about it. */
function CameBack({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const moved = useCaseEvents(record.id).data?.items.find(({ from, to }) => from !== to);
  if (moved?.to !== record.state || record.state === 'rejected' || (moved.step !== 'return' && moved.step !== 'upholdObjection'))
    return null;
  const why = moved.reason ?? words(`step_${moved.step}`);
  return <p>{t('cameBack', { at: formatInstant(moved.at), from: words(`short_${moved.from}`), why })}</p>;
}

interface ForwardProps {
  readonly record: Case;
  readonly step: NextStep;
  readonly onPress: () => void;
}

function Forward({ record, step, onPress }: ForwardProps) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const language = useLanguage();
  const missing = saidOnce(step.checklist).filter(({ met }) => !met).length;
  const blocked = !step.mayDo || !step.possible;
  const why = `why-${step.step}`;
  return (
    <div className="next-step">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h3>{words(`step_${step.step}`)}</h3>
        {isPressedHere(step.step) ? (
          <Button type="primary" className="no-print" disabled={blocked} aria-describedby={why} onClick={onPress}>
            {words(`step_${step.step}`)}
          </Button>
        ) : record.notice ? (
          <Link className="no-print" to={noticePlace(record.notice.id)}>
            {t('toNotice')}
          </Link>
        ) : null}
      </div>
      <p id={why} className="soft">
        {step.mayDo ? (missing > 0 ? t('missing', { count: missing }) : t('allMet')) : t('notYours', { who: step.who[language] })}
      </p>
      <Checklist needs={step.checklist} remedy={(need) => <Remedied record={record} need={need} />} />
    </div>
  );
}

/** The place where the missing thing is brought, when there is one. */
function Remedied({ record, need }: { readonly record: Case; readonly need: CheckedNeed }): ReactNode {
  const t = useMessages(caseMessages);
  const remedy = remedyOf(need);
  if (!remedy) return null;
  const links: Readonly<Record<Remedy, ReactNode>> = {
    form: <Link to={`${caseAddress(record.id)}/edit`}>{t('toForm')}</Link>,
    documents: <a href="#documents">{t('toDocuments')}</a>,
    roll: <Link to={rollPlace(record.villageCode, record.state === 'applied' ? record.groupName : null)}>{t('toRoll')}</Link>,
    meeting: <Link to={meetingWay(record)}>{t('toMeeting')}</Link>,
    notice: record.notice ? <Link to={noticePlace(record.notice.id)}>{t('toNotice')}</Link> : null,
    sample: <Link to={record.sample ? samplePlace(record.sample.id) : '/identification/samples'}>{t('toSample')}</Link>,
    screening: <Link to={verdictPlace(record.id)}>{t('toScreening')}</Link>,
  };
  return links[remedy];
}

/** The page the household signs for the step. */
const pageOf = (step: NextStep['step']): string => (step === 'withdraw' ? 'withdrawalRequest' : 'applicationForm');

/** A recorded meeting is completed, none is recorded new with this household on it. */
const meetingWay = (record: Case): string =>
  record.meetingId
    ? `/identification/meetings/${record.meetingId}`
    : `/identification/meetings/new?kind=${record.state === 'applied' ? 'group' : 'assembly'}&case=${record.id}`;
