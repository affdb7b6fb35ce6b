import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { listRegisterRefusals, type RegisterRefusal } from '../../../api/identification/registers.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { registerMessages } from './registers.messages.js';

const keyOf = ({ row, column, code }: RegisterRefusal) => `${row}|${column ?? ''}|${code}`;

/** Bad cells in the order of the file, each with what to do. Values are masked; those of a sensitive register are not shown. */
export function RegisterRefusals({ id }: { readonly id: string }) {
  const t = useMessages(registerMessages);
  const language = useLanguage();
  const isPhone = useIsPhone();
  const query = useInfiniteQuery({
    queryKey: ['register-import', id, 'refusals', language],
    queryFn: ({ pageParam, signal }) => listRegisterRefusals(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t('refusals')}>
      <h2>{t('refusals')}</h2>
      <p className="soft">{t('refusalsText')}</p>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading /> : null}
      {isPhone ? (
        <ul className="plain-list divided">
          {items.map((item) => (
            <li key={keyOf(item)}>
              <strong>
                {t('row')} {item.row} {item.columnTitle}
              </strong>
              <p>
                {t('value')} · {item.valueMasked ?? t('noValue')}
              </p>
              <p>{item.reason}</p>
              <p className="soft">{item.next}</p>
            </li>
          ))}
        </ul>
      ) : (
        <Table<RegisterRefusal>
          size="small"
          pagination={false}
          rowKey={keyOf}
          dataSource={[...items]}
          columns={[
            { title: t('row'), dataIndex: 'row', width: 70, align: 'right' },
            { title: t('column'), width: 160, render: (_: unknown, item) => [item.column, item.columnTitle].filter(Boolean).join(' ') },
            { title: t('value'), render: (_: unknown, item) => item.valueMasked ?? t('noValue') },
            { title: t('why'), dataIndex: 'reason' },
            { title: t('next'), dataIndex: 'next' },
          ]}
        />
      )}
      <MoreButton query={query} />
    </section>
  );
}
