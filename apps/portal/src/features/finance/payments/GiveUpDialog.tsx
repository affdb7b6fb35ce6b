import { giveUpPayment, type Batch, type Payment } from '../../../api/finance/payments.js';
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

/** A returned payment that will not be tried again: the money is free for others. */
export function GiveUpDialog({ batch, payment, onClose }: Props) {
  const t = useMessages(paymentMessages);
  const changed = useBatchChanged();
  const give = useCommand(
    (reason: string, key) => giveUpPayment(batch.id, payment.id, reason, key),
    (next) => {
      changed(next);
      onClose();
    },
  );
  return (
    <ReasonDialog
      open
      title={`${t('giveUp')} · ${payment.headName}`}
      confirm={t('ok')}
      isPending={give.isPending}
      problem={give.problem}
      onConfirm={give.run}
      onClose={onClose}
    />
  );
}
