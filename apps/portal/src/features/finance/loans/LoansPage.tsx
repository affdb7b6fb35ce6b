import { Button, Checkbox } from 'antd';
import { Link } from 'react-router';
import { loanStates, type LoanFilter, type LoanRow, type LoanState } from '../../../api/finance/loans.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay, useSession } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { bankFilesPlace } from '../bank-files/bank-file-places.js';
import { FoundRecords } from '../records/FoundRecords.js';
import { RecordFilters } from '../records/RecordFilters.js';
import { recordFilterOf, useAddressFilter } from '../records/useAddressFilter.js';
import { lenderBanksPlace, loanPlace, newLoanPlace, loansPlace } from './loan-places.js';
import { loanWordMessages } from './loan-words.messages.js';
import { loansMessages } from './loans.messages.js';
import { useLoans } from './useLoans.js';
import '../../../components/record-card.css';

const filterOf = (parameters: URLSearchParams): LoanFilter => ({
  ...recordFilterOf<LoanState>(parameters, loanStates),
  useCheck: parameters.get('useCheck') === 'due' ? 'due' : undefined,
  bank: /^[a-z0-9-]{1,40}$/.exec(parameters.get('bank') ?? '')?.[0],
  bucket: /^[0-9]$/.exec(parameters.get('bucket') ?? '')?.[0],
});

/** Loans of the area, of a bank clerk those of the own bank. The filter stands in the address, without names. */
export function LoansPage() {
  const t = useMessages(loansMessages);
  const may = useMay();
  const { account } = useSession();
  const isPhone = useIsPhone();
  const [filter, change] = useAddressFilter(filterOf);
  const query = useLoans(filter);
  const onlyUse = filter.useCheck === 'due';
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('bank.operate') ? (
              <Link to={bankFilesPlace}>
                <Button>{t('bankFiles')}</Button>
              </Link>
            ) : null}
            <Link to={lenderBanksPlace}>
              <Button>{t('banks')}</Button>
            </Link>
            {may('loan.write') && account.area.length === 12 ? (
              <Link to={newLoanPlace}>
                <Button type="primary">{t('apply')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <Filters filter={filter} onChange={change} />
      {filter.bank ? (
        <p role="status">
          {t('partOnly')} <Link to={loansPlace}>{t('partAll')}</Link>
        </p>
      ) : null}
      <FoundRecords query={query} empty={t('empty')} emptyNext={t('emptyNext')}>
        {(rows) => (isPhone ? <Cards {...{ rows, onlyUse }} /> : <Table {...{ rows, onlyUse }} />)}
      </FoundRecords>
    </>
  );
}

interface FilterProps {
  readonly filter: LoanFilter;
  readonly onChange: (filter: LoanFilter) => void;
}

function Filters({ filter, onChange }: FilterProps) {
  const t = useMessages(loansMessages);
  const words = useMessages(loanWordMessages);
  return (
    <RecordFilters<LoanState>
      filter={filter}
      states={loanStates}
      nameOf={(state) => words(`state_${state}`)}
      label={{ state: t('state'), all: t('all'), onlyMine: t('onlyMine') }}
      onChange={(change) => onChange({ ...filter, ...change })}
    >
      <Checkbox
        checked={filter.useCheck === 'due'}
        onChange={(event) => onChange({ ...filter, useCheck: event.target.checked ? 'due' : undefined })}
      >
        {t('useDue')}
      </Checkbox>
    </RecordFilters>
  );
}

/** Once it is told: before, the bank has its days to report what was paid. */
const lateness = ({ state, overduePrincipalFen, overdueInterestFen, overdueSince }: LoanRow) =>
  overdueSince && (state === 'overdue' || state === 'collection')
    ? { amount: formatYuan(overduePrincipalFen + overdueInterestFen), since: overdueSince }
    : undefined;

interface Shown {
  readonly rows: readonly LoanRow[];
  /** The list of those whose use was not looked at: since when. */
  readonly onlyUse: boolean;
}

function Table({ rows, onlyUse }: Shown) {
  const t = useMessages(loansMessages);
  const words = useMessages(loanWordMessages);
  const areaName = useAreaName();
  const language = useLanguage();
  return (
    <section className="panel" aria-label={t('title')}>
      <table className="plain-table">
        <thead>
          <tr>
            {(['borrower', 'bank', 'amount', 'outstanding', 'state', 'since', 'where'] as const).map((key) => (
              <th key={key} scope="col" className={key === 'amount' || key === 'outstanding' ? 'number' : undefined}>
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const late = lateness(row);
            return (
              <tr key={row.id}>
                <td>
                  <Link to={loanPlace(row.id)}>{row.borrowerName}</Link>
                  <div className="soft">{words(`product_${row.product}`)}</div>
                </td>
                <td>{language === 'zh' ? row.bankNameZh : row.bankNameEn}</td>
                <td className="number nowrap">{formatYuan(row.amountFen)}</td>
                <td className="number nowrap">{formatYuan(row.outstandingFen)}</td>
                <td>
                  {words(`state_${row.state}`)}
                  {late ? <div className="soft">{t('late', late)}</div> : null}
                  {onlyUse && row.useCheckDueOn ? <div className="soft">{t('useDueOn', { on: row.useCheckDueOn })}</div> : null}
                </td>
                <td className="nowrap">{formatInstant(row.stateSince)}</td>
                <td>{areaName(row.villageCode)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Cards({ rows, onlyUse }: Shown) {
  const t = useMessages(loansMessages);
  const words = useMessages(loanWordMessages);
  const language = useLanguage();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }} aria-label={t('title')}>
      {rows.map((row) => {
        const late = lateness(row);
        return (
          <li key={row.id}>
            <Link to={loanPlace(row.id)} className="record-card">
              <span className="record-card-head">
                <strong>{row.borrowerName}</strong>
                <span>{words('yuan', { amount: formatYuan(row.amountFen) })}</span>
              </span>
              <span>{words(`state_${row.state}`)}</span>
              {late ? <span>{t('late', late)}</span> : null}
              {onlyUse && row.useCheckDueOn ? <span>{t('useDueOn', { on: row.useCheckDueOn })}</span> : null}
              <span className="soft">
                {words(`product_${row.product}`)} · {language === 'zh' ? row.bankNameZh : row.bankNameEn}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
