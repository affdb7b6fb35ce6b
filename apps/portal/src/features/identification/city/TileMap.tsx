import { Link } from 'react-router';
import type { SubdivisionFigure } from '../../../api/identification/figures.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { areaOfCode } from '../../areas/area-tree.js';
import { cityMessages } from './city.messages.js';
import { shadeOf, shadesFor } from './shades.js';
import { placeTiles, tileName } from './tile-layout.js';
import './tile-map.css';

interface Props {
  readonly units: readonly SubdivisionFigure[];
  readonly hrefOf: (area: string) => string;
}

const width = 104;
const height = 78;
const gap = 4;

/** Townships as tiles; each is a link with its numbers in its name. */
export function TileMap({ units, hrefOf }: Props) {
  const t = useMessages(cityMessages);
  const tiles = placeTiles(units.map((unit) => areaOfCode(unit.code)));
  const shades = shadesFor(Math.max(0, ...units.map((unit) => unit.households)));
  const columns = Math.max(1, ...[...tiles.values()].map((tile) => tile.column + 1));
  const rows = Math.max(1, ...[...tiles.values()].map((tile) => tile.row + 1));
  return (
    <figure className="tile-map">
      <svg viewBox={`0 0 ${columns * width} ${rows * height}`} role="group" aria-label={t('mapLabel', { count: units.length })}>
        {units.map((unit) => {
          const area = areaOfCode(unit.code);
          const tile = tiles.get(area);
          if (!tile) return null;
          const shade = shadeOf(unit.households, shades);
          const [x, y] = [tile.column * width, tile.row * height];
          return (
            <Link
              key={unit.code}
              to={hrefOf(area)}
              aria-label={t('tileLabel', {
                name: tileName(unit.name),
                households: formatCount(unit.households),
                persons: formatCount(unit.persons),
              })}
            >
              <rect x={x + gap / 2} y={y + gap / 2} width={width - gap} height={height - gap} rx={4} fill={shade.fill} stroke="#b9b1a7" />
              <text x={x + width / 2} y={y + 33} fill={shade.ink} className="tile-name">
                {tileName(unit.name)}
              </text>
              <text x={x + width / 2} y={y + 57} fill={shade.ink} className="tile-number">
                {formatCount(unit.households)}
              </text>
            </Link>
          );
        })}
      </svg>
      <ul className="plain-list tile-legend" aria-hidden>
        {shades.map((shade) => (
          <li key={shade.to}>
            <span style={{ background: shade.fill }} />
            {t('legend', { from: formatCount(shade.from), to: formatCount(shade.to) })}
          </li>
        ))}
      </ul>
    </figure>
  );
}
