import { Button, Checkbox, Popover } from 'antd';
import type { Column } from '../../../components/virtual-table/columns.js';
import type { HouseholdRow } from '../../../api/identification/households.js';
import { useMessages } from '../../../i18n/messages.js';
import { alwaysShown } from './columns.js';
import { householdListMessages } from './household-list.messages.js';

interface Props {
  readonly columns: readonly Column<HouseholdRow>[];
  readonly shown: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

export function ColumnChooser({ columns, shown, onChange }: Props) {
  const t = useMessages(householdListMessages);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          value={[...shown]}
          onChange={(keys) => onChange(columns.map((column) => column.key).filter((key) => key === alwaysShown || keys.includes(key)))}
          options={columns.map((column) => ({ value: column.key, label: column.title, disabled: column.key === alwaysShown }))}
          style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
        />
      }
    >
      <Button>{t('columns')}</Button>
    </Popover>
  );
}
