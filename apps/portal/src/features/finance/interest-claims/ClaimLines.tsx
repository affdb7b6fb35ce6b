import { Select } from 'antd';
import { useState } from 'react';
import { lineResults, type InterestClaim, type InterestClaimLine, type LineResult } from '../../../api/finance/interest-claims.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { GiveUpLine } from './GiveUpLine.js';
import { interestClaimMessages } from './interest-claims.messages.js';
import { useClaimLines } from './useClaims.js';
import '../../../components/filter-row.css';
import '../../../components/record-card.css';

/** Every line of the file, then the loans it forgot. */
export function ClaimLines({ claim }: { readonly claim: InterestClaim }) {
  const t = useMessages(interestClaimMessages);
  const isPhone = useIsPhone();
  const [result, setResult] = useState<LineResult>();
  const query = useClaimLines(claim, result);
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="panel stack" style={{ gap: 8 }} aria-label={t('lines')}>
      <div className="panel-head">
        <h2>{t('lines')}</h2>
        <Select<LineResult>
          aria-label={t('result')}
          allowClear
          placeholder={t('all')}
          value={result ?? null}
          options={lineResults.map((value) => ({ value, label: t(`result_${value}`) }))}
          onChange={(value: LineResult | undefined) => setResult(value)}
          popupMatchSelectWidth={false}
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

interface Lines {
  readonly lines: readonly InterestClaimLine[];
}

function useWords() {
  const t = useMessages(interestClaimMessages);
  return {
    result: ({ result }: InterestClaimLine) => t(`result_${result}`),
    state: ({ state, isToCheck, grantedFen, setOffFen }: InterestClaimLine) =>
      [
        t(`line_${state}`),
        ...(setOffFen > 0 ? [t('setOff', { fen: formatYuan(setOffFen), left: formatYuan(grantedFen - setOffFen) })] : []),
        ...(isToCheck ? [t('toCheck')] : []),
      ].join(' · '),
    /** What is granted or, of a correction, cut again. */
    granted: ({ grantedFen, cutFen }: InterestClaimLine) => (cutFen > 0 ? `−${formatYuan(cutFen)}` : formatYuan(grantedFen)),
    /** Why it is not paid, and what makes the difference between both figures. */
    why: ({ result, state, unpaid, parts }: InterestClaimLine) =>
      [
        ...unpaid.map(({ dueOn, openFen }) => t('unpaid', { dueOn, fen: formatYuan(openFen) })),
        ...(result === 'notPaid' && unpaid.length === 0 && state !== 'refused' ? [t('unpaidNone')] : []),
        ...parts.map(({ cause, fen }) => t(`cause_${cause}`, { fen: `${fen > 0 ? '+' : '−'}${formatYuan(Math.abs(fen))}` })),
      ].join('；'),
    household: ({ headName, householdNumber }: InterestClaimLine) => (headName ? `${headName}（${householdNumber ?? ''}）` : '—'),
  };
}

function Table({ lines }: Lines) {
  const t = useMessages(interestClaimMessages);
  const words = useWords();
  const numbers = ['claimed', 'ours', 'granted'];
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {(['row', 'contract', 'household', 'claimed', 'ours', 'granted', 'result', 'why', 'state'] as const).map((key) => (
            <th key={key} scope="col" className={numbers.includes(key) ? 'number' : undefined}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>{line.row ?? '—'}</td>
            <td className="nowrap">{line.contractNumber}</td>
            <td>{words.household(line)}</td>
            <td className="number">{formatYuan(line.claimedFen)}</td>
            <td className="number">{formatYuan(line.ourFen)}</td>
            <td className="number">{words.granted(line)}</td>
            <td>{words.result(line)}</td>
            <td>{words.why(line)}</td>
            <td className={line.setOffFen > 0 || line.isToCheck ? undefined : 'nowrap'}>
              {words.state(line)} <GiveUpLine line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ lines }: Lines) {
  const t = useMessages(interestClaimMessages);
  const words = useWords();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }} aria-label={t('lines')}>
      {lines.map((line) => (
        <li key={line.id} className="record-card">
          <span className="record-card-head">
            <strong className="breakable">{line.contractNumber}</strong>
            <span>{words.result(line)}</span>
          </span>
          <span>{words.household(line)}</span>
          <span>
            {t('claimed')} {formatYuan(line.claimedFen)} · {t('ours')} {formatYuan(line.ourFen)} · {t('granted')} {words.granted(line)}
          </span>
          {words.why(line) ? <span>{words.why(line)}</span> : null}
          <span className="soft">
            {words.state(line)} <GiveUpLine line={line} />
          </span>
        </li>
      ))}
    </ul>
  );
}
