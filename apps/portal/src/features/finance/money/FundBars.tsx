import { Link } from 'react-router';
import type { Fund } from '../../../api/finance/money.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { commitmentsPlace, fundEntriesPlace, fundPlace } from './fund-places.js';
import { moneyMessages } from './money.messages.js';
import './fund-bars.css';

const percent = (part: number, whole: number): number => (whole > 0 ? Math.min(100, Math.floor((part * 1000) / whole) / 10) : 0);

/** How far a fund is used: each bar is of the whole fund and opens its records; dashed lines are where everybody is told. */
export function FundBars({ fund }: { readonly fund: Fund }) {
  const t = useMessages(moneyMessages);
  const may = useMay();
  const { code, amountFen, thresholdsBp } = fund;
  const reached = thresholdsBp.filter((bp) => amountFen > 0 && fund.committedFen * 10_000 >= amountFen * bp);
  const bars = [
    {
      key: 'provided',
      name: t('barProvided'),
      fen: amountFen,
      to: may('ledger.read') ? fundEntriesPlace(code) : fundPlace(code),
      thresholds: [],
    },
    { key: 'allotted', name: t('barAllotted'), fen: fund.allottedFen, to: fundPlace(code), thresholds: [] },
    { key: 'committed', name: t('barCommitted'), fen: fund.committedFen, to: commitmentsPlace(code), thresholds: thresholdsBp },
    { key: 'spent', name: t('barSpent'), fen: fund.spentFen, to: commitmentsPlace(code, { state: 'spent' }), thresholds: [] },
  ];
  return (
    <>
      <ul className="fund-bars">
        {bars.map(({ key, name, fen, to, thresholds }) => (
          <li key={key} className="fund-bar">
            <span>{name}</span>
            <span className="fund-bar-track" aria-hidden="true">
              <span
                className={`fund-bar-fill${key === 'committed' && reached.length > 0 ? ' is-over' : ''}`}
                style={{ display: 'block', width: `${percent(fen, amountFen)}%` }}
              />
              {thresholds.map((bp) => (
                <span key={bp} className="fund-bar-threshold" style={{ left: `calc(${bp / 100}% - 2px)` }} />
              ))}
            </span>
            <Link className="fund-bar-figures" to={to}>
              {t('barFigure', { yuan: formatYuan(fen), percent: percent(fen, amountFen) })}
            </Link>
          </li>
        ))}
      </ul>
      <p className={reached.length > 0 ? undefined : 'soft'}>
        {reached.length > 0
          ? t('thresholdReached', { percent: Math.max(...reached) / 100 })
          : t('thresholdsAre', { percents: thresholdsBp.map((bp) => `${bp / 100}%`).join(t('and')) })}
      </p>
    </>
  );
}
