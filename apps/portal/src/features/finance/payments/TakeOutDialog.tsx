import { takePaymentOut, type Batch, type Payment } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { ReasonDialog } from '../../../components/ReasonDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { paymentMessages } from './payments.messages.js';
import { useBatchChanged } from './useBatch.js';

interface Props {
  readonly batch: Batch;
  readonly payment: Payment;
  readonly onClose: () => void;
}

/** A payment that shall not go with this batch: it waits for another one. */
export function TakeOutDialog({ batch, payment, onClose }: Props) {
  const t = useMessages(paymentMessages);
  const changed = useBatchChanged();
  const out = useCommand(
    (reason: string, key) => takePaymentOut(batch, payment.id, reason, key),
    (next) => {
      changed(next);
      onClose();
    },
  );
  return (
    <ReasonDialog
      open
      title={`${t('takeOut')} · ${payment.headName}`}
      confirm={t('ok')}
      hint={t('takeOutHint')}
      isPending={out.isPending}
      problem={out.problem}
      onConfirm={out.run}
      onClose={onClose}
    />
  );
}
