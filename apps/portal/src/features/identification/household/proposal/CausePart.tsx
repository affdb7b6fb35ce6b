import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { Form, Select } from 'antd';
import { codeOptions } from '../../../../i18n/code-text.js';
import { useLanguage } from '../../../../i18n/useLanguage.js';
import { useMessages } from '../../../../i18n/messages.js';
import { proposalMessages } from './proposal.messages.js';

export function CausePart() {
  const t = useMessages(proposalMessages);
  const options = codeOptions(PovertyCauses, useLanguage());
  return (
    <>
      <Form.Item name={['cause', 'mainCause']} label={t('mainCause')} rules={[{ required: true, message: t('causeNeeded') }]}>
        <Select options={options} />
      </Form.Item>
      <Form.Item
        name={['cause', 'secondaryCauses']}
        label={t('secondaryCauses')}
        dependencies={[['cause', 'mainCause']]}
        rules={[
          { type: 'array', max: 2, message: t('tooMany') },
          ({ getFieldValue }) => ({
            validator: (_, chosen: string[] | undefined) =>
              chosen?.includes(getFieldValue(['cause', 'mainCause']) as string)
                ? Promise.reject(new Error(t('mustDiffer')))
                : Promise.resolve(),
          }),
        ]}
      >
        <Select mode="multiple" allowClear options={options} />
      </Form.Item>
    </>
  );
}
