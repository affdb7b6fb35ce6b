import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import {
  decideObjection,
  digestFinding,
  type Finding,
  type FindingDigest,
  type Objection,
  type Outcome,
} from '../../../api/department/objections.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AttachmentUploader } from '../../evidence/AttachmentUploader.js';
import { SignDialog } from '../../evidence/SignDialog.js';
import { objectionMessages } from './objections.messages.js';

interface Entries {
  readonly outcome?: Outcome;
  readonly effect?: 'reject' | 'return';
  readonly step?: string;
  readonly answer?: string;
  readonly findings?: string;
}

interface Props {
  readonly department: string;
  readonly objection: Objection;
}

/** The findings; what is signed is exactly what stands in the form when the signature is asked for. */
export function FindingForm({ department, objection }: Props) {
  const t = useMessages(objectionMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const [attachmentIds, setAttachmentIds] = useState<readonly string[]>([]);
  const [toSign, setToSign] = useState<{ finding: Finding; digest: FindingDigest }>();
  const outcome = Form.useWatch('outcome', form);
  const effect = Form.useWatch('effect', form);
  const digest = useCommand(
    (finding: Finding) => digestFinding(department, objection.id, finding),
    (answered, finding) => setToSign({ finding, digest: answered }),
  );
  const decide = useCommand(
    (signed: Finding & { proof: string }, key) => decideObjection(department, objection.id, signed, key),
    () => {
      setToSign(undefined);
      void message.success(t('decided'));
      for (const key of ['objection', 'objections', 'notice', 'notices', 'case', 'cases'])
        void client.invalidateQueries({ queryKey: [key] });
    },
  );
  const answers = objection.answers.filter((answer) => answer.outcome === outcome);
  return (
    <section className="panel no-print" aria-label={t('decide')}>
      <h2>{t('decide')}</h2>
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(entries) => digest.run(findingOf(entries, attachmentIds))}
        onValuesChange={(changed: Entries) => {
          if (changed.outcome) form.setFieldsValue({ answer: undefined as never, effect: undefined as never, step: undefined as never });
        }}
      >
        <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true, message: t('needOutcome') }]}>
          <Radio.Group options={(['upheld', 'dismissed'] as const).map((value) => ({ value, label: t(`outcome_${value}`) }))} />
        </Form.Item>
        {outcome === 'upheld' ? (
          <Form.Item name="effect" label={t('effect')} rules={[{ required: true, message: t('needEffect') }]}>
            <Radio.Group
              options={[
                { value: 'reject', label: t('effect_reject') },
                ...(objection.returnSteps.length > 0 ? [{ value: 'return', label: t('effect_return') }] : []),
              ]}
            />
          </Form.Item>
        ) : null}
        {outcome === 'upheld' && effect === 'return' ? (
          <Form.Item name="step" label={t('step')} rules={[{ required: true, message: t('needStep') }]}>
            <Select options={objection.returnSteps.map((step) => ({ value: step.code, label: step[language] }))} />
          </Form.Item>
        ) : null}
        <Form.Item name="answer" label={t('answer')} extra={t('answerHint')} rules={[{ required: true, message: t('needAnswer') }]}>
          <Select
            disabled={!outcome}
            options={answers.map((answer) => ({ value: answer.code, label: answer[language] }))}
            popupMatchSelectWidth={false}
            listHeight={320}
          />
        </Form.Item>
        <Form.Item
          name="findings"
          label={t('findings')}
          extra={t('findingsHint')}
          rules={[{ required: true, whitespace: true, min: 10, message: t('needFindings') }]}
        >
          <Input.TextArea rows={5} maxLength={4000} showCount />
        </Form.Item>
        <div className="stack" style={{ gap: 6, marginBottom: 12 }}>
          <span>
            {t('evidence')} {attachmentIds.length > 0 ? t('evidenceAdded', { count: attachmentIds.length }) : ''}
          </span>
          <AttachmentUploader
            department={department}
            place={objection.place}
            audience="aboveVillage"
            label={t('upload')}
            onUploaded={(id) => setAttachmentIds((before) => [...before, id])}
          />
        </div>
        {digest.problem ? <ProblemView error={digest.problem} /> : null}
        <Button type="primary" htmlType="submit" loading={digest.isPending}>
          {t('sign')}
        </Button>
      </Form>
      {toSign ? (
        <SignDialog
          title={t('signTitle')}
          meaning={toSign.digest.meaning[language]}
          digest={toSign.digest.digest}
          isPending={decide.isPending}
          problem={decide.problem}
          onSigned={(proof) => decide.run({ ...toSign.finding, proof })}
          onClose={() => {
            setToSign(undefined);
            decide.forget();
          }}
        >
          <p>
            {t('outcome')}：{t(`outcome_${toSign.finding.outcome}`)}
          </p>
          <p style={{ whiteSpace: 'pre-wrap' }}>{toSign.finding.findings}</p>
        </SignDialog>
      ) : null}
    </section>
  );
}

function findingOf({ outcome, effect, step, answer, findings }: Entries, attachmentIds: readonly string[]): Finding {
  const follows = effect === 'return' ? ({ kind: 'return', step: step ?? '' } as const) : ({ kind: 'reject' } as const);
  return {
    outcome: outcome ?? 'dismissed',
    effect: outcome === 'upheld' ? follows : null,
    answer: answer ?? '',
    findings: (findings ?? '').trim(),
    attachmentIds,
  };
}
