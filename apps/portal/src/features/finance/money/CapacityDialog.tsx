import { Form, InputNumber } from 'antd';
import { recordCapacity, type NewCapacity } from '../../../api/finance/money.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { moneyFormMessages } from './money-form.messages.js';
import { RecordDialog } from './RecordDialog.js';

/** The fiscal capacity of a year; a later figure stands beside the earlier one. */
export function CapacityDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(moneyFormMessages);
  const needed = [{ required: true, message: t('need') }];
  return (
    <RecordDialog<NewCapacity>
      title={t('recordCapacity')}
      lead={t('capacityLead')}
      done={t('capacityRecorded')}
      send={recordCapacity}
      onClose={onClose}
    >
      <Form.Item name="year" label={t('year')} rules={needed}>
        <InputNumber min={2000} max={2100} precision={0} controls={false} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="capacityFen" label={t('capacity')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
    </RecordDialog>
  );
}
