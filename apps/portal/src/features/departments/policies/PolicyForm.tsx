import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { recordPolicy, type PolicyParameter, type PolicyRecording } from '../../../api/department/policies.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { certainties } from './certainties.js';
import { policyMessages } from './policies.messages.js';
import { dayAfter } from './useSpan.js';
import { ValueFields } from './ValueFields.js';

interface Entries {
  readonly value: unknown;
  readonly area?: string;
  readonly validFrom: string;
  readonly lastDay?: string;
  readonly source: string;
  readonly certainty: string;
  readonly noteZh?: string;
  readonly reason: string;
}

interface Props {
  readonly department: string;
  readonly parameter: PolicyParameter;
  readonly onDone: () => void;
}

export function PolicyForm({ department, parameter, onDone }: Props) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  const { account } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const save = useCommand(
    (recording: PolicyRecording, key) => recordPolicy(department, recording, key),
    (_, { validFrom }) => {
      void message.success(t('recorded', { from: validFrom }));
      void client.invalidateQueries({ queryKey: ['policies', department] });
      onDone();
    },
  );
  const needed = (text: string) => [{ required: true, whitespace: true, message: text }];
  return (
    <section className="panel">
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        scrollToFirstError
        initialValues={{ value: parameter.value, certainty: 'L' }}
        onFinish={(entries) => save.run(recordingOf(entries, parameter, account.area))}
      >
        <p style={{ marginBottom: 12 }}>{t('recordText')}</p>
        <ValueFields form={parameter.form} unit={(language === 'zh' ? parameter.unitZh : parameter.unitEn) ?? ''} />
        <Form.Item name="validFrom" label={t('firstDay')} rules={[{ required: true, message: t('firstDayNeeded') }]}>
          <DateField />
        </Form.Item>
        <Form.Item name="lastDay" label={t('lastDay')} extra={t('lastDayHint')}>
          <DateField />
        </Form.Item>
        <Form.Item name="area" label={t('region')} extra={t('regionHint', { area: account.areaName })}>
          <AreaCascader />
        </Form.Item>
        <Form.Item name="source" label={t('source')} extra={t('sourceHint')} rules={needed(t('sourceNeeded'))}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="certainty" label={t('certainty')}>
          <Select options={certainties.map((code) => ({ value: code, label: t(`certainty_${code}`) }))} />
        </Form.Item>
        <Form.Item name="noteZh" label={t('note')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={needed(t('reasonNeeded'))}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </div>
      </Form>
      {save.problem ? (
        <div style={{ marginTop: 12 }}>
          <ProblemView error={save.problem} />
        </div>
      ) : null}
    </section>
  );
}

function recordingOf(entries: Entries, parameter: PolicyParameter, ownArea: string): PolicyRecording {
  return {
    code: parameter.code,
    region: entries.area ?? ownArea,
    validFrom: entries.validFrom,
    validTo: entries.lastDay ? dayAfter(entries.lastDay) : null,
    value: parameter.form.kind === 'json' ? parsedOrText(String(entries.value)) : entries.value,
    unit: parameter.unit,
    source: entries.source.trim(),
    certainty: entries.certainty,
    noteZh: (entries.noteZh ?? '').trim(),
    reason: entries.reason.trim(),
  };
}

/** Text that is no JSON goes as it is: the server says in words what it should have been. */
function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
