import { useQuery } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { DirectoryRow } from '../../../api/department/directory.js';
import {
  enterClaim,
  enteredKinds,
  milestones,
  moneySources,
  premiumSchemes,
  readMembers,
  type Claim,
  type NewClaim,
} from '../../../api/finance/claims.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { FundField } from './ClaimStepDialog.js';
import { claimMessages } from './claims.messages.js';

/** One claim by hand. The same thing told before is the same claim. */
export function EnterClaimDialog({ onDone, onClose }: { readonly onDone: (entered: Claim) => void; readonly onClose: () => void }) {
  const t = useMessages(claimMessages);
  const { message } = App.useApp();
  const [form] = Form.useForm<NewClaim>();
  const kind = Form.useWatch('kind', form) as NewClaim['kind'] | undefined;
  const [household, setHousehold] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  const enter = useCommand(enterClaim, (entered) => {
    void message.success(t('enteredDone'));
    onDone(entered);
  });
  const needed = [{ required: true, message: t('need') }];
  return (
    <Modal
      open
      title={t('enter')}
      okText={t('confirm')}
      cancelText={t('cancel')}
      confirmLoading={enter.isPending}
      okButtonProps={{ disabled: !household }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <HouseholdFinder chosen={household} onChosen={setHousehold} />
      <Form<NewClaim>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'relocation' }}
        onFinish={(entries) => household && enter.run({ ...entries, householdId: household.id })}
      >
        <Form.Item name="kind" label={t('kind')} rules={needed}>
          <Select options={enteredKinds.map((value) => ({ value, label: t(value) }))} onChange={() => form.resetFields(['fundCode'])} />
        </Form.Item>
        {kind === 'premium' ? (
          <>
            <PersonField householdId={household?.id} />
            <Form.Item name="scheme" label={t('scheme')} rules={needed}>
              <Select options={premiumSchemes.map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
            <Form.Item name="year" label={t('year')} rules={needed}>
              <InputNumber min={2010} max={2100} precision={0} controls={false} style={{ width: '100%' }} />
            </Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="milestone" label={t('milestone')} rules={needed}>
              <Select options={milestones.map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
            <Form.Item name="source" label={t('source')} rules={needed}>
              <Select options={moneySources.map((value) => ({ value, label: t(value) }))} />
            </Form.Item>
          </>
        )}
        <Form.Item name="amountFen" label={t('money')} rules={needed}>
          <ScaledNumberField unit={t('yuan')} />
        </Form.Item>
        <Form.Item name="dueOn" label={t('on')} rules={needed}>
          <DateField />
        </Form.Item>
        <Form.Item name="document" label={t('document')} rules={[{ required: true, whitespace: true, message: t('need') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <FundField kinds={[kind ?? 'relocation']} />
      </Form>
      {enter.problem ? <ProblemView error={enter.problem} /> : null}
    </Modal>
  );
}

function PersonField({ householdId }: { readonly householdId: string | undefined }) {
  const t = useMessages(claimMessages);
  const members = useQuery({
    queryKey: ['members', householdId],
    queryFn: ({ signal }) => readMembers(householdId ?? '', signal),
    enabled: householdId !== undefined,
  });
  return (
    <Form.Item name="personId" label={t('person')} rules={[{ required: true, message: t('need') }]}>
      <Select
        disabled={!householdId}
        options={members.data?.members.map(({ personId, name }) => ({ value: personId, label: name })) ?? []}
      />
    </Form.Item>
  );
}
