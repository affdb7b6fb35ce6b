import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { previewSteps, takeSteps, type StepOrder, type StepPreview } from '../../../api/identification/application-steps.js';
import type { CaseDocument, CaseState, CommandedStep } from '../../../api/identification/applications.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { SignDialog } from '../../evidence/SignDialog.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { caseMessages } from './case.messages.js';
import { Checklist } from './Checklist.js';
import { useCaseChanged } from './useCase.js';

interface Entries {
  readonly to?: string;
  readonly reason?: string;
  readonly scan?: string;
  readonly kind?: 'signature' | 'thumbprint';
}

interface Props {
  readonly step: CommandedStep;
  readonly reasonNeeded: boolean;
  readonly signature: 'official' | 'household' | 'none';
  readonly targets: readonly CaseState[];
  readonly cases: readonly { readonly id: string; readonly version: number; readonly headName: string }[];
  /** Uploaded pages the head may have signed. */
  readonly forms?: readonly CaseDocument[];
  readonly onClose: () => void;
}

/** One step for one household or many: what it asks for first, then what is signed, then the deed. */
export function StepDialog({ step, reasonNeeded, signature, targets, cases, forms = [], onClose }: Props) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const changed = useCaseChanged();
  const [form] = Form.useForm<Entries>();
  const [order, setOrder] = useState<StepOrder>();
  const take = useCommand(
    ({ wanted, proof }: { wanted: StepOrder; proof: string | undefined }, key) =>
      takeSteps({ ...wanted, ...(proof ? { proof } : {}) }, cases, key),
    () => {
      void message.success(step === 'complete' ? t('householdRegistered') : t('taken', { step: words(`step_${step}`) }));
      changed();
      onClose();
    },
  );
  const preview = useCommand(
    (wanted: StepOrder) => previewSteps(wanted, cases),
    (seen, wanted) => {
      setOrder(wanted);
      if (seen.possible && !seen.digest) take.run({ wanted, proof: undefined });
    },
  );
  const submit = (entries: Entries) =>
    preview.run({
      step,
      ...(entries.to ? { to: entries.to } : {}),
      ...(entries.reason?.trim() ? { reason: entries.reason.trim() } : {}),
      ...(entries.scan ? { mark: { scan: entries.scan, kind: entries.kind ?? 'signature' } } : {}),
    });
  const seen = preview.result;
  if (order && seen?.possible && seen.digest) {
    return (
      <SignDialog
        title={words(`step_${step}`)}
        meaning={seen.meaning?.[language] ?? ''}
        digest={seen.digest}
        isPending={take.isPending}
        problem={take.problem}
        onSigned={(proof) => take.run({ wanted: order, proof })}
        onClose={onClose}
      >
        {signature === 'household' ? <p>{t('witness')}</p> : null}
        <Households cases={cases} seen={seen} />
      </SignDialog>
    );
  }
  const missing = seen?.possible === false ? seen.cases.flatMap((one) => one.missing) : [];
  return (
    <Modal
      open
      title={words(`step_${step}`)}
      okText={signature === 'none' ? t('take') : t('proceed')}
      cancelText={t('cancel')}
      confirmLoading={preview.isPending || take.isPending}
      okButtonProps={{ disabled: signature === 'household' && forms.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <p>{t('confirmCases', { count: cases.length })}</p>
        <Form<Entries> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'thumbprint' }} onFinish={submit}>
          {step === 'return' ? (
            <Form.Item name="to" label={t('returnTo')} rules={[{ required: true, message: t('returnNeeded') }]}>
              <Select options={targets.map((state) => ({ value: state, label: words(`short_${state}`) }))} />
            </Form.Item>
          ) : null}
          {signature === 'household' ? <Mark forms={forms} role={step === 'withdraw' ? 'withdrawalRequest' : 'applicationForm'} /> : null}
          {reasonNeeded ? (
            <Form.Item
              name="reason"
              label={t('reasonLabel')}
              rules={[{ required: true, whitespace: true, min: 2, message: t('reasonNeeded') }]}
              style={{ marginBottom: 0 }}
            >
              <Input.TextArea rows={3} maxLength={500} />
            </Form.Item>
          ) : null}
        </Form>
        {missing.length > 0 ? (
          <div role="alert">
            <p>{t('notPossible')}</p>
            <Checklist needs={missing} />
          </div>
        ) : null}
        {preview.problem ? <ProblemView error={preview.problem} /> : null}
        {take.problem ? <ProblemView error={take.problem} /> : null}
      </div>
    </Modal>
  );
}

type PageRole = 'applicationForm' | 'withdrawalRequest';

function Mark({ forms, role }: { readonly forms: readonly CaseDocument[]; readonly role: PageRole }) {
  const t = useMessages(caseMessages);
  if (forms.length === 0) return <p role="alert">{t(role === 'withdrawalRequest' ? 'markNoneWithdrawal' : 'markNone')}</p>;
  return (
    <>
      <Form.Item name="scan" label={t('markLabel')} initialValue={forms.at(-1)?.id} rules={[{ required: true, message: t('markNeeded') }]}>
        <Select options={forms.map((one) => ({ value: one.id, label: `${t(`role_${role}`)} · ${formatInstant(one.addedAt)}` }))} />
      </Form.Item>
      <Form.Item name="kind" label={t('markKind')}>
        <Radio.Group
          options={[
            { value: 'thumbprint', label: t('mark_thumbprint') },
            { value: 'signature', label: t('mark_signature') },
          ]}
        />
      </Form.Item>
    </>
  );
}

/** Who goes where: exactly what is about to be signed. */
function Households({ cases, seen }: Pick<Props, 'cases'> & { readonly seen: StepPreview }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  return (
    <ul className="plain-list divided">
      {cases.map((one) => {
        const to = seen.cases.find(({ id }) => id === one.id)?.to;
        return (
          <li key={one.id}>
            <strong>{one.headName}</strong> {to ? <span className="soft">{t('goesTo', { state: words(`state_${to}`) })}</span> : null}
          </li>
        );
      })}
    </ul>
  );
}
