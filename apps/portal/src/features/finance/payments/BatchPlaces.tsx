import { Link } from 'react-router';
import type { Batch } from '../../../api/finance/payments.js';
import { Loading } from '../../../components/Loading.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { BatchMap } from './BatchMap.js';
import { batchPlaceMessages } from './batch-places.messages.js';
import { sharesOf, type Share } from './place-shares.js';
import { useBatchPlaces } from './useBatch.js';
import { useBatchArea } from './useBatchArea.js';
import './batch-places.css';

/** Who gets what, before somebody approves it: townships, and the villages of one. */
export function BatchPlaces({ batch }: { readonly batch: Batch }) {
  const t = useMessages(batchPlaceMessages);
  const isPhone = useIsPhone();
  const query = useBatchPlaces(batch);
  const { area, hrefOf } = useBatchArea();
  const township = area?.slice(0, 9);
  const shares = sharesOf(query.data?.items ?? [], township);
  const shown = { shares, most: shares[0]?.sumFen ?? 0, hrefOf, chosen: area };
  if (query.data && shares.length === 0) return null;
  return (
    <section className="panel" aria-label={t('places')}>
      <div className="panel-head">
        <h2>{t('places')}</h2>
        {township ? (
          <Link className="no-print" to={hrefOf(undefined)}>
            {t('allTownships')}
          </Link>
        ) : null}
      </div>
      {query.isPending ? <Loading rows={3} /> : null}
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {shares.length > 1 && shares[0]?.area.length === 9 ? <BatchMap shares={shares} hrefOf={hrefOf} /> : null}
      {shares.length > 0 ? isPhone ? <Cards {...shown} /> : <Table {...shown} /> : null}
    </section>
  );
}

interface Shown {
  readonly shares: readonly Share[];
  readonly most: number;
  readonly hrefOf: (area: string) => string;
  readonly chosen: string | undefined;
}

/** A township opens its villages, a village its payments. */
function Place({ area, hrefOf, chosen }: { readonly area: string } & Pick<Shown, 'hrefOf' | 'chosen'>) {
  const areaName = useAreaName();
  return (
    <Link to={hrefOf(area)} {...(area === chosen ? { 'aria-current': true as const } : {})}>
      {areaName(area)}
    </Link>
  );
}

/** A length beside the number that says it: nothing for who cannot see it. */
const Bar = ({ share, most }: { readonly share: Share; readonly most: number }) => (
  <span className="share-bar" aria-hidden style={{ width: `${most > 0 ? (100 * share.sumFen) / most : 0}%` }} />
);

function Table({ shares, most, hrefOf, chosen }: Shown) {
  const t = useMessages(batchPlaceMessages);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('place')}</th>
          {(['households', 'count', 'amount', 'perHousehold', 'mostOfOne'] as const).map((key) => (
            <th key={key} scope="col" className="number">
              {t(key)}
            </th>
          ))}
          <td className="share-track" />
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <tr key={share.area}>
            <th scope="row" style={{ fontWeight: 'normal', textAlign: 'left' }}>
              <Place area={share.area} hrefOf={hrefOf} chosen={chosen} />
            </th>
            <td className="number">{formatCount(share.households)}</td>
            <td className="number">{formatCount(share.payments)}</td>
            <td className="number nowrap">{formatYuan(share.sumFen)}</td>
            <td className="number nowrap">{formatYuan(Math.round(share.sumFen / share.households))}</td>
            <td className="number nowrap">{formatYuan(share.mostFen)}</td>
            <td className="share-track">
              <Bar share={share} most={most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ shares, most, hrefOf, chosen }: Shown) {
  const t = useMessages(batchPlaceMessages);
  return (
    <ul className="plain-list divided">
      {shares.map((share) => (
        <li key={share.area}>
          <p>
            <Place area={share.area} hrefOf={hrefOf} chosen={chosen} /> · <strong>{formatYuan(share.sumFen)}</strong>
          </p>
          <Bar share={share} most={most} />
          <p className="soft">
            {t('placeLine', {
              households: formatCount(share.households),
              count: formatCount(share.payments),
              mean: formatYuan(Math.round(share.sumFen / share.households)),
              most: formatYuan(share.mostFen),
            })}
          </p>
        </li>
      ))}
    </ul>
  );
}
