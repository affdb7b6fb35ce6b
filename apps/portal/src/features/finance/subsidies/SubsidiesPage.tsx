import { Button } from 'antd';
import { Link } from 'react-router';
import { subsidyStates, type SubsidyFilter, type SubsidyRow, type SubsidyState } from '../../../api/finance/subsidies.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { FoundRecords } from '../records/FoundRecords.js';
import { RecordFilters } from '../records/RecordFilters.js';
import { recordFilterOf, useAddressFilter } from '../records/useAddressFilter.js';
import { newSubsidyPlace, projectsPlace, roundPlace, subsidyPlace } from './subsidy-places.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { subsidiesMessages } from './subsidies.messages.js';
import { useQuantity, useSubsidies } from './useSubsidies.js';
import { ToPost } from './ToPost.js';
import { WaitingForMe } from './WaitingForMe.js';
import '../../../components/record-card.css';

const filterOf = (parameters: URLSearchParams): SubsidyFilter => ({
  ...recordFilterOf<SubsidyState>(parameters, subsidyStates),
});

/** What waits for me, then everything of the area. The filter stands in the address, without names. */
export function SubsidiesPage() {
  const t = useMessages(subsidiesMessages);
  const may = useMay();
  const { account } = useSession();
  const isPhone = useIsPhone();
  const [filter, change] = useAddressFilter(filterOf);
  const query = useSubsidies(filter);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('subsidy.write') && account.area.length >= 9 ? (
              <Link to={projectsPlace}>
                <Button>{t('projects')}</Button>
              </Link>
            ) : null}
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
      {filter.state === 'granted' && may('notice.write') && account.area.length >= 9 ? <ToPost area={filter.area} /> : null}
      <Filters filter={filter} onChange={change} />
      <FoundRecords query={query} empty={t('empty')} emptyNext={t('emptyNext')}>
        {(rows) => (isPhone ? <Cards rows={rows} /> : <Table rows={rows} />)}
      </FoundRecords>
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
    <RecordFilters<SubsidyState>
      filter={filter}
      states={subsidyStates}
      nameOf={(state) => words(`state_${state}`)}
      label={{ state: t('state'), all: t('all'), onlyMine: t('onlyMine') }}
      onChange={(change) => onChange({ ...filter, ...change })}
    />
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
