import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listOutsideLines, type OutsideLine, type OutsideList } from '../../../api/finance/outside-lists.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { outsideMessages } from './outside.messages.js';
import '../../../components/record-card.css';

/** Every row of the own area; each leads to the benefits of its household. */
export function OutsideLines({ list }: { readonly list: OutsideList }) {
  const t = useMessages(outsideMessages);
  const isPhone = useIsPhone();
  const query = useInfiniteQuery({
    queryKey: ['outside-lines', list.id],
    queryFn: ({ pageParam, signal }) => listOutsideLines(list.id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isCorrection = list.supersedes !== null;
  return (
    <section className="panel stack" style={{ gap: 8 }} aria-label={t('lines')}>
      <h2>{t('lines')}</h2>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && lines.length === 0 ? <p className="soft">{t('none')}</p> : null}
      {lines.length > 0 ? isPhone ? <Cards lines={lines} /> : <Table lines={lines} isCorrection={isCorrection} /> : null}
      <MoreButton query={query} />
    </section>
  );
}

function useWords() {
  const t = useMessages(outsideMessages);
  return {
    change: ({ change, beforeFen }: OutsideLine) =>
      change === null ? '' : t(`change_${change}`, { before: beforeFen === null ? '' : formatYuan(beforeFen) }),
  };
}

function Household({ line: { householdId, headName, householdNumber } }: { readonly line: OutsideLine }) {
  const t = useMessages(outsideMessages);
  const may = useMay();
  const text = headName ? `${headName}（${householdNumber ?? ''}）` : t('unknownHousehold');
  return may('benefit.read') && headName ? <Link to={`/finance/household-benefits?household=${householdId}`}>{text}</Link> : <>{text}</>;
}

function Table({ lines, isCorrection }: { readonly lines: readonly OutsideLine[]; readonly isCorrection: boolean }) {
  const t = useMessages(outsideMessages);
  const words = useWords();
  const titles = ['row', 'household', 'beneficiary', 'kind', 'on', 'amount'] as const;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {[...titles, ...(isCorrection ? (['change'] as const) : [])].map((key) => (
            <th key={key} scope="col" className={key === 'amount' ? 'number' : undefined}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>{line.row ?? '—'}</td>
            <td>
              <Household line={line} />
            </td>
            <td>{line.personName ?? '—'}</td>
            <td>{t(line.kind)}</td>
            <td>{line.on}</td>
            <td className="number">{formatYuan(line.amountFen)}</td>
            {isCorrection ? <td>{words.change(line)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ lines }: { readonly lines: readonly OutsideLine[] }) {
  const t = useMessages(outsideMessages);
  const words = useWords();
  const areaName = useAreaName();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }} aria-label={t('lines')}>
      {lines.map((line) => (
        <li key={line.id} className="record-card">
          <span className="record-card-head">
            <Household line={line} />
            <strong className="nowrap">{formatYuan(line.amountFen)}</strong>
          </span>
          <span>{[t(line.kind), line.personName, line.on].filter(Boolean).join(' · ')}</span>
          <span className="soft">{[areaName(line.villageCode), words.change(line)].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
