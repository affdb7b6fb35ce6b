import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { directoryMessages } from './directory.messages.js';

interface Props {
  readonly isPending: boolean;
  readonly isShown: boolean;
  readonly onSearch: (terms: { name?: string; number?: string }) => void;
  readonly onClear: () => void;
}

/** Name or number go into a POST body, not into the address. */
export function DirectorySearch({ isPending, isShown, onSearch, onClear }: Props) {
  const t = useMessages(directoryMessages);
  const [form] = Form.useForm<{ name?: string; number?: string }>();
  const [missing, setMissing] = useState(false);
  return (
    <Form
      form={form}
      layout="inline"
      autoComplete="off"
      role="search"
      style={{ rowGap: 8 }}
      onFinish={(entered) => {
        const name = entered.name?.trim();
        const number = entered.number?.trim();
        setMissing(!name && !number);
        if (name || number) onSearch({ ...(name ? { name } : {}), ...(number ? { number } : {}) });
      }}
    >
      <Form.Item name="name" label={t('name')}>
        <Input maxLength={50} style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="number" label={t('number')}>
        <Input maxLength={40} style={{ width: 190 }} />
      </Form.Item>
      <Button htmlType="submit" loading={isPending}>
        {t('search')}
      </Button>
      {isShown ? (
        <Button
          type="link"
          onClick={() => {
            form.resetFields();
            setMissing(false);
            onClear();
          }}
        >
          {t('clear')}
        </Button>
      ) : null}
      <span role="alert">{missing ? t('needOne') : ''}</span>
    </Form>
  );
}
