import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages, type Say } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { tileName } from '../../areas/tile-map/tile-layout.js';
import { TileMap } from '../../areas/tile-map/TileMap.js';
import { batchPlaceMessages } from './batch-places.messages.js';
import type { Share } from './place-shares.js';

interface Props {
  readonly shares: readonly Share[];
  readonly hrefOf: (area: string) => string;
}

/** Which township gets how much: the table below says the same in numbers. */
export function BatchMap({ shares, hrefOf }: Props) {
  const t = useMessages(batchPlaceMessages);
  const areaName = useAreaName();
  return (
    <>
      <TileMap
        label={t('mapLabel', { count: shares.length })}
        units={shares.map(({ area, sumFen, households, payments }) => ({
          ...{ area, name: areaName(area), value: Math.round(sumFen / 100), text: shortYuan(sumFen, t) },
          detail: t('tileCount', { count: formatCount(payments) }),
          label: t('tileLabel', {
            ...{ name: tileName(areaName(area)), sum: formatYuan(sumFen) },
            ...{ households: formatCount(households), count: formatCount(payments) },
          }),
        }))}
        hrefOf={hrefOf}
        legendOf={({ from, to }) => t('mapLegend', { from: formatCount(from), to: formatCount(to) })}
      />
      <p className="soft">{t('mapNote')}</p>
    </>
  );
}

/** A tile has room for a few digits; the table has them all. */
function shortYuan(fen: number, t: Say<'tenThousand'>): string {
  const yuan = fen / 100;
  return yuan >= 100_000 ? t('tenThousand', { amount: (yuan / 10_000).toFixed(1) }) : formatCount(Math.round(yuan));
}
