import { RelationsToHead } from '@jingzhun/domain/relation-to-head';
import { Form, Input, Select } from 'antd';
import type { Household } from '../../../../api/identification/households.js';
import { useCodeText } from '../../../../i18n/code-text.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { IdNumberField, idNumberRule } from './IdNumberField.js';
import { proposalMessages } from './proposal.messages.js';

export function IdentityPart({ household }: { readonly household: Household }) {
  const t = useMessages(proposalMessages);
  const text = useCodeText();
  const language = useLanguage();
  return (
    <>
      <Form.Item name={['identity', 'personId']} label={t('member')} rules={[{ required: true, message: t('memberNeeded') }]}>
        <Select
          options={household.members.map((member) => ({
            value: member.personId,
            label: `${member.name} · ${text(RelationsToHead, member.relation)}`,
          }))}
        />
      </Form.Item>
      <p className="soft">{t('onlyChanged')}</p>
      <Form.Item name={['identity', 'name']} label={t('name')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name={['identity', 'idNumber']} label={t('idNumber')} validateTrigger="onBlur" rules={[idNumberRule(language)]}>
        <IdNumberField />
      </Form.Item>
    </>
  );
}
