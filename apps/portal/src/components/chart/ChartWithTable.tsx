import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMessages } from '../../i18n/messages.js';
import { componentMessages } from '../components.messages.js';

interface Props {
  readonly title: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  readonly note?: string;
}

/** Every picture has its table, one press away. */
export function ChartWithTable({ title, chart, table, note }: Props) {
  const t = useMessages(componentMessages);
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        <Segmented
          className="no-print"
          size="small"
          aria-label={`${title} · ${t('showAs')}`}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'chart', label: t('chart') },
            { value: 'table', label: t('table') },
          ]}
        />
      </div>
      {shown === 'chart' ? chart : table}
      {note ? (
        <p className="soft" style={{ fontSize: 13, marginTop: 8 }}>
          {note}
        </p>
      ) : null}
    </section>
  );
}
