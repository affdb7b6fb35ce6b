import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Loan, LoanNextStep } from '../../../api/finance/loans.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { bankFilesPlace } from '../bank-files/bank-file-places.js';
import { loanMessages } from './loan.messages.js';
import { LoanStepDialog } from './LoanStepDialog.js';
import '../../identification/case/checklist.css';

const FORWARD = ['recommend', 'review', 'confirm', 'approve', 'draw', 'repay', 'collect', 'requestCompensation', 'compensate', 'recover'];
/** A reversal stands beside the repayment it takes back. */
const ELSEWHERE = ['reverse'];

/** What can be done next with everything it needs; what else is possible stands below, quietly. */
export function LoanSteps({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const language = useLanguage();
  const [pressed, setPressed] = useState<LoanNextStep>();
  const forward = loan.next.filter(({ step }) => FORWARD.includes(step) && !(step === 'draw' && loan.reservedFen === 0));
  const others = loan.next.filter(({ step, mayDo, possible }) => ![...FORWARD, ...ELSEWHERE].includes(step) && mayDo && possible);
  return (
    <section className="panel no-print" aria-label={t('next')}>
      <h2>{t('next')}</h2>
      {forward.length === 0 ? <p>{t('ended')}</p> : null}
      {forward.map((step) => (
        <Forward key={step.step} step={step} onPress={() => setPressed(step)} />
      ))}
      {loan.next.some(({ step, mayDo }) => mayDo && (step === 'draw' || step === 'repay')) ? (
        <p>
          <Link to={bankFilesPlace}>{t('byFile')}</Link>
        </p>
      ) : null}
      {others.length > 0 ? (
        <div className="next-step">
          <h3>{t('otherSteps')}</h3>
          <div className="row" style={{ marginTop: 8 }}>
            {others.map((step) => (
              <Button key={step.step} onClick={() => setPressed(step)}>
                {step[language]}
              </Button>
            ))}
          </div>
        </div>
      ) : null}
      {pressed ? <LoanStepDialog loan={loan} step={pressed} onClose={() => setPressed(undefined)} /> : null}
    </section>
  );
}

function Forward({ step, onPress }: { readonly step: LoanNextStep; readonly onPress: () => void }) {
  const t = useMessages(loanMessages);
  const language = useLanguage();
  const missing = step.checklist.filter(({ met }) => !met).length;
  const why = `why-${step.step}`;
  return (
    <div className="next-step">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h3>{step[language]}</h3>
        <Button type="primary" disabled={!step.mayDo || !step.possible} aria-describedby={why} onClick={onPress}>
          {step[language]}
        </Button>
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
