import { Link } from 'react-router';
import type { Batch } from '../../../api/finance/payments.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { subsidyPlace } from '../subsidies/subsidy-places.js';
import { paymentMessages } from './payments.messages.js';
import { useForTheNext } from './useBatch.js';

/** Approved, and paid with a later batch: this one holds what a household gets in one already. By name, so that nobody thinks it forgotten. */
export function ForTheNext({ batch }: { readonly batch: Batch }) {
  const t = useMessages(paymentMessages);
  const areaName = useAreaName();
  const { data } = useForTheNext(batch);
  if (!data?.items || data.count === 0) return null;
  return (
    <section className="panel" aria-label={t('forTheNext')}>
      <h2>{t('forTheNext')}</h2>
      <p className="soft">{t('forTheNextLead', { count: formatCount(data.count), sum: formatYuan(data.sumFen) })}</p>
      <ul className="plain-list divided">
        {data.items.map(({ causeId, headName, householdNumber, villageCode, amountFen, hereFen }) => (
          <li key={causeId}>
            <Link to={subsidyPlace(causeId)}>{headName}</Link> · {householdNumber} · {areaName(villageCode)}
            <br />
            {t('forTheNextOne', { amount: formatYuan(amountFen), here: formatYuan(hereFen) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
