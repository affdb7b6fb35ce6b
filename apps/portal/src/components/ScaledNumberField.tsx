import { InputNumber } from 'antd';

interface Props {
  readonly id?: string;
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
  readonly unit: string;
  readonly disabled?: boolean;
  readonly allowNegative?: boolean;
}

/** People type yuan, mu or m²; the value is the integer of hundredths that records keep. */
export function ScaledNumberField({ id, value, onChange, unit, disabled = false, allowNegative = false }: Props) {
  return (
    <InputNumber<number>
      {...(id ? { id } : {})}
      value={value === null || value === undefined ? null : value / 100}
      onChange={(typed) => onChange?.(typed === null ? null : Math.round(typed * 100))}
      {...(allowNegative ? {} : { min: 0 })}
      precision={2}
      controls={false}
      suffix={unit}
      disabled={disabled}
      inputMode="decimal"
      style={{ width: '100%' }}
    />
  );
}
