import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  markRefusedOutside,
  outsideKinds,
  outsideTemplate,
  outsideTitles,
  uploadOutside,
  type OutsideDeclared,
  type OutsideList,
} from '../../../api/finance/outside-lists.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { MarkedFileButton } from '../../../components/MarkedFileButton.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { UploadDialog } from '../../../components/UploadDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { outsideMessages } from './outside.messages.js';

interface Props {
  readonly onDone: (list: OutsideList) => void;
  readonly onClose: () => void;
}

/** What is wrong with rows, or their sums. */
const REFUSED: ReadonlySet<string> = new Set(['outside-list.refused', 'outside-list.totals-differ']);

/** An office's list: declared from its letter first, then the file, which must say the same. */
export function UploadOutsideDialog({ onDone, onClose }: Props) {
  const t = useMessages(outsideMessages);
  const [form] = Form.useForm<OutsideDeclared>();
  const upload = useCommand(uploadOutside, onDone);
  const [sent, setSent] = useState<OutsideDeclared & { file: File }>();
  const send = (whole: OutsideDeclared & { file: File }) => {
    setSent(whole);
    upload.run(whole);
  };
  const needed = [{ required: true, message: t('need') }];
  const text = [{ required: true, whitespace: true, message: t('need') }];
  return (
    <UploadDialog
      title={t('upload')}
      form={form}
      hint={t('fileHint', { titles: outsideTitles })}
      choose={t('choose')}
      template={{ text: t('template'), href: outsideTemplate }}
      isBusy={upload.isPending}
      problem={upload.problem}
      afterRefusal={REFUSED.has(upload.problem?.code ?? '') ? <MarkedFileButton sent={sent} mark={markRefusedOutside} /> : null}
      onFile={send}
      onClose={onClose}
    >
      <Form.Item name="kinds" label={t('kinds')} extra={t('kindsHint')} rules={needed}>
        <Select mode="multiple" options={outsideKinds.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item name="office" label={t('office')} rules={text}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="document" label={t('document')} rules={text}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="row">
        <Form.Item name="from" label={t('from')} rules={needed}>
          <DateField />
        </Form.Item>
        <Form.Item name="to" label={t('to')} rules={needed}>
          <DateField />
        </Form.Item>
      </div>
      <div className="row">
        <Form.Item name="count" label={t('count')} rules={needed}>
          <InputNumber min={1} max={20_000} precision={0} controls={false} />
        </Form.Item>
        <Form.Item name="sumFen" label={t('sum')} rules={needed}>
          <ScaledNumberField unit={t('yuan')} />
        </Form.Item>
      </div>
      <Form.Item name="supersedes" label={t('supersedes')} extra={t('supersedesHint')}>
        <InputNumber min={1} precision={0} controls={false} />
      </Form.Item>
    </UploadDialog>
  );
}
