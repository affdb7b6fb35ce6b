import { App, Button, Form, Modal, Select } from 'antd';
import { useRef } from 'react';
import { claimListTitles, enteredKinds, takeClaimList } from '../../../api/finance/claims.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { FundField } from './ClaimStepDialog.js';
import { claimMessages } from './claims.messages.js';

interface Entries {
  readonly kind: (typeof enteredKinds)[number];
  readonly fundCode: string;
}

/** A department's list, taken whole or not at all; each wrong row is named. */
export function TakeListDialog({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const t = useMessages(claimMessages);
  const { message } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const [form] = Form.useForm<Entries>();
  const kind = Form.useWatch('kind', form) as Entries['kind'] | undefined;
  const take = useCommand(
    ({ file, ...entries }: Entries & { file: File }, key) => takeClaimList(entries.kind, entries.fundCode, file, key),
    ({ rows, entered, known }) => {
      void message.success(t('listTaken', { rows, entered, known }), 10);
      onDone();
    },
  );
  return (
    <Modal open title={t('takeList')} footer={null} onCancel={onClose} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'relocation' }}
        onFinish={() => field.current?.click()}
      >
        <Form.Item name="kind" label={t('kind')}>
          <Select options={enteredKinds.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <FundField />
        <p className="soft">{t('listHint', { titles: claimListTitles[kind ?? 'relocation'] })}</p>
        <input
          ref={field}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('choose')}
          accept=".xlsx,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) take.run({ ...form.getFieldsValue(), file });
            // the same file can be chosen again once it is put right
            event.target.value = '';
          }}
        />
        <Button type="primary" htmlType="submit" loading={take.isPending}>
          {t('choose')}
        </Button>
      </Form>
      {take.problem ? <ProblemView error={take.problem} /> : null}
    </Modal>
  );
}
