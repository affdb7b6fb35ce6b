import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { answerStrict, type RuleVerdict, type StrictAnswer, type Verdict } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useVerdictChanged } from '../useVerdict.js';
import { decisionMessages } from './decision.messages.js';
import { EvidenceField } from './EvidenceField.js';

interface Props {
  readonly verdict: Verdict;
  readonly rule: RuleVerdict;
  readonly onClose: () => void;
}

/** The written reason that a strict review asks for. */
export function AnswerDrawer({ verdict, rule, onClose }: Props) {
  const t = useMessages(decisionMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [form] = Form.useForm<{ reason: string }>();
  const [files, setFiles] = useState<readonly string[]>([]);
  const save = useCommand(
    (answer: StrictAnswer, key) => answerStrict(verdict.id, answer, key),
    () => {
      void message.success(t('saved'));
      changed();
      onClose();
    },
  );
  const isSensitive = rule.grounds.some(({ sensitive }) => sensitive);
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t('answerTitle', { rule: rule.rule, title: rule.title[language] })}
      mask={{ closable: false }}
      footer={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('answerSubmit')}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{t('answerLead')}</p>
        <p>{rule.statement[language]}</p>
        <Form<{ reason: string }>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }) => save.run({ rule: rule.rule, reason: reason.trim(), attachments: files })}
        >
          <Form.Item
            name="reason"
            label={t('answerReason')}
            extra={t('noteHint')}
            rules={[{ required: true, whitespace: true, min: 5, message: t('answerNeeded', { count: 5 }) }]}
          >
            <Input.TextArea rows={6} maxLength={2000} />
          </Form.Item>
        </Form>
        <EvidenceField place={verdict.subject.villageCode} isSensitive={isSensitive} files={files} onChange={setFiles} />
        {save.problem ? <ProblemView error={save.problem} /> : null}
      </div>
    </Drawer>
  );
}
