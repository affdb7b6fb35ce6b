import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { Notice } from '../../../api/department/notices.js';
import { enterObjection, type EnteredObjection, type ObjectionReceipt } from '../../../api/department/objections.js';
import { newKey } from '../../../api/new-key.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { Facts } from '../../../components/Facts.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { objectionMessages } from './objections.messages.js';

interface Entries {
  readonly via: 'paper' | 'phone';
  readonly receivedOn?: string;
  readonly text?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly address?: string;
}

interface Props {
  readonly department: string;
  readonly notice: Notice;
  readonly onClose: () => void;
}

/** For somebody who came or called: the same as on the public page, with the scanned page for what was written. */
export function EnterObjection({ department, notice, onClose }: Props) {
  const t = useMessages(objectionMessages);
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const [scan, setScan] = useState<string>();
  const submissionId = useRef(newKey());
  const via = Form.useWatch('via', form) ?? 'paper';
  const enter = useCommand(
    (objection: EnteredObjection) => enterObjection(department, notice.id, objection),
    () => {
      for (const key of ['notice', 'notices', 'objections']) void client.invalidateQueries({ queryKey: [key] });
    },
  );
  const needsScan = via === 'paper' && scan === undefined;
  const optional = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null);
  return (
    <Modal open title={t('enterTitle')} onCancel={onClose} footer={null} mask={{ closable: false }} destroyOnHidden>
      {enter.result ? (
        <Receipt receipt={enter.result} onClose={onClose} />
      ) : (
        <Form<Entries>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ via: 'paper' }}
          onFinish={({ receivedOn = '', text = '', name, phone, address }) =>
            enter.run({
              ...{ via, receivedOn, submissionId: submissionId.current, text: text.trim() },
              ...{ name: optional(name), phone: optional(phone), address: optional(address), scanAttachmentId: scan ?? null },
            })
          }
        >
          <Form.Item name="via" label={t('via')}>
            <Radio.Group options={(['paper', 'phone'] as const).map((value) => ({ value, label: t(`via_${value}`) }))} />
          </Form.Item>
          <Form.Item name="receivedOn" label={t('receivedOnLabel')} rules={[{ required: true, message: t('needReceivedOn') }]}>
            <DateField {...(notice.lastDay ? { max: notice.lastDay } : {})} />
          </Form.Item>
          <Form.Item name="text" label={t('textLabel')} rules={[{ required: true, whitespace: true, min: 5, message: t('needText') }]}>
            <Input.TextArea rows={4} maxLength={2000} />
          </Form.Item>
          <Form.Item
            name="name"
            label={t('nameOptional')}
            dependencies={['phone', 'address']}
            rules={[
              ({ getFieldValue }) => ({
                validator: (_, name: string | undefined) => {
                  const reachable = [getFieldValue('phone'), getFieldValue('address')].some(
                    (text) => typeof text === 'string' && text.trim() !== '',
                  );
                  return reachable && !name?.trim() ? Promise.reject(new Error(t('nameWithContact'))) : Promise.resolve();
                },
              }),
            ]}
          >
            <Input maxLength={50} autoComplete="off" />
          </Form.Item>
          <Form.Item name="phone" label={t('phoneOptional')}>
            <Input maxLength={30} inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="address" label={t('addressOptional')}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          {via === 'paper' ? (
            <div className="stack" style={{ gap: 6, marginBottom: 12 }}>
              <p>{t(scan ? 'scanUploaded' : 'scanNeeded')}</p>
              {scan ? null : (
                <AttachmentUploader
                  department={department}
                  place={notice.place}
                  audience="aboveVillage"
                  label={t('uploadScan')}
                  onUploaded={setScan}
                />
              )}
            </div>
          ) : null}
          {enter.problem ? <ProblemView error={enter.problem} /> : null}
          <div className="row">
            <Button type="primary" htmlType="submit" disabled={needsScan} loading={enter.isPending}>
              {t('enter')}
            </Button>
            <Button onClick={onClose}>{t('cancel')}</Button>
          </div>
        </Form>
      )}
    </Modal>
  );
}

function Receipt({ receipt, onClose }: { readonly receipt: ObjectionReceipt; readonly onClose: () => void }) {
  const t = useMessages(objectionMessages);
  return (
    <div className="stack" role="status">
      <p>{t('entered')}</p>
      <Facts
        items={[
          { label: t('receipt'), value: <strong>{receipt.receiptNumber}</strong> },
          { label: t('secret'), value: <strong>{receipt.secret}</strong> },
          { label: t('due'), value: receipt.dueOn },
        ]}
      />
      <p className="soft">{t('secretOnce')}</p>
      <Button type="primary" onClick={onClose}>
        {t('done')}
      </Button>
    </div>
  );
}
