import { useQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { DirectoryRow } from '../../../api/department/directory.js';
import { readMembers } from '../../../api/finance/claims.js';
import { enterOutside, outsideKinds, type OutsideList, type SingleOutside } from '../../../api/finance/outside-lists.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { outsideMessages } from './outside.messages.js';

interface Props {
  readonly onDone: (list: OutsideList) => void;
  readonly onClose: () => void;
}

/** One benefit by hand; it says nothing of other households. */
export function EnterOutsideDialog({ onDone, onClose }: Props) {
  const t = useMessages(outsideMessages);
  const [form] = Form.useForm<Omit<SingleOutside, 'householdId'>>();
  const [household, setHousehold] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  const enter = useCommand(enterOutside, onDone);
  const members = useQuery({
    queryKey: ['members', household?.id],
    queryFn: ({ signal }) => readMembers(household?.id ?? '', signal),
    enabled: household !== undefined,
  });
  const needed = [{ required: true, message: t('need') }];
  const text = [{ required: true, whitespace: true, message: t('need') }];
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
      <HouseholdFinder
        chosen={household}
        onChosen={(next) => {
          form.resetFields(['personId']);
          setHousehold(next);
        }}
      />
      <Form<Omit<SingleOutside, 'householdId'>>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(entries) => household && enter.run({ ...entries, householdId: household.id })}
      >
        <Form.Item name="kind" label={t('kind')} rules={needed}>
          <Select options={outsideKinds.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="personId" label={t('person')}>
          <Select
            allowClear
            disabled={!household}
            options={members.data?.members.map(({ personId, name }) => ({ value: personId, label: name })) ?? []}
          />
        </Form.Item>
        <Form.Item name="amountFen" label={t('money')} rules={needed}>
          <ScaledNumberField unit={t('yuan')} />
        </Form.Item>
        <Form.Item name="on" label={t('on')} rules={needed}>
          <DateField />
        </Form.Item>
        <Form.Item name="office" label={t('office')} rules={text}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="document" label={t('document')} rules={text}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {enter.problem ? <ProblemView error={enter.problem} /> : null}
    </Modal>
  );
}
