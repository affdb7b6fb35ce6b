import { Checkbox, Form, Input } from 'antd';
import type { Household } from '../../../../api/identification/households.js';
import { useMessages } from '../../../../i18n/messages.js';
import { proposalMessages } from './proposal.messages.js';

/** The whole account is typed anew: the form never holds the one in the register. */
export function BankPart({ household }: { readonly household: Household }) {
  const t = useMessages(proposalMessages);
  const isClosed = Form.useWatch<boolean | undefined>(['bank', 'isClosed']) === true;
  return (
    <>
      {household.bankAccountMasked ? (
        <Form.Item name={['bank', 'isClosed']} valuePropName="checked" extra={t('accountNow', { account: household.bankAccountMasked })}>
          <Checkbox>{t('accountClosed')}</Checkbox>
        </Form.Item>
      ) : null}
      {isClosed ? null : (
        <>
          <Form.Item
            name={['bank', 'bankName']}
            label={t('bankName')}
            rules={[{ required: true, whitespace: true, message: t('bankNameNeeded') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item
            name={['bank', 'account']}
            label={t('account')}
            rules={[{ required: true, message: t('accountNeeded') }]}
            extra={t('accountHint')}
          >
            <Input inputMode="numeric" maxLength={40} />
          </Form.Item>
        </>
      )}
    </>
  );
}
