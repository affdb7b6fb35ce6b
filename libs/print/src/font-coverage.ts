import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fontFile = (name: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${name}`));

/** Complete fonts (30,890 characters); the printed paper carries only what it uses of them. */
export const FONT_FILES = [fontFile('400Regular/NotoSansSC_400Regular.ttf'), fontFile('700Bold/NotoSansSC_700Bold.ttf')] as const;

/** Characters that need no picture of their own. */
const NEEDS_NONE = /[\p{White_Space}\p{Cc}\u200b\ufeff]/u;

let covered: ((codePoint: number) => boolean) | undefined;

/** Whether the font has a picture of it. */
export function hasGlyph(character: string): boolean {
  covered ??= readCoverage(readFileSync(FONT_FILES[0]));
  return NEEDS_NONE.test(character) || covered(character.codePointAt(0)!);
}

/** Where texts of the data hold characters without a picture; `pointer` is a JSON pointer into the data. */
export function missingGlyphs(data: unknown, pointer = ''): { pointer: string; codePoint: string }[] {
  if (typeof data === 'string')
    return [...new Set(data)]
      .filter((character) => !hasGlyph(character))
      .map((character) => ({ pointer, codePoint: codePointOf(character) }));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => missingGlyphs(value, `${pointer}/${name}`));
}

const codePointOf = (character: string): string => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Reads the segmented coverage (format 12) of the font's character map. */
function readCoverage(font: Buffer): (codePoint: number) => boolean {
  const map = tableOf(font, 'cmap');
  for (let i = 0; i < font.readUInt16BE(map + 2); i += 1) {
    const table = map + font.readUInt32BE(map + 4 + i * 8 + 4);
    if (font.readUInt16BE(table) === 12) return segmentsOf(font, table);
  }
  throw new Error('the font has no character map of format 12');
}

function tableOf(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i += 1) {
    const record = 12 + i * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

function segmentsOf(font: Buffer, table: number): (codePoint: number) => boolean {
  const count = font.readUInt32BE(table + 12);
  const segments = Array.from({ length: count }, (_, i) => {
    const at = table + 16 + i * 12;
    return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const;
  });
  return (codePoint) => {
    let [low, high] = [0, segments.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = segments[middle]!;
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}
