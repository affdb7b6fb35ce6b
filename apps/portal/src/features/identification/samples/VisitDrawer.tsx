import { App, Button, Drawer, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { recordVisit, type SampleCase } from '../../../api/identification/samples.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { useCaseChanged } from '../case/useCase.js';
import { useToday } from '../cases/useCases.js';
import { sampleMessages } from './samples.messages.js';

interface Entries {
  readonly visitedOn: string;
  readonly visitors: readonly string[];
  readonly agrees: boolean;
  readonly findings: string;
}

interface Props {
  readonly sampleId: string;
  readonly household: SampleCase;
  readonly onClose: () => void;
}

/** The form of a sample visit, as on paper: who went when, what was seen, the form and the photographs. */
export function VisitDrawer({ sampleId, household, onClose }: Props) {
  const t = useMessages(sampleMessages);
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const today = useToday();
  const [form] = Form.useForm<Entries>();
  const [files, setFiles] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const save = useCommand(
    (entries: Entries & { attachmentIds: readonly string[] }, key) => recordVisit(sampleId, household.applicationId, entries, key),
    () => {
      void message.success(t('saved'));
      changed();
      onClose();
    },
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t('visitTitle', { head: household.headName })}
      mask={{ closable: false }}
      footer={
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          <span role="alert">{missing && files.length === 0 ? t('attachmentsNeeded') : ''}</span>
        </div>
      }
    >
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        onFinish={(entries) => {
          setMissing(files.length === 0);
          if (files.length > 0) save.run({ ...entries, findings: entries.findings.trim(), attachmentIds: files });
        }}
      >
        <Form.Item name="visitedOn" label={t('visitedOn')} rules={[{ required: true, message: t('visitedOnNeeded') }]}>
          <DateField {...(today ? { max: today } : {})} />
        </Form.Item>
        <Form.Item
          name="visitors"
          label={t('visitors')}
          extra={t('visitorsHint')}
          rules={[{ required: true, type: 'array', min: 1, message: t('visitorsNeeded') }]}
        >
          <Select mode="tags" open={false} tokenSeparators={[',', '，', '、', ' ']} />
        </Form.Item>
        <Form.Item name="agrees" label={t('result')} rules={[{ required: true, message: t('resultNeeded') }]}>
          <Radio.Group
            options={[
              { value: true, label: t('agrees') },
              { value: false, label: t('deviates') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="findings"
          label={t('findings')}
          extra={t('findingsHint')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('findingsNeeded') }]}
        >
          <Input.TextArea rows={5} maxLength={4000} />
        </Form.Item>
      </Form>
      <p>
        {t('attachments')} {files.length > 0 ? <strong>{t('attached', { count: files.length })}</strong> : null}
      </p>
      <AttachmentUploader
        department="identification"
        place={household.villageCode}
        label={t('attachments')}
        onUploaded={(id) => setFiles((before) => [...before, id])}
      />
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Drawer>
  );
}
