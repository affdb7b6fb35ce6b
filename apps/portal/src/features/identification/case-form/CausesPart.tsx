import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { Form, Input, Select } from 'antd';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseFormMessages } from './case-form.messages.js';

export function CausesPart() {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  const language = useLanguage();
  const main = Form.useWatch<string | undefined>('mainCause', { preserve: true });
  const causes = codeOptions(PovertyCauses, language);
  return (
    <>
      <div className="form-columns">
        <Form.Item name="mainCause" label={f('mainCause')}>
          <Select allowClear options={causes} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
        <Form.Item name="secondaryCauses" label={f('secondaryCauses')} extra={t('maxTwo')}>
          <Select mode="multiple" maxCount={2} options={causes.filter(({ value }) => value !== main)} />
        </Form.Item>
      </div>
      <Form.Item name="statement" label={t('place_statement')} extra={t('statementHint')}>
        <Input.TextArea rows={5} maxLength={1000} showCount />
      </Form.Item>
    </>
  );
}
