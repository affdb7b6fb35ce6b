import { Form } from 'antd';
import { useMessages } from '../../../i18n/messages.js';
import { caseFormMessages } from './case-form.messages.js';
import { declaredKeys } from './declared.js';
import { YesNoField } from './YesNoField.js';

export function DeclaredPart() {
  const t = useMessages(caseFormMessages);
  return (
    <>
      <p style={{ marginBottom: 12 }}>{t('declaredLead')}</p>
      {declaredKeys.map((key) => (
        <Form.Item key={key} name={['declared', key]} label={t(`declared_${key}`)} style={{ marginBottom: 12 }}>
          <YesNoField />
        </Form.Item>
      ))}
    </>
  );
}
