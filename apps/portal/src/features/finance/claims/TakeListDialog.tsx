import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  claimListTemplate,
  claimListTitles,
  listedKinds,
  markRefusedClaims,
  takeClaimList,
  type ListedKind,
  type TakenClaims,
} from '../../../api/finance/claims.js';
import { useCommand } from '../../../api/useCommand.js';
import { MarkedFileButton } from '../../../components/MarkedFileButton.js';
import { UploadDialog } from '../../../components/UploadDialog.js';
import { useMessages } from '../../../i18n/messages.js';
import { FundField } from './ClaimStepDialog.js';
import { claimMessages } from './claims.messages.js';

interface Entries {
  readonly kind: ListedKind;
  readonly fundCode?: string;
}

/** A department's list, taken whole or not at all; each wrong row is named. */
export function TakeListDialog({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const t = useMessages(claimMessages);
  const { message } = App.useApp();
  const [form] = Form.useForm<Entries>();
  const kind = Form.useWatch('kind', form) as Entries['kind'] | undefined;
  const [taken, setTaken] = useState<TakenClaims>();
  const take = useCommand(
    ({ file, ...entries }: Entries & { file: File }, key) => takeClaimList(entries.kind, entries.fundCode, file, key),
    (answer) => {
      const { rows, entered, known } = answer;
      void message.success(t('listTaken', { rows, entered, known }), 10);
      if (known === 0) onDone();
      else setTaken(answer);
    },
  );
  const [sent, setSent] = useState<Entries & { file: File }>();
  const send = (whole: Entries & { file: File }) => {
    setSent(whole);
    take.run(whole);
  };
  if (taken) return <NotEntered taken={taken} onClose={onDone} />;
  return (
    <UploadDialog
      title={t('takeList')}
      form={form}
      initialValues={{ kind: 'relocation' }}
      hint={t(kind === 'project' ? 'listHintPlain' : 'listHint', { titles: claimListTitles[kind ?? 'relocation'] })}
      choose={t('choose')}
      template={{ text: t('template'), href: claimListTemplate(kind ?? 'relocation') }}
      isBusy={take.isPending}
      problem={take.problem}
      afterRefusal={
        take.problem?.code === 'claim.list-refused' ? (
          <MarkedFileButton
            sent={sent}
            mark={({ file, ...entries }, key) => markRefusedClaims(entries.kind, entries.fundCode, file, key)}
          />
        ) : null
      }
      onFile={send}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('kind')}>
        <Select options={listedKinds.map((value) => ({ value, label: t(value) }))} onChange={() => form.resetFields(['fundCode'])} />
      </Form.Item>
      {kind === 'project' ? <p className="soft">{t('projectListHint')}</p> : <FundField kinds={[kind ?? 'relocation']} />}
    </UploadDialog>
  );
}

/** Rows that changed nothing, each with where its claim stands: an officer sees what is left to do. */
function NotEntered({ taken: { known, notEntered }, onClose }: { readonly taken: TakenClaims; readonly onClose: () => void }) {
  const t = useMessages(claimMessages);
  return (
    <Modal
      open
      title={t('notEnteredTitle', { count: known })}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('closeList')}
        </Button>
      }
      onCancel={onClose}
      destroyOnHidden
    >
      <ul>
        {notEntered.map(({ row, state }) => (
          <li key={row}>{t('notEnteredRow', { row, state: t(`state_${state}`) })}</li>
        ))}
      </ul>
      <p className="soft">{t('notEnteredNext')}</p>
    </Modal>
  );
}
