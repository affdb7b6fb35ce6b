import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { listOutside, outsideStates, type OutsideList, type OutsideState } from '../../../api/finance/outside-lists.js';
import { ListPanel } from '../../../components/ListPanel.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { EnterOutsideDialog } from './EnterOutsideDialog.js';
import { outsideListPlace } from './outside-places.js';
import { outsideMessages } from './outside.messages.js';
import { UploadOutsideDialog } from './UploadOutsideDialog.js';
import '../../../components/filter-row.css';

export const outsideTone: Readonly<Record<OutsideState, Tone>> = {
  ...{ proposed: 'waiting', released: 'done', withdrawing: 'waiting' },
  ...{ superseded: 'quiet', withdrawn: 'quiet', rejected: 'stopped' },
};

/** What other offices told they paid, newest first. */
export function OutsideListsPage() {
  const t = useMessages(outsideMessages);
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [search, setSearch] = useSearchParams();
  const state = outsideStates.find((one) => one === search.get('state'));
  const [open, setOpen] = useState<'upload' | 'enter'>();
  const query = useInfiniteQuery({
    queryKey: ['outside-lists', state],
    queryFn: ({ pageParam, signal }) => listOutside(state, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const taken = (list: OutsideList) => {
    void message.success(t('taken'));
    void client.invalidateQueries({ queryKey: ['outside-lists'] });
    void navigate(outsideListPlace(list.id));
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          may('claim.write') ? (
            <>
              <Button onClick={() => setOpen('enter')}>{t('enter')}</Button>
              <Button type="primary" onClick={() => setOpen('upload')}>
                {t('upload')}
              </Button>
            </>
          ) : null
        }
      />
      <div className="filter-row no-print" role="search">
        <Select
          aria-label={t('state')}
          value={state ?? ''}
          options={[{ value: '', label: t('all') }, ...outsideStates.map((one) => ({ value: one, label: t(`state_${one}`) }))]}
          onChange={(next: string) => setSearch(next ? { state: next } : {}, { replace: true })}
        />
      </div>
      <ListPanel query={query} title={t('title')} empty={t('empty')} emptyNext={t('emptyNext')}>
        {(list) => <OneList key={list.id} list={list} />}
      </ListPanel>
      {open === 'upload' ? <UploadOutsideDialog onDone={taken} onClose={() => setOpen(undefined)} /> : null}
      {open === 'enter' ? <EnterOutsideDialog onDone={taken} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

function OneList({ list }: { readonly list: OutsideList }) {
  const t = useMessages(outsideMessages);
  const { from, to, declaredCount, declaredSumFen, origin } = list;
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        <Link to={outsideListPlace(list.id)}>
          {t('number', { number: list.number })} {list.office} · {list.kinds.map((kind) => t(kind)).join(t('comma'))}
        </Link>
        <br />
        <span className="soft">
          {[
            origin === 'hand' ? `${t('single')} ${from}` : t('period', { from, to }),
            t('sums', { count: formatCount(declaredCount), sum: formatYuan(declaredSumFen) }),
            list.document,
          ].join(' · ')}
        </span>
      </span>
      <StatusTag tone={outsideTone[list.state]}>{t(`state_${list.state}`)}</StatusTag>
    </li>
  );
}
