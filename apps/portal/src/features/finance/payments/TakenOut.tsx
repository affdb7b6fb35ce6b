import type { Batch } from '../../../api/finance/payments.js';
import { formatCount, formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { paymentMessages } from './payments.messages.js';

/** What came out of the batch before it left, and what has to be done anew because of it. */
export function TakenOut({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const isOpen = batch.state === 'draft' || batch.state === 'declared';
  return (
    <section className="panel" aria-label={t('takenOut')}>
      <h2>{t('takenOut')}</h2>
      <p role={isOpen ? 'status' : undefined}>
        {t(isOpen ? 'takenOutAnew' : 'takenOutBefore', { count: formatCount(batch.takenOut.length) })}
      </p>
      <ul className="plain-list divided">
        {batch.takenOut.map(({ householdNumber, amountFen, because, reason, batchWas, takenAt, takenByName }) => (
          <li key={`${householdNumber} ${takenAt}`}>
            <p className="row" style={{ justifyContent: 'space-between' }}>
              <span className="breakable">{householdNumber}</span>
              <span>{formatYuan(amountFen)}</span>
            </p>
            <p className="soft">
              {t(`out_${because}`, { was: t(`state_${batchWas}`), who: takenByName, at: formatInstant(takenAt), reason: reason ?? '' })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
