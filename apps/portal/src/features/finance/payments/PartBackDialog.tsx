import { Form } from 'antd';
import { takePartBack, type Batch, type PartBack, type Payment } from '../../../api/finance/payments.js';
import { DateField } from '../../../components/DateField.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { RecordDialog } from '../money/RecordDialog.js';
import { paymentMessages } from './payments.messages.js';

interface Props {
  readonly batch: Batch;
  readonly payment: Payment;
  readonly onClose: () => void;
}

/** What came back of a payment that was too much: an order that another person approves. */
export function PartBackDialog({ batch, payment, onClose }: Props) {
  const t = useMessages(paymentMessages);
  const needed = [{ required: true, message: t('need') }];
  return (
    <RecordDialog<PartBack>
      title={`${t('takePart')} · ${payment.headName}`}
      lead={t(payment.partsTakenBack === 'notAll' ? 'takePartOfSubsidy' : 'takePartLead', {
        left: formatYuan(payment.amountFen - payment.recoveredFen),
      })}
      done={t('partProposed')}
      send={(entries, key) => takePartBack(batch.id, payment.id, entries, key)}
      onClose={onClose}
    >
      <Form.Item name="amountFen" label={t('partAmount')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="on" label={t('partOn')} rules={needed}>
        <DateField />
      </Form.Item>
    </RecordDialog>
  );
}
