import { useState } from 'react';
import { Link } from 'react-router';
import type { Subsidy, SubsidyNextStep } from '../../../api/finance/subsidies.js';
import { useMessages } from '../../../i18n/messages.js';
import { RecordSteps } from '../records/RecordSteps.js';
import { AcknowledgeForm } from './AcknowledgeForm.js';
import { MeasureForm } from './MeasureForm.js';
import { batchesPlace, batchPlace, financeNoticePlace, roundPlace } from './subsidy-places.js';
import { subsidyMessages } from './subsidy.messages.js';
import { SubsidyStepDialog } from './SubsidyStepDialog.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';

const FORWARD = ['check', 'measure', 'accept', 'grant', 'post', 'close', 'approve', 'acknowledge', 'reclaim'];
/** Corrections have a page of their own. */
const OTHERS = ['return', 'reject', 'withdraw', 'demandBack', 'dropDemand'];

/** The one thing to do next with everything it needs; what else is possible stands below, quietly. */
export function SubsidySteps({ record }: { readonly record: Subsidy }) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const [pressed, setPressed] = useState<SubsidyNextStep>();
  const { next, state, payment, notice } = record;
  // a notice that hangs is posted anew only after it was taken down
  const forward = next.filter(
    ({ step, possible }) => FORWARD.includes(step) && !(step === 'post' && state === 'noticePosted' && !possible),
  );
  const others = next.filter(({ step, mayDo, possible }) => OTHERS.includes(step) && mayDo && possible);
  const carriedBy =
    state === 'approved' || state === 'inPayment' ? (
      <>
        {t('carried')} <Link to={payment ? batchPlace(payment.batchId) : batchesPlace}>{t('toBatch')}</Link>
      </>
    ) : undefined;
  // rounds and notices have pages of their own
  const insteadOf = ({ step, mayDo }: SubsidyNextStep) => {
    if (step === 'grant') return mayDo ? <Link to={roundPlace}>{t('toRound')}</Link> : null;
    if (step === 'close') return notice && mayDo ? <Link to={financeNoticePlace(notice.id)}>{t('toNotice')}</Link> : null;
    return undefined;
  };
  const nameOf = ({ step }: SubsidyNextStep): string => words(`step_${step}` as 'step_check');
  const close = (): void => setPressed(undefined);
  const isOpen = (step: string, from: string): boolean => pressed?.step === step && state === from;
  return (
    <>
      <RecordSteps forward={forward} others={others} onPress={setPressed} nameOf={nameOf} carriedBy={carriedBy} insteadOf={insteadOf}>
        {isOpen('measure', 'villageChecked') ? <MeasureForm record={record} onDone={close} /> : null}
        {isOpen('acknowledge', 'paid') ? <AcknowledgeForm record={record} onDone={close} /> : null}
      </RecordSteps>
      {pressed && pressed.step !== 'measure' && pressed.step !== 'acknowledge' ? (
        <SubsidyStepDialog step={pressed} cases={[record]} onClose={close} />
      ) : null}
    </>
  );
}
