import { Link } from 'react-router';
import { shadeOf, shadesFor, type Shade } from './shades.js';
import { placeTiles, tileName } from './tile-layout.js';
import './tile-map.css';

/** One township with what is counted in it. */
export interface MapUnit {
  /** 9 digits. */
  readonly area: string;
  readonly name: string;
  /** What the shade shows. */
  readonly value: number;
  /** Under the name; short. */
  readonly text: string;
  /** Under that, smaller. */
  readonly detail?: string;
  /** The whole of it for who cannot see the drawing. */
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly units: readonly MapUnit[];
  readonly hrefOf: (area: string) => string;
  readonly legendOf: (shade: Shade) => string;
}

const width = 104;
const height = 78;
const gap = 4;

/** Townships as tiles, as they lie to each other; each is a link with its numbers in its name. */
export function TileMap({ label, units, hrefOf, legendOf }: Props) {
  const tiles = placeTiles(units.map(({ area }) => area));
  const shades = shadesFor(Math.max(0, ...units.map(({ value }) => value)));
  const columns = Math.max(1, ...[...tiles.values()].map((tile) => tile.column + 1));
  const rows = Math.max(1, ...[...tiles.values()].map((tile) => tile.row + 1));
  return (
    <figure className="tile-map">
      <svg viewBox={`0 0 ${columns * width} ${rows * height}`} role="group" aria-label={label}>
        {units.map((unit) => {
          const tile = tiles.get(unit.area);
          if (!tile) return null;
          const shade = shadeOf(unit.value, shades);
          const [x, y] = [tile.column * width, tile.row * height];
          const [first, second] = unit.detail === undefined ? [33, 57] : [25, 46];
          return (
            <Link key={unit.area} to={hrefOf(unit.area)} aria-label={unit.label}>
              <rect x={x + gap / 2} y={y + gap / 2} width={width - gap} height={height - gap} rx={4} fill={shade.fill} stroke="#b9b1a7" />
              <text x={x + width / 2} y={y + first} fill={shade.ink} className="tile-name">
                {tileName(unit.name)}
              </text>
              <text x={x + width / 2} y={y + second} fill={shade.ink} className="tile-number">
                {unit.text}
              </text>
              {unit.detail === undefined ? null : (
                <text x={x + width / 2} y={y + 66} fill={shade.ink} className="tile-detail">
                  {unit.detail}
                </text>
              )}
            </Link>
          );
        })}
      </svg>
      <ul className="plain-list tile-legend" aria-hidden>
        {shades.map((shade) => (
          <li key={shade.to}>
            <span style={{ background: shade.fill }} />
            {legendOf(shade)}
          </li>
        ))}
      </ul>
    </figure>
  );
}
