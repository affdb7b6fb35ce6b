import { useState } from 'react';
import { Link } from 'react-router';
import type { Loan, LoanNextStep } from '../../../api/finance/loans.js';
import { useMessages } from '../../../i18n/messages.js';
import { bankFilesPlace } from '../bank-files/bank-file-places.js';
import { RecordSteps } from '../records/RecordSteps.js';
import { loanMessages } from './loan.messages.js';
import { LoanStepDialog } from './LoanStepDialog.js';

const FORWARD = [
  'recommend',
  'review',
  'confirm',
  'approve',
  'draw',
  'repay',
  'collect',
  'requestCompensation',
  'compensate',
  'recover',
  'agreeToChange',
  'consentToChange',
];
/** A reversal stands beside the repayment it takes back. */
const ELSEWHERE = ['reverse'];

/** What can be done next with everything it needs; what else is possible stands below, quietly. */
export function LoanSteps({ loan }: { readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const [pressed, setPressed] = useState<LoanNextStep>();
  const forward = loan.next.filter(
    ({ step, possible }) =>
      FORWARD.includes(step) &&
      !(step === 'draw' && loan.reservedFen === 0) &&
      // all has come back, and no penalty interest is left either
      !(step === 'recover' && loan.state === 'recovered' && !possible),
  );
  const others = loan.next.filter(({ step, mayDo, possible }) => ![...FORWARD, ...ELSEWHERE].includes(step) && mayDo && possible);
  return (
    <>
      <RecordSteps forward={forward} others={others} onPress={setPressed}>
        {loan.next.some(({ step, mayDo }) => mayDo && (step === 'draw' || step === 'repay')) ? (
          <p>
            <Link to={bankFilesPlace}>{t('byFile')}</Link>
          </p>
        ) : null}
      </RecordSteps>
      {pressed ? <LoanStepDialog loan={loan} step={pressed} onClose={() => setPressed(undefined)} /> : null}
    </>
  );
}
