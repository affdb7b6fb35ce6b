import { Button, Checkbox, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { subsidyStates, type SubsidyFilter, type SubsidyRow, type SubsidyState } from '../../../api/finance/subsidies.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { newSubsidyPlace, roundPlace, subsidyPlace } from './subsidy-places.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { subsidiesMessages } from './subsidies.messages.js';
import { useQuantity, useSubsidies } from './useSubsidies.js';
import { WaitingForMe } from './WaitingForMe.js';
import '../../../components/filter-row.css';
import '../../../components/record-card.css';

const filterOf = (parameters: URLSearchParams): SubsidyFilter => ({
  state: subsidyStates.find((known) => known === parameters.get('state')),
  area: /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0],
  waiting: parameters.get('waiting') === 'me' ? 'me' : undefined,
});

/** What waits for me, then everything of the area. The filter stands in the address, without names. */
export function SubsidiesPage() {
  const t = useMessages(subsidiesMessages);
  const may = useMay();
  const { account } = useSession();
  const isPhone = useIsPhone();
  const [parameters, setParameters] = useSearchParams();
  const filter = filterOf(parameters);
  const query = useSubsidies(filter);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = (next: SubsidyFilter) =>
    setParameters(Object.fromEntries(Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1]))), {
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('subsidy.write') && account.area.length === 12 ? (
              <Link to={newSubsidyPlace}>
                <Button type="primary">{t('apply')}</Button>
              </Link>
            ) : null}
            {may('subsidy.confirm') ? (
              <Link to={roundPlace}>
                <Button type="primary">{t('round')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <WaitingForMe filter={filter} onChange={change} />
      <Filters filter={filter} onChange={change} />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {rows.length > 0 ? isPhone ? <Cards rows={rows} /> : <Table rows={rows} /> : null}
      {query.hasNextPage ? (
        <Button className="fit" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

interface FilterProps {
  readonly filter: SubsidyFilter;
  readonly onChange: (filter: SubsidyFilter) => void;
}

function Filters({ filter, onChange }: FilterProps) {
  const t = useMessages(subsidiesMessages);
  const words = useMessages(subsidyWordMessages);
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => onChange({ ...filter, area })} />
      </div>
      <Select<SubsidyState>
        aria-label={t('state')}
        allowClear
        placeholder={t('all')}
        value={filter.state ?? null}
        options={subsidyStates.map((state) => ({ value: state, label: words(`state_${state}`) }))}
        onChange={(state: SubsidyState | undefined) => onChange({ ...filter, state })}
        popupMatchSelectWidth={false}
        listHeight={420}
      />
      <Checkbox
        checked={filter.waiting === 'me'}
        onChange={(event) => onChange({ ...filter, waiting: event.target.checked ? 'me' : undefined })}
      >
        {t('onlyMine')}
      </Checkbox>
    </div>
  );
}

function Table({ rows }: { readonly rows: readonly SubsidyRow[] }) {
  const t = useMessages(subsidiesMessages);
  const words = useMessages(subsidyWordMessages);
  const areaName = useAreaName();
  const quantity = useQuantity();
  return (
    <section className="panel" aria-label={t('title')}>
      <table className="plain-table">
        <thead>
          <tr>
            {(['household', 'item', 'quantity', 'amount', 'state', 'since', 'where'] as const).map((key) => (
              <th key={key} scope="col" className={key === 'amount' ? 'number' : undefined}>
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link to={subsidyPlace(row.id)}>{row.headName}</Link>
              </td>
              <td>{row.productZh}</td>
              <td>{quantity(row.acceptedQuantity ?? row.quantity, row.unit)}</td>
              <td className="number">{row.amountFen === null ? '—' : words('yuan', { amount: formatYuan(row.amountFen) })}</td>
              <td>{words(`state_${row.state}`)}</td>
              <td className="nowrap">{formatInstant(row.stateSince)}</td>
              <td>{areaName(row.villageCode)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cards({ rows }: { readonly rows: readonly SubsidyRow[] }) {
  const t = useMessages(subsidiesMessages);
  const words = useMessages(subsidyWordMessages);
  const quantity = useQuantity();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }} aria-label={t('title')}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={subsidyPlace(row.id)} className="record-card">
            <span className="record-card-head">
              <strong>{row.headName}</strong>
              <span>{row.amountFen === null ? '' : words('yuan', { amount: formatYuan(row.amountFen) })}</span>
            </span>
            <span>
              {row.productZh} · {quantity(row.acceptedQuantity ?? row.quantity, row.unit)}
            </span>
            <span>{words(`state_${row.state}`)}</span>
            <span className="soft">{row.parcel}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
