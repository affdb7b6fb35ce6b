import { Form, Input } from 'antd';
import { useMessages } from '../../../../i18n/messages.js';
import { proposalMessages } from './proposal.messages.js';

export function GroupPart() {
  const t = useMessages(proposalMessages);
  return (
    <Form.Item name={['group', 'groupName']} label={t('groupName')} extra={t('groupHint')}>
      <Input maxLength={50} />
    </Form.Item>
  );
}
