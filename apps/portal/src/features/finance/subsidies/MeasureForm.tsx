import { App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { measureSubsidy, type Measured, type Subsidy } from '../../../api/finance/subsidies.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { subsidyFormMessages } from './subsidy-form.messages.js';
import { subsidyMessages } from './subsidy.messages.js';
import { useSubsidyChanged } from './useSubsidies.js';

interface Props {
  readonly record: Subsidy;
  readonly onDone: () => void;
}

/** On the field, on a phone: quantity, day, photographs. What was photographed already stays when something is refused. */
export function MeasureForm({ record, onDone }: Props) {
  const t = useMessages(subsidyMessages);
  const words = useMessages(subsidyFormMessages);
  const { message } = App.useApp();
  const changed = useSubsidyChanged();
  const [form] = Form.useForm<{ quantity: number; on: string; remark?: string }>();
  const quantity = Form.useWatch('quantity', form) ?? record.quantity;
  const on = Form.useWatch('on', form);
  const isOdd = quantity > record.quantity || (on !== undefined && on < dayOf(record.enteredAt));
  const [isAsked, setAsked] = useState(false);
  const [photos, setPhotos] = useState<readonly { code: string; id: string }[]>([]);
  const kinds = [
    ...record.scheme.evidence.filter(({ at }) => at === 'acceptance'),
    { code: 'photo', nameZh: t('photoLabel'), nameEn: t('photoLabel') },
  ];
  const send = useCommand(
    (measured: Measured, key) => measureSubsidy(record.id, record.version, measured, key),
    () => {
      void message.success(t('measured'));
      changed();
      onDone();
    },
  );
  return (
    <div className="next-step stack">
      <div>
        <h3>{t('measureTitle')}</h3>
        <p className="soft">{t('measureLead')}</p>
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ quantity: record.quantity }}
        onFinishFailed={() => setAsked(true)}
        onFinish={({ quantity, on, remark }) => {
          setAsked(true);
          if (photos.length === 0) return;
          send.run({
            quantity,
            on,
            ...(remark?.trim() ? { remark: remark.trim() } : {}),
            evidence: [...new Set(photos.map(({ code }) => code))].map((code) => ({
              code,
              attachmentIds: photos.filter((one) => one.code === code).map(({ id }) => id),
            })),
          });
        }}
      >
        <Form.Item name="quantity" label={t('measuredQuantity')} rules={[{ required: true, message: t('needQuantity') }]}>
          {record.unit === 'count' ? (
            <InputNumber min={1} precision={0} suffix={words('piece')} style={{ width: '100%' }} />
          ) : (
            <ScaledNumberField unit={words('mu')} />
          )}
        </Form.Item>
        <Form.Item name="on" label={t('onDay')} rules={[{ required: true, message: t('needDay') }]}>
          <DateField />
        </Form.Item>
        {quantity > record.quantity ? <p role="status">{t('moreThanAsked')}</p> : null}
        {on && on < dayOf(record.enteredAt) ? <p role="status">{t('beforeApplication')}</p> : null}
        <Form.Item
          name="remark"
          label={t('remark')}
          rules={isOdd ? [{ required: true, min: 2, whitespace: true, message: t('needRemark') }] : []}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <p role="status">{t('photos', { count: photos.length })}</p>
        {kinds.map(({ code, nameZh }) => (
          <AttachmentUploader
            key={code}
            department="finance"
            place={record.villageCode}
            label={code === 'photo' ? t('photoLabel') : nameZh}
            onUploaded={(id) => setPhotos((known) => [...known, { code, id }])}
          />
        ))}
        {isAsked && photos.length === 0 ? <p role="alert">{t('needPhotos')}</p> : null}
        {send.problem ? <ProblemView error={send.problem} /> : null}
        <Button type="primary" htmlType="submit" loading={send.isPending} style={{ marginTop: 12 }}>
          {t('sendMeasured')}
        </Button>
      </Form>
    </div>
  );
}

/** Civil day in China of an instant. */
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
