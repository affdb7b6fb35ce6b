import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  listBankFileRows,
  markedBankFile,
  rowResults,
  type BankFile,
  type BankFileLine,
  type RowResult,
} from '../../../api/finance/bank-files.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { loanPlace } from '../loans/loan-places.js';
import { bankFileMessages } from './bank-files.messages.js';
import '../../../components/record-card.css';

const tone: Readonly<Record<RowResult, Tone>> = {
  waiting: 'waiting',
  book: 'done',
  differs: 'waiting',
  already: 'quiet',
  refused: 'stopped',
};

/** Row by row, what was found; those that differ or cannot be booked are one choice away. */
export function BankFileRows({ file }: { readonly file: BankFile }) {
  const t = useMessages(bankFileMessages);
  const isPhone = useIsPhone();
  const [result, setResult] = useState<RowResult>();
  const query = useInfiniteQuery({
    queryKey: ['bank-file-rows', file.id, file.version, result],
    queryFn: ({ pageParam, signal }) => listBankFileRows(file.id, result, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const found = rowResults.filter((one) => file.results[one] > 0);
  return (
    <section className="panel stack" style={{ gap: 8 }} aria-label={t('results')}>
      <div className="panel-head">
        <h2>{t('results')}</h2>
        <Button href={markedBankFile(file.id)}>{t('marked')}</Button>
      </div>
      <div className="row no-print" role="search">
        <Select
          aria-label={t('result')}
          style={{ minWidth: 220 }}
          value={result ?? ''}
          options={[
            { value: '', label: `${t('all')} ${t('rows', { rows: file.rows })}` },
            ...found.map((one) => ({ value: one, label: `${t(`result_${one}`)} ${file.results[one]}` })),
          ]}
          onChange={(next: string) => setResult(rowResults.find((one) => one === next))}
        />
      </div>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && lines.length === 0 ? <p className="soft">{t('none')}</p> : null}
      {lines.length > 0 ? isPhone ? <Cards lines={lines} /> : <Table lines={lines} /> : null}
      <MoreButton query={query} />
    </section>
  );
}

/** The three amounts that the title names, in its order; a split without a penalty has none of it. */
const split = (principal: number | null, interest: number | null, penalty: number | null): string =>
  principal === null || interest === null ? '—' : [principal, interest, penalty ?? 0].map((fen) => formatYuan(fen)).join(' / ');

function Found({ line }: { readonly line: BankFileLine }) {
  const t = useMessages(bankFileMessages);
  const language = useLanguage();
  return (
    <>
      <StatusTag tone={line.standing === 'booked' ? 'done' : tone[line.result]}>
        {t(line.standing === 'booked' ? 'standing_booked' : `result_${line.result}`)}
      </StatusTag>
      {line.problem ? <div>{line.problem[language]}</div> : null}
      {line.parts.map(({ cause, fen }) => (
        <div key={cause}>{fen === 0 ? t(`cause_${cause}`) : t('part', { cause: t(`cause_${cause}`), fen: formatYuan(fen) })}</div>
      ))}
    </>
  );
}

const Contract = ({ line: { loan, contract } }: { readonly line: BankFileLine }) =>
  loan ? <Link to={loanPlace(loan.id)}>{contract}</Link> : <>{contract}</>;

function useAmount() {
  const t = useMessages(bankFileMessages);
  return ({ kind, amountFen, addedPeriods }: BankFileLine) =>
    kind === 'extension' ? t('periods', { periods: addedPeriods ?? 0 }) : formatYuan(amountFen);
}

function Table({ lines }: { readonly lines: readonly BankFileLine[] }) {
  const t = useMessages(bankFileMessages);
  const amount = useAmount();
  const titles = ['row', 'contract', 'kind', 'on', 'amount', 'split', 'ours', 'result'] as const;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {titles.map((key) => (
            <th key={key} scope="col" className={key === 'amount' ? 'number' : undefined}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>{line.row}</td>
            <td>
              <Contract line={line} />
              <div className="soft">{line.reference}</div>
            </td>
            <td>
              {t(line.kind)}
              {line.kind === 'prepayment' ? <div className="soft">{t(line.effect)}</div> : null}
            </td>
            <td className="nowrap">{line.on}</td>
            <td className="number">{amount(line)}</td>
            <td className="nowrap">{split(line.principalFen, line.interestFen, line.penaltyFen)}</td>
            <td className="nowrap">{split(line.ourPrincipalFen, line.ourInterestFen, line.ourPenaltyFen)}</td>
            <td>
              <Found line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ lines }: { readonly lines: readonly BankFileLine[] }) {
  const t = useMessages(bankFileMessages);
  const amount = useAmount();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }} aria-label={t('results')}>
      {lines.map((line) => (
        <li key={line.id} className="record-card">
          <span className="record-card-head">
            <Contract line={line} />
            <strong className="nowrap">{amount(line)}</strong>
          </span>
          <span>
            {[
              `${t('row')} ${line.row}`,
              t(line.kind),
              ...(line.kind === 'prepayment' ? [t(line.effect)] : []),
              line.on,
              line.reference,
            ].join(' · ')}
          </span>
          {line.kind === 'extension' ? null : (
            <span className="soft">
              {t('split')} {split(line.principalFen, line.interestFen, line.penaltyFen)} · {t('ours')}{' '}
              {split(line.ourPrincipalFen, line.ourInterestFen, line.ourPenaltyFen)}
            </span>
          )}
          <span>
            <Found line={line} />
          </span>
        </li>
      ))}
    </ul>
  );
}
