import { App, Form, Input, Modal, Select } from 'antd';
import { takeSubsidySteps, type SubsidyNextStep } from '../../../api/finance/subsidies.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { OverlapFindings, OverlapReason } from '../overlaps/OverlapFindings.js';
import { overlapMessages } from '../overlaps/overlaps.messages.js';
import { useOverlaps } from '../overlaps/useOverlaps.js';
import { subsidyMessages } from './subsidy.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { useSubsidyChanged } from './useSubsidies.js';

interface Props {
  readonly step: Pick<SubsidyNextStep, 'step' | 'to' | 'reasonNeeded'>;
  readonly cases: readonly { readonly id: string; readonly version: number; readonly headName: string }[];
  readonly onClose: () => void;
}

interface Entries {
  readonly to?: string;
  readonly reason?: string;
  readonly overlapReason?: string;
  readonly on?: string;
  readonly sourceDocument?: string;
}

/** More are counted, not read out. */
const NAMED = 10;

/** One step, on the version that is on screen; what it needs in words is asked first. */
export function SubsidyStepDialog({ step, cases, onClose }: Props) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyWordMessages);
  const overlapWords = useMessages(overlapMessages);
  const { message } = App.useApp();
  const changed = useSubsidyChanged();
  const [form] = Form.useForm<Entries>();
  const overlaps = useOverlaps(
    'subsidies',
    cases.map(({ id }) => id),
    step.step === 'approve',
  );
  /** What is confirmed here is exactly what is sent. */
  const taken = cases.filter(({ id }) => overlaps.free(id));
  const name = words(`step_${step.step}` as 'step_check');
  const take = useCommand(
    ({ to, reason, overlapReason, on, sourceDocument }: Entries, key) =>
      takeSubsidySteps(
        {
          step: step.step,
          ...(to ? { to } : {}),
          ...(reason?.trim() ? { reason: reason.trim() } : {}),
          ...(on && sourceDocument ? { receipt: { on, sourceDocument } } : {}),
          ...overlaps.answer(overlapReason),
          cases: taken.map(({ id, version }) => ({ id, version })),
        },
        key,
      ),
    () => {
      void message.success(t('taken', { step: name }));
      changed();
      onClose();
    },
  );
  return (
    <Modal
      open
      title={name}
      okText={taken.length < cases.length ? overlapWords('approveRest', { count: taken.length }) : t('confirm')}
      cancelText={t('cancel')}
      confirmLoading={take.isPending}
      okButtonProps={{ disabled: !overlaps.isReady }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <p>
          {taken.length > NAMED ? null : taken.map(({ headName }) => headName).join(' ')}{' '}
          <span className="soft">{t('sure', { count: taken.length })}</span>
        </p>
        {step.step === 'approve' ? <OverlapFindings overlaps={overlaps} /> : null}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(entries) => take.run(entries)}>
          {step.step === 'return' ? (
            <Form.Item name="to" label={t('returnTo')} rules={[{ required: true, message: t('needTo') }]}>
              <Select options={step.to.map((state) => ({ value: state, label: words(`state_${state}`) }))} />
            </Form.Item>
          ) : null}
          {step.step === 'reclaim' ? (
            <>
              <Form.Item name="on" label={t('receiptOn')} rules={[{ required: true, message: t('needReceipt') }]}>
                <DateField />
              </Form.Item>
              <Form.Item
                name="sourceDocument"
                label={t('receipt')}
                rules={[{ required: true, whitespace: true, min: 2, message: t('needReceipt') }]}
              >
                <Input maxLength={200} />
              </Form.Item>
            </>
          ) : null}
          {step.reasonNeeded ? (
            <Form.Item
              name="reason"
              label={t('reasonLabel')}
              extra={step.step === 'demandBack' ? t('demandHint') : step.step === 'reclaim' ? t('reclaimHint') : undefined}
              rules={[{ required: true, whitespace: true, min: 2, message: t('needReason') }]}
              style={{ marginBottom: 0 }}
            >
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          ) : null}
          <OverlapReason overlaps={overlaps} />
        </Form>
        {take.problem ? <ProblemView error={take.problem} /> : null}
      </div>
    </Modal>
  );
}
