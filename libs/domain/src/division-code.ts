import { z } from 'zod';

/** 12 digits: 6 county, 3 township, 3 village; `000` where there is none (a county is `360781000000`). */
export const DivisionCode = z
  .string()
  .regex(/^\d{12}$/)
  .brand<'DivisionCode'>();
export type DivisionCode = z.infer<typeof DivisionCode>;

/** An area: the first 6 (county), 9 (township) or 12 (village) digits. */
export const DivisionPrefix = z
  .string()
  .regex(/^(\d{6}|\d{9}|\d{12})$/)
  .brand<'DivisionPrefix'>();
export type DivisionPrefix = z.infer<typeof DivisionPrefix>;

export const DivisionLevel = z.enum(['county', 'township', 'village']);
export type DivisionLevel = z.infer<typeof DivisionLevel>;

/** Lowest and highest code an area holds, both inclusive; both 12 digits, so they compare as text. */
export function areaRange(area: DivisionPrefix): { from: DivisionCode; to: DivisionCode } {
  return { from: area.padEnd(12, '0') as DivisionCode, to: area.padEnd(12, '9') as DivisionCode };
}

/** True when the code lies in the area, the area's own code included. */
export function contains(area: DivisionPrefix, code: DivisionCode): boolean {
  return code.startsWith(area);
}

/** True when every code of `inner` lies in `outer`. */
export function containsArea(outer: DivisionPrefix, inner: DivisionPrefix): boolean {
  return inner.startsWith(outer);
}

export function countyOf(code: DivisionCode | DivisionPrefix): DivisionPrefix {
  return code.slice(0, 6) as DivisionPrefix;
}

/** The 9 digits of the township, or undefined for a county. */
export function townshipOf(code: DivisionCode | DivisionPrefix): DivisionPrefix | undefined {
  return level(code) === 'county' ? undefined : (code.slice(0, 9) as DivisionPrefix);
}

/** The 12 digits of the village, or undefined for a county or township. */
export function villageOf(code: DivisionCode | DivisionPrefix): DivisionPrefix | undefined {
  return level(code) === 'village' ? (code as DivisionPrefix) : undefined;
}

/** Which kind of division a code or an area names. */
export function level(code: DivisionCode | DivisionPrefix): DivisionLevel {
  const full = code.padEnd(12, '0');
  if (full.endsWith('000000')) return 'county';
  return full.endsWith('000') ? 'township' : 'village';
}

/** The shortest prefix that names the same division: `360781102000` → `360781102`. */
export function areaOf(code: DivisionCode): DivisionPrefix {
  return code.slice(0, { county: 6, township: 9, village: 12 }[level(code)]) as DivisionPrefix;
}

/** The full code of an area's own division: `360781102` → `360781102000`. */
export function codeOf(area: DivisionPrefix): DivisionCode {
  return areaRange(area).from;
}

/** County, township and the place itself, as an address names them; each once, so a county is alone. */
export function fromTheCountyDown(code: DivisionCode): DivisionCode[] {
  const township = townshipOf(code);
  return [...new Set([codeOf(countyOf(code)), ...(township ? [codeOf(township)] : []), code])];
}

/** The place in a message subject: `['360781', '102', '208']`, `000` where there is none. */
export function subjectTokens(code: DivisionCode | DivisionPrefix): [county: string, township: string, village: string] {
  const full = code.padEnd(12, '0');
  return [full.slice(0, 6), full.slice(6, 9), full.slice(9)];
}
