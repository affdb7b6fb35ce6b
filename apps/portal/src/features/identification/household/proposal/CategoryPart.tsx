import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { Form, Radio } from 'antd';
import { codeOptions } from '../../../../i18n/code-text.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { proposalMessages } from './proposal.messages.js';

export function CategoryPart() {
  const t = useMessages(proposalMessages);
  return (
    <Form.Item name={['category', 'category']} label={t('category')} rules={[{ required: true, message: t('categoryNeeded') }]}>
      <Radio.Group vertical options={codeOptions(HouseholdCategories, useLanguage())} />
    </Form.Item>
  );
}
