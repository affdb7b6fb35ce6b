import { parsePhone } from '@jingzhun/domain/phone';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { correctContact, type ContactChange, type Household } from '../../../../api/identification/households.js';
import { useCommand } from '../../../../api/useCommand.js';
import { DateField } from '../../../../components/DateField.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { informedDepartments } from '../../../../layout/departments.js';
import { Conflict } from '../Conflict.js';
import { contactMessages } from './contact.messages.js';

interface Props {
  readonly household: Household;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ContactDrawer({ household, open, onClose }: Props) {
  const t = useMessages(contactMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<ContactChange>();
  const [missing, setMissing] = useState(false);
  // The version on screen when the form was opened; a refetch in the background must not hide a conflict.
  const [seen] = useState(household.version);
  const save = useCommand(
    ({ change, version }: { change: ContactChange; version: number }, key) => correctContact(household.id, change, version, key),
    () => {
      void message.success(t('saved', { count: informedDepartments.length }));
      void client.invalidateQueries({ queryKey: ['household', household.id] });
      void client.invalidateQueries({ queryKey: ['households'] });
      onClose();
    },
  );
  const submit = (version: number) => {
    const { phone, address, reason, validFrom } = form.getFieldsValue();
    const change = {
      reason: reason.trim(),
      ...(phone?.trim() ? { phone: phone.trim() } : {}),
      ...(address?.trim() ? { address: address.trim() } : {}),
      ...(validFrom ? { validFrom } : {}),
    };
    const isEmpty = !change.phone && !change.address;
    setMissing(isEmpty);
    if (!isEmpty) save.run({ change, version });
  };
  const isConflict = save.problem?.status === 412;
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={480}
      title={t('title')}
      destroyOnHidden
      footer={
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      }
    >
      <div className="stack">
        <p>{t('text')}</p>
        <Form form={form} layout="vertical" requiredMark={false} autoComplete="off" onFinish={() => submit(seen)}>
          <Form.Item
            name="phone"
            label={t('phone')}
            {...(household.phoneMasked ? { extra: t('current', { value: household.phoneMasked }) } : {})}
            validateTrigger="onBlur"
            rules={[
              {
                validator: (_, value: string | undefined) => {
                  if (!value?.trim()) return Promise.resolve();
                  const read = parsePhone(value);
                  return read.ok ? Promise.resolve() : Promise.reject(new Error(read.problem[language]));
                },
              },
            ]}
          >
            <Input inputMode="tel" maxLength={20} />
          </Form.Item>
          <Form.Item
            name="address"
            label={t('address')}
            {...(household.address ? { extra: t('current', { value: household.address }) } : {})}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="validFrom" label={t('validFrom')}>
            <DateField />
          </Form.Item>
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, min: 2, message: t('reasonNeeded') }]}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </Form>
        <p role="alert">{missing ? t('needOne') : ''}</p>
        {isConflict ? <Conflict householdId={household.id} seen={seen} isPending={save.isPending} onSaveAnyway={submit} /> : null}
        {save.problem && !isConflict ? <ProblemView error={save.problem} /> : null}
      </div>
    </Drawer>
  );
}
