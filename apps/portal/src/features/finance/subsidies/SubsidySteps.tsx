import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Subsidy, SubsidyNextStep } from '../../../api/finance/subsidies.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AcknowledgeForm } from './AcknowledgeForm.js';
import { MeasureForm } from './MeasureForm.js';
import { batchesPlace, batchPlace, financeNoticePlace, roundPlace } from './subsidy-places.js';
import { subsidyMessages } from './subsidy.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { SubsidyStepDialog } from './SubsidyStepDialog.js';
import '../../identification/case/checklist.css';

const FORWARD = ['check', 'measure', 'accept', 'grant', 'post', 'close', 'approve', 'acknowledge', 'reclaim'];
/** Corrections have a page of their own. */
const OTHERS = ['return', 'reject', 'withdraw', 'demandBack', 'dropDemand'];

/** The one thing to do next with everything it needs; what else is possible stands below, quietly. */
export function SubsidySteps({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const [pressed, setPressed] = useState<SubsidyNextStep>();
  const [measuring, setMeasuring] = useState(false);
  const [signing, setSigning] = useState(false);
  // a notice that hangs is posted anew only after it was taken down
  const forward = record.next.filter(
    ({ step, possible }) => FORWARD.includes(step) && !(step === 'post' && record.state === 'noticePosted' && !possible),
  );
  const others = record.next.filter(({ step, mayDo, possible }) => OTHERS.includes(step) && mayDo && possible);
  return (
    <section className="panel no-print" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {forward.length === 0 ? (
        <p>
          {record.state === 'approved' || record.state === 'inPayment' ? (
            <>
              {t('carried')} <Link to={record.payment ? batchPlace(record.payment.batchId) : batchesPlace}>{t('toBatch')}</Link>
            </>
          ) : (
            t('ended')
          )}
        </p>
      ) : null}
      {forward.map((step) => (
        <Forward
          key={step.step}
          record={record}
          step={step}
          onPress={() => {
            if (step.step === 'measure') setMeasuring(true);
            else if (step.step === 'acknowledge') setSigning(true);
            else setPressed(step);
          }}
        />
      ))}
      {measuring && record.state === 'villageChecked' ? <MeasureForm record={record} onDone={() => setMeasuring(false)} /> : null}
      {signing && record.state === 'paid' ? <AcknowledgeForm record={record} onDone={() => setSigning(false)} /> : null}
      {others.length > 0 ? (
        <div className="next-step">
          <h3>{t('otherSteps')}</h3>
          <div className="row" style={{ marginTop: 8 }}>
            {others.map((step) => (
              <Button key={step.step} onClick={() => setPressed(step)}>
                {words(`step_${step.step}` as 'step_return')}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
      {pressed ? <SubsidyStepDialog step={pressed} cases={[record]} onClose={() => setPressed(undefined)} /> : null}
    </section>
  );
}

interface ForwardProps {
  readonly record: Subsidy;
  readonly step: SubsidyNextStep;
  readonly onPress: () => void;
}

function Forward({ record, step, onPress }: ForwardProps) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const language = useLanguage();
  const missing = step.checklist.filter(({ met }) => !met).length;
  const why = `why-${step.step}`;
  const name = words(`step_${step.step}` as 'step_check');
  return (
    <div className="next-step">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h3>{name}</h3>
        {step.step === 'grant' ? (
          step.mayDo ? (
            <Link to={roundPlace}>{t('toRound')}</Link>
          ) : null
        ) : step.step === 'close' ? (
          record.notice && step.mayDo ? (
            <Link to={financeNoticePlace(record.notice.id)}>{t('toNotice')}</Link>
          ) : null
        ) : (
          <Button type="primary" disabled={!step.mayDo || !step.possible} aria-describedby={why} onClick={onPress}>
            {name}
          </Button>
        )}
      </div>
      <p id={why} className="soft">
        {step.mayDo ? (missing > 0 ? t('missing', { count: missing }) : t('allMet')) : t('notYours', { who: step.who[language] })}
      </p>
      <ul className="plain-list checklist">
        {step.checklist.map((need) => (
          <li key={need.code} className={need.met ? 'checklist-met' : 'checklist-missing'}>
            {need.met ? <CheckCircleOutlined aria-hidden /> : <ExclamationCircleOutlined aria-hidden />}
            <span>{need[language]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
