import { Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import type { ReactElement } from 'react';
import type { PlainForm, ValueForm } from '../../../api/department/policies.js';
import { DateField } from '../../../components/DateField.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { ListField } from './ListField.js';
import { policyMessages } from './policies.messages.js';

interface Props {
  readonly form: ValueForm;
  readonly unit: string;
}

/** One field for a plain value, one a part for a composed one; the server says what a value may be. */
export function ValueFields({ form, unit }: Props) {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  if (form.kind !== 'parts') return <ValueItem name="value" label={t('newValue')} form={form} unit={unit} />;
  return (
    <>
      {form.parts.map((part) => (
        <ValueItem key={part.name} name={['value', part.name]} label={part[language]} form={part.form} unit={unit} />
      ))}
    </>
  );
}

interface ItemProps {
  readonly name: string | string[];
  readonly label: string;
  readonly form: PlainForm;
  readonly unit: string;
}

function ValueItem({ name, label, form, unit }: ItemProps) {
  const t = useMessages(policyMessages);
  const bounded = form.kind === 'number' && !form.money && form.min !== null && form.max !== null && form.max - form.min < 100_000;
  return (
    <Form.Item
      name={name}
      label={label}
      {...(bounded ? { extra: t('between', { min: form.min ?? '', max: form.max ?? '' }) } : {})}
      rules={form.kind === 'choices' ? [] : [{ required: true, message: t('valueNeeded') }]}
    >
      <Field form={form} unit={unit} />
    </Form.Item>
  );
}

/** Form.Item hands `id`, `value` and `onChange` to its child: they go on to the field of the value's kind. */
function Field({ form, unit, ...given }: { readonly form: PlainForm; readonly unit: string }): ReactElement {
  const t = useMessages(policyMessages);
  const language = useLanguage();
  switch (form.kind) {
    case 'number':
      if (form.money) return <ScaledNumberField {...given} unit={unit} />;
      return (
        <InputNumber
          {...given}
          {...(form.whole ? { precision: 0 } : {})}
          controls={false}
          inputMode={form.whole ? 'numeric' : 'decimal'}
          suffix={unit}
          style={{ width: '100%' }}
        />
      );
    case 'yesNo':
      return (
        <Radio.Group
          {...given}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      );
    case 'choice':
      return <Radio.Group {...given} options={form.choices.map((choice) => ({ value: choice.code, label: choice[language] }))} />;
    case 'choices':
      return <Checkbox.Group {...given} options={form.choices.map((choice) => ({ value: choice.code, label: choice[language] }))} />;
    case 'date':
      return <DateField {...given} />;
    case 'list':
      return <ListField {...given} of={form.of} />;
    case 'text':
    case 'json':
      return <Input {...given} maxLength={500} />;
  }
}
