import { App, Button, Checkbox, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { confirmRule, type RuleConfirmation, type RuleVerdict, type Verdict } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useVerdictChanged } from '../useVerdict.js';
import { decisionMessages } from './decision.messages.js';
import { EvidenceField } from './EvidenceField.js';
import { exceptable, unfit, type Ground } from './grounds.js';

interface Entries {
  readonly ground: string;
  readonly marks?: readonly string[];
  readonly note: string;
}

interface Props {
  readonly verdict: Verdict;
  readonly rule: RuleVerdict;
  readonly onClose: () => void;
}

/** What a person found out about one rule, with evidence where it decides against the household or excepts a fact. */
export function ConfirmDrawer({ verdict, rule, onClose }: Props) {
  const t = useMessages(decisionMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [form] = Form.useForm<Entries>();
  const [files, setFiles] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const ground = Form.useWatch('ground', form);
  const chosen: Ground | undefined = rule.grounds.find(({ code }) => code === ground);
  const facts = exceptable(rule);
  const save = useCommand(
    (confirmation: RuleConfirmation, key) => confirmRule(verdict.id, confirmation, key),
    () => {
      void message.success(t('saved'));
      changed();
      onClose();
    },
  );
  const submit = ({ ground: code, marks, note }: Entries) => {
    const said = rule.grounds.find((one) => one.code === code);
    const needsEvidence = said?.needsEvidence === true && files.length === 0;
    setMissing(needsEvidence);
    if (needsEvidence) return;
    const about = said?.result === 'except' && marks ? { marks } : {};
    save.run({ rule: rule.rule, ground: code, note: note.trim(), attachments: files, ...about });
  };
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t('confirmTitle', { rule: rule.rule, title: rule.title[language] })}
      mask={{ closable: false }}
      footer={
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('submit')}
          </Button>
          <span role="alert">{missing && files.length === 0 ? t('evidenceNeeded') : ''}</span>
        </div>
      }
    >
      <div className="stack">
        <p className="soft">{t('confirmLead')}</p>
        <Form<Entries>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={{ marks: facts.map(({ mark }) => mark) }}
          onFinish={submit}
        >
          <Form.Item name="ground" label={t('ground')} rules={[{ required: true, message: t('groundNeeded') }]}>
            <Radio.Group
              className="ground-choices"
              onChange={() => setFiles([])}
              options={rule.grounds.map((ground) => {
                const why = unfit(rule, ground);
                return {
                  value: ground.code,
                  disabled: why !== undefined,
                  label: (
                    <span>
                      {ground.words[language]} <span className="soft">{why ? t(why) : t(`result_${ground.result}`)}</span>
                    </span>
                  ),
                };
              })}
            />
          </Form.Item>
          {chosen?.result === 'except' && facts.length > 1 ? (
            <Form.Item name="marks" label={t('marks')} rules={[{ required: true, type: 'array', min: 1, message: t('marksNeeded') }]}>
              <Checkbox.Group
                className="ground-choices"
                options={facts.map(({ mark, words }) => ({ value: mark, label: words[language] }))}
              />
            </Form.Item>
          ) : null}
          <Form.Item
            name="note"
            label={t('note')}
            extra={t('noteHint')}
            rules={[{ required: true, whitespace: true, min: 2, message: t('noteNeeded', { count: 2 }) }]}
          >
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
        </Form>
        {chosen ? (
          <EvidenceField place={verdict.subject.villageCode} isSensitive={chosen.sensitive} files={files} onChange={setFiles} />
        ) : null}
        {save.problem ? <ProblemView error={save.problem} /> : null}
      </div>
    </Drawer>
  );
}
