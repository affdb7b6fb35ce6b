import { Form, InputNumber, Modal } from 'antd';
import { stepBatch, type Batch } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { paymentMessages } from './payments.messages.js';

interface Props {
  readonly batch: Batch;
  readonly onDone: (batch: Batch) => void;
  readonly onClose: () => void;
}
interface Typed {
  readonly count: number;
  readonly sumFen: number;
}

/** What the paper list adds up to, typed by who prepared the batch: the system compares it with what it has counted. */
export function DeclareDialog({ batch, onDone, onClose }: Props) {
  const t = useMessages(paymentMessages);
  const [form] = Form.useForm<Typed>();
  const declare = useCommand((typed: Typed, key) => stepBatch(batch, 'declare', { ...typed, digest: batch.totals.digest }, key), onDone);
  const needed = [{ required: true, message: t('need') }];
  return (
    <Modal
      open
      title={t('declareTitle')}
      okText={t('declareSend')}
      cancelText={t('close')}
      confirmLoading={declare.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t('declareLead')}</p>
      <Form<Typed> form={form} layout="vertical" requiredMark={false} autoComplete="off" onFinish={(typed) => declare.run(typed)}>
        <Form.Item name="count" label={t('paperCount')} rules={needed}>
          <InputNumber<number>
            min={1}
            precision={0}
            controls={false}
            suffix={t('paymentsUnit')}
            inputMode="numeric"
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item name="sumFen" label={t('paperSum')} rules={needed}>
          <ScaledNumberField unit={t('yuan')} />
        </Form.Item>
      </Form>
      <p className="soft breakable">{t('declareDigest', { digest: batch.totals.digest.slice(0, 16) })}</p>
      {declare.problem ? <ProblemView error={declare.problem} /> : null}
    </Modal>
  );
}
