import { Select } from 'antd';

interface Props {
  readonly id?: string;
  readonly value?: readonly (string | number)[];
  readonly onChange?: (value: (string | number)[]) => void;
  readonly of: 'text' | 'number';
}

/** Short texts or numbers, each ended with Enter or a comma. What is no number stays as typed: the server says so in words. */
export function ListField({ id, value = [], onChange, of }: Props) {
  return (
    <Select
      {...(id ? { id } : {})}
      mode="tags"
      open={false}
      tokenSeparators={[',', '，', '、']}
      value={value.map(String)}
      onChange={(texts: string[]) =>
        onChange?.(of === 'number' ? texts.map((text) => (Number.isNaN(Number(text)) ? text : Number(text))) : texts)
      }
      style={{ width: '100%' }}
    />
  );
}
