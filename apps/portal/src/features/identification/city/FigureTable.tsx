import { Table } from 'antd';
import { Link } from 'react-router';
import { formatCount, formatPercent } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { cityMessages } from './city.messages.js';

export interface FigureRow {
  readonly key: string;
  readonly label: string;
  readonly to?: string;
  readonly households?: number;
  readonly persons?: number;
  readonly illnessPersons?: number;
}

interface Props {
  readonly first: string;
  readonly rows: readonly FigureRow[];
}

/** The numbers behind a picture; only columns that have numbers are shown. */
export function FigureTable({ first, rows }: Props) {
  const t = useMessages(cityMessages);
  const all = rows.reduce((sum, row) => sum + (row.households ?? row.persons ?? 0), 0);
  const has = (key: 'households' | 'persons' | 'illnessPersons') => rows.some((row) => row[key] !== undefined);
  const numberColumn = (key: 'households' | 'persons' | 'illnessPersons', title: string) =>
    has(key)
      ? [
          {
            title,
            dataIndex: key,
            align: 'right' as const,
            render: (value: number | undefined) => (value === undefined ? '—' : formatCount(value)),
          },
        ]
      : [];
  return (
    <Table<FigureRow>
      size="small"
      pagination={false}
      rowKey="key"
      dataSource={[...rows]}
      columns={[
        {
          title: first,
          dataIndex: 'label',
          // the name of a village is read whole; the numbers beside it are short
          className: 'figure-name',
          render: (label: string, row) => (row.to ? <Link to={row.to}>{label}</Link> : label),
        },
        ...numberColumn('households', t('households')),
        ...numberColumn('persons', t('persons')),
        ...numberColumn('illnessPersons', t('illnessPersons')),
        {
          title: t('share'),
          align: 'right' as const,
          render: (_: unknown, row) => (all > 0 ? formatPercent((row.households ?? row.persons ?? 0) / all) : '—'),
        },
      ]}
    />
  );
}
