import { Radio } from 'antd';
import { useMessages } from '../../../i18n/messages.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';

interface Props {
  readonly id?: string;
  readonly value?: boolean;
  readonly onChange?: (value: boolean) => void;
}

/** Not answered is something else than no. */
export function YesNoField({ id, value, onChange }: Props) {
  const f = useMessages(householdFieldMessages);
  return (
    <Radio.Group
      {...(id ? { id } : {})}
      value={value ?? null}
      onChange={(event) => onChange?.(event.target.value as boolean)}
      options={[
        { value: true, label: f('yes') },
        { value: false, label: f('no') },
      ]}
    />
  );
}
