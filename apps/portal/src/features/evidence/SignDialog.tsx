import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { readOwnAccount } from '../../api/gateway/accounts.js';
import { proveSigner } from '../../api/gateway/signing.js';
import type { Problem } from '../../api/problem.js';
import { useCommand } from '../../api/useCommand.js';
import { Facts } from '../../components/Facts.js';
import { ProblemView } from '../../components/ProblemView.js';
import { useMessages } from '../../i18n/messages.js';
import { useSession } from '../../session.js';
import { evidenceMessages } from './evidence.messages.js';

interface Props {
  readonly title: string;
  /** What the signature says, in words. */
  readonly meaning: string;
  /** Of exactly what is signed, as the department computed it. */
  readonly digest: string;
  /** The deed that follows the signature. */
  readonly isPending: boolean;
  readonly problem: Problem | undefined;
  readonly onSigned: (proof: string) => void;
  readonly onClose: () => void;
  /** What is signed, to be read once more. */
  readonly children?: ReactNode;
}

interface Entries {
  readonly password: string;
  readonly code?: string;
}

/** Who signs shows the password again, for this content alone; the password is sent once and kept nowhere. */
export function SignDialog({ title, meaning, digest, isPending, problem, onSigned, onClose, children }: Props) {
  const t = useMessages(evidenceMessages);
  const { account } = useSession();
  const [form] = Form.useForm<Entries>();
  const own = useQuery({ queryKey: ['own-account'], queryFn: ({ signal }) => readOwnAccount(signal) });
  const prove = useCommand(
    ({ password, code }: Entries) => proveSigner({ password, digest, ...(code ? { code: code.trim() } : {}) }),
    ({ proof }) => {
      form.resetFields();
      onSigned(proof);
    },
  );
  const needsCode = own.data?.secondFactor === true || prove.problem?.code === 'signing-proof.code-needed';
  return (
    <Modal
      open
      title={t('signTitle', { title })}
      okText={t('sign')}
      cancelText={t('back')}
      confirmLoading={prove.isPending || isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      destroyOnHidden
    >
      <div className="stack">
        <p>{t('signText')}</p>
        <Facts
          items={[
            { label: t('signMeaning'), value: <strong>{meaning}</strong> },
            { label: t('signer'), value: account.name },
            { label: t('signDigest'), value: <code>{shortForm(digest)}</code> },
          ]}
        />
        {children}
        <Form<Entries> form={form} layout="vertical" requiredMark={false} onFinish={prove.run}>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
            <Input.Password autoComplete="current-password" maxLength={256} autoFocus />
          </Form.Item>
          {needsCode ? (
            <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: t('codeNeeded') }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} style={{ width: 140 }} />
            </Form.Item>
          ) : null}
        </Form>
        {prove.problem ? <ProblemView error={prove.problem} /> : null}
        {problem ? <ProblemView error={problem} /> : null}
      </div>
    </Modal>
  );
}

/** Enough to compare two papers by eye: 4 groups of 4. */
export const shortForm = (digest: string): string => (digest.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
