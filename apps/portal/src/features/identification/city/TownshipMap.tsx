import type { SubdivisionFigure } from '../../../api/identification/figures.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { areaOfCode } from '../../areas/area-tree.js';
import { tileName } from '../../areas/tile-map/tile-layout.js';
import { TileMap } from '../../areas/tile-map/TileMap.js';
import { cityMessages } from './city.messages.js';

interface Props {
  readonly units: readonly SubdivisionFigure[];
  readonly hrefOf: (area: string) => string;
}

/** Poor households by township. */
export function TownshipMap({ units, hrefOf }: Props) {
  const t = useMessages(cityMessages);
  return (
    <TileMap
      label={t('mapLabel', { count: units.length })}
      units={units.map(({ code, name, households, persons }) => ({
        ...{ area: areaOfCode(code), name, value: households, text: formatCount(households) },
        label: t('tileLabel', { name: tileName(name), households: formatCount(households), persons: formatCount(persons) }),
      }))}
      hrefOf={hrefOf}
      legendOf={({ from, to }) => t('legend', { from: formatCount(from), to: formatCount(to) })}
    />
  );
}
