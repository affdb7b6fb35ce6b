import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { confirmMany, type GroupConfirmation, type RuleCode } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { formatCount } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../../session.js';
import { AreaCascader } from '../../../areas/AreaCascader.js';
import { JobProgress } from '../JobProgress.js';
import { useRules, useRun, useVerdictChanged } from '../useVerdict.js';
import { decisionMessages } from './decision.messages.js';
import { EvidenceField } from './EvidenceField.js';

interface Entries {
  readonly rule: RuleCode;
  readonly area: string;
  readonly note: string;
}

interface Props {
  readonly area: string | undefined;
  readonly onClose: () => void;
}

/** One word about all households of an area in whom nothing speaks against. The rules and the ground come from the rule set in force. */
export function GroupConfirmDrawer({ area, onClose }: Props) {
  const t = useMessages(decisionMessages);
  const language = useLanguage();
  const may = useMay();
  const { account } = useSession();
  const rules = useRules();
  const changed = useVerdictChanged();
  const [form] = Form.useForm<Entries>();
  const [files, setFiles] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const code = Form.useWatch('rule', form);
  const place = Form.useWatch('area', form);
  const open = (rules.data?.rules ?? []).filter(
    (rule) => rule.grounds.some(({ forMany }) => forMany) && (!rule.sensitive || may('screening.sensitive')),
  );
  const rule = open.find((one) => one.code === code);
  const ground = rule?.grounds.find(({ forMany }) => forMany);
  const send = useCommand(
    (confirmation: GroupConfirmation, key) => confirmMany(confirmation, key),
    (started) => setJobId(started.jobId),
  );
  const submit = (entries: Entries) => {
    setMissing(files.length === 0);
    if (files.length > 0 && ground) send.run({ ...entries, note: entries.note.trim(), ground: ground.code, attachments: files });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      afterOpenChange={(isOpen) => (isOpen ? undefined : changed())}
      size={520}
      title={t('groupTitle')}
      mask={{ closable: false }}
      footer={
        jobId ? (
          <Button
            onClick={() => {
              changed();
              onClose();
            }}
          >
            {t('close')}
          </Button>
        ) : (
          <div className="row">
            <Button type="primary" loading={send.isPending} onClick={() => form.submit()}>
              {t('groupSubmit')}
            </Button>
            <span role="alert">{missing && files.length === 0 ? t('evidenceNeeded') : ''}</span>
          </div>
        )
      }
    >
      {jobId ? (
        <Outcome jobId={jobId} />
      ) : (
        <div className="stack">
          <p className="soft">{t('groupLead')}</p>
          <Form<Entries>
            form={form}
            layout="vertical"
            requiredMark={false}
            // whoever sees one village only has nothing to choose
            initialValues={{ area: area ?? (account.area.length === 6 ? undefined : account.area) }}
            onFinish={submit}
          >
            <Form.Item name="rule" label={t('groupRule')} rules={[{ required: true, message: t('groundNeeded') }]}>
              <Select<RuleCode>
                onChange={() => setFiles([])}
                options={open.map((one) => ({ value: one.code, label: `${one.code} ${one.title[language]}` }))}
              />
            </Form.Item>
            {ground ? <p style={{ marginBottom: 12 }}>{ground.words[language]}</p> : null}
            <Form.Item name="area" label={t('groupArea')} rules={[{ required: true, message: t('groupAreaNeeded') }]}>
              <AreaCascader />
            </Form.Item>
            <Form.Item
              name="note"
              label={t('groupNote')}
              extra={t('noteHint')}
              rules={[{ required: true, whitespace: true, min: 5, message: t('noteNeeded', { count: 5 }) }]}
            >
              <Input.TextArea rows={4} maxLength={1000} />
            </Form.Item>
          </Form>
          {rule && place ? <EvidenceField place={place} isSensitive={rule.sensitive} files={files} onChange={setFiles} /> : null}
          {send.problem ? <ProblemView error={send.problem} /> : null}
        </div>
      )}
    </Drawer>
  );
}

function Outcome({ jobId }: { readonly jobId: string }) {
  const t = useMessages(decisionMessages);
  const { data: job, error } = useRun(jobId);
  if (!job) return error ? <ProblemView error={error} /> : null;
  const result = job.result as { confirmed: number; seen: number } | null;
  return (
    <>
      <JobProgress job={job} />
      {job.state === 'done' && result ? (
        <p>{t('groupDone', { confirmed: formatCount(result.confirmed), seen: formatCount(result.seen) })}</p>
      ) : null}
    </>
  );
}
