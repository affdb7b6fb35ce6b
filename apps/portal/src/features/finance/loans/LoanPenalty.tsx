import type { LoanPenalty as Penalty } from '../../../api/finance/loans.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { MoneyTable } from '../money/MoneyTable.js';
import { loanPenaltyMessages } from './loan-penalty.messages.js';

/** What is owed besides principal and interest because something was not paid when it was due, and how it came about. */
export function LoanPenalty({ penalty }: { readonly penalty: Penalty }) {
  const t = useMessages(loanPenaltyMessages);
  const isPhone = useIsPhone();
  const { owedFen, accruedFen, paidFen, waivedFen, waiver, spans } = penalty;
  if (spans.length === 0) return null;
  const rate = ({ what, annualRatePpm, surchargeBp }: Penalty['spans'][number]): string =>
    what === 'misused'
      ? t('rateMisused', { rate: annualRatePpm / 10_000, more: surchargeBp / 100 })
      : surchargeBp === 0
        ? `${annualRatePpm / 10_000}%`
        : t('rateValue', { rate: annualRatePpm / 10_000, more: surchargeBp / 100 });
  const base = ({ principalFen, interestFen }: Penalty['spans'][number]): string => formatYuan(principalFen + interestFen);
  return (
    <section className="panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>
        {t('sums', {
          ...{ owed: formatYuan(owedFen), accrued: formatYuan(accruedFen), paid: formatYuan(paidFen), waived: formatYuan(waivedFen) },
        })}
      </p>
      {waiver ? (
        <p>
          {waiver.askedFen === null
            ? t('askedAll', { most: formatYuan(waiver.grantableFen) })
            : t('asked', { fen: formatYuan(waiver.askedFen), most: formatYuan(waiver.grantableFen) })}
        </p>
      ) : null}
      <p className="soft">{t('whose')}</p>
      {isPhone ? (
        <ol className="plain-list divided">
          {spans.map((span) => (
            <li key={`${span.what} ${span.from}`}>
              <p>
                <strong>{t('fromTo', { from: span.from, to: span.to })}</strong> · {t('daysValue', { days: span.days })}
              </p>
              <p className="soft">
                {t('base')} {base(span)} · {rate(span)}
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <MoneyTable
          label={t('title')}
          headings={[t('when'), t('days'), t('base'), t('rate')]}
          rows={spans.map((span) => ({
            key: `${span.what} ${span.from}`,
            cells: [t('fromTo', { from: span.from, to: span.to }), String(span.days), base(span), rate(span)],
          }))}
        />
      )}
    </section>
  );
}
