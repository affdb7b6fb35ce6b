import { shadeOf, shadesFor } from './shades.js';
import { placeTiles, tileName } from './tile-layout.js';

const ruijin = [
  '100',
  '101',
  '102',
  '103',
  '104',
  '105',
  '106',
  '107',
  '201',
  '202',
  '203',
  '204',
  '205',
  '206',
  '207',
  '208',
  '209',
  '400',
].map((part) => `360781${part}`);
const placesOf = (areas: readonly string[]) => [...placeTiles(areas).values()].map((tile) => `${tile.column}/${tile.row}`);

describe('tile map', () => {
  it('gives each of the 18 units of Ruijin its own place', () => {
    expect(new Set(placesOf(ruijin)).size).toBe(18);
  });

  it('hides no unit when a renamed one stands beside its successor', () => {
    expect(new Set(placesOf([...ruijin, '360781200'])).size).toBe(19);
  });

  it('draws another county in the order of its codes', () => {
    expect(placeTiles(['360702102', '360702101']).get('360702101')).toEqual({ column: 0, row: 0 });
  });

  it('shortens names for tiles', () => {
    expect(tileName('沙洲坝镇')).toBe('沙洲坝');
    expect(tileName('江西瑞金经济开发区')).toBe('经开区');
  });

  it('gets darker with every step, so that a grey print keeps the order', () => {
    const lightness = shadesFor(2_743).map(({ fill }) => {
      const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16)) as [number, number, number];
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(lightness).toEqual([...lightness].sort((a, b) => b - a));
    expect(new Set(lightness).size).toBe(5);
  });

  it('covers every value from none to the largest', () => {
    const shades = shadesFor(2_743);
    expect(shadeOf(0, shades)).toBe(shades[0]);
    expect(shadeOf(2_743, shades)).toBe(shades.at(-1));
  });
});
