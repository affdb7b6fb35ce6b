import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';

interface Props {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (value: string | undefined) => void;
  readonly max?: string;
  readonly allowClear?: boolean;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

/** A civil date (YYYY-MM-DD), by typing (20160301 or 2016-3-1) or choosing. */
export function DateField({ id, value, onChange, max, allowClear = true, disabled = false, 'aria-label': label }: Props) {
  const t = useMessages(componentMessages);
  return (
    <DatePicker
      {...(id ? { id } : {})}
      value={value ? dayjs(value) : null}
      onChange={(date) => onChange?.(date ? date.format('YYYY-MM-DD') : undefined)}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D']}
      {...(max ? { maxDate: dayjs(max) } : {})}
      allowClear={allowClear}
      disabled={disabled}
      placeholder={t('dateHint')}
      {...(label ? { 'aria-label': label } : {})}
      style={{ width: '100%' }}
    />
  );
}
