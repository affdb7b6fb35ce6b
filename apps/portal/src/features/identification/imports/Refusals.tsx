import { useInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Table } from 'antd';
import { listRefusals, readMarkedWorkbook, type Import, type ImportRefusal } from '../../../api/identification/imports.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { importMessages } from './imports.messages.js';

/** The first refusals in place; all of them are in the marked workbook. */
export function Refusals({ batch }: { readonly batch: Import }) {
  const t = useMessages(importMessages);
  const language = useLanguage();
  const isPhone = useIsPhone();
  const { message } = App.useApp();
  const query = useInfiniteQuery({
    queryKey: ['import', batch.id, 'refusals', language],
    queryFn: ({ pageParam, signal }) => listRefusals(batch.id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const workbook = useCommand(
    (_: undefined) => readMarkedWorkbook(batch.id),
    (file) => {
      saveFile(file);
      void message.success(file.name);
    },
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t('refusals')}>
      <div className="panel-head">
        <h2>{t('refusals')}</h2>
        <div className="row no-print">
          <span className="soft">{t(batch.workbookAvailable ? 'workbookText' : 'workbookGone')}</span>
          <Button disabled={!batch.workbookAvailable} loading={workbook.isPending} onClick={() => workbook.run(undefined)}>
            {t('workbook')}
          </Button>
        </div>
      </div>
      {workbook.problem ? <ProblemView error={workbook.problem} /> : null}
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t('noRefusals')} /> : null}
      {items.length > 0 ? isPhone ? <RefusalCards items={items} /> : <RefusalTable items={items} /> : null}
      <MoreButton query={query} />
    </section>
  );
}

const keyOf = (item: ImportRefusal) => `${item.sheet ?? ''}|${item.row}|${item.column ?? ''}|${item.code}`;

function RefusalTable({ items }: { readonly items: readonly ImportRefusal[] }) {
  const t = useMessages(importMessages);
  return (
    <Table<ImportRefusal>
      size="small"
      pagination={false}
      rowKey={keyOf}
      dataSource={[...items]}
      columns={[
        {
          title: t('row'),
          render: (_: unknown, item) => <span className="nowrap">{t('refusalPlace', { sheet: item.sheet ?? '', row: item.row })}</span>,
        },
        { title: t('column'), width: 150, render: (_: unknown, item) => [item.column, item.columnTitle].filter(Boolean).join(' ') || '—' },
        { title: t('value'), render: (_: unknown, item) => item.valueMasked ?? '—' },
        { title: t('why'), dataIndex: 'reason' },
        { title: t('next'), dataIndex: 'next' },
      ]}
    />
  );
}

function RefusalCards({ items }: { readonly items: readonly ImportRefusal[] }) {
  const t = useMessages(importMessages);
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={keyOf(item)}>
          <strong>
            {t('refusalPlace', { sheet: item.sheet ?? '', row: item.row })} {item.columnTitle ?? item.column ?? ''}
          </strong>
          {item.valueMasked ? (
            <p>
              {t('value')} · {item.valueMasked}
            </p>
          ) : null}
          <p>{item.reason}</p>
          <p className="soft">{item.next}</p>
        </li>
      ))}
    </ul>
  );
}
