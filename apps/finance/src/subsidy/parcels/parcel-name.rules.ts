const DIGITS: Readonly<Record<string, number>> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 },
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 };
const CHINESE = new RegExp(`[${Object.keys(DIGITS).join('')}${Object.keys(UNITS).join('')}]+`, 'g');
/** Every dash and line that a keyboard or a print-out makes of a hyphen. */
const DASHES = /[\p{Pd}−ー─━﹘﹣－~～_]+/gu;

/**
 * One name for one parcel however it is written: 屋背坑-1, 屋背坑—１, 屋背坑（1）, 屋背坑01 and 屋背坑 一 are one. Full-width forms, spaces,
 * brackets and marks go; Chinese numerals become digits; a dash stays only between two numbers, where 1-2 is not 12.
 * Folding what is folded changes nothing.
 */
export function foldedParcel(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(CHINESE, numeralOf)
    .replaceAll(DASHES, '-')
    .replaceAll(/(?<=\d)\s*-\s*(?=\d)/g, '\u0001')
    .replaceAll(/[^\p{L}\p{N}\u0001]+/gu, '')
    .replaceAll('\u0001', '-')
    .replaceAll(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, ''));
}

/** What a parcel is known by; a name of nothing but marks is kept as it is. */
export const keyOfParcel = (name: string): string => foldedParcel(name) || name;

/** 十二 is 12, 二十 is 20, 一百零五 is 105; without a unit digit by digit: 二一 is 21. */
function numeralOf(text: string): string {
  const chars = [...text];
  if (!chars.some((char) => char in UNITS)) return chars.map((char) => DIGITS[char]).join('');
  let [sum, digit] = [0, -1];
  for (const char of chars) {
    const unit = UNITS[char];
    if (unit === undefined) digit = DIGITS[char] ?? 0;
    else {
      sum += (digit < 0 ? 1 : digit) * unit;
      digit = -1;
    }
  }
  return String(sum + Math.max(digit, 0));
}

/** Names that a clerk should look at: one in the other, or one sign apart. */
export function isSimilar(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = [[...a], [...b]].toSorted((one, other) => one.length - other.length) as [string[], string[]];
  if (short.length < 2) return false;
  if (long.join('').includes(short.join(''))) return true;
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  // numbers tell parcels apart: 坑1 and 坑2 are meant to differ
  const [left, right] = long.length === short.length ? [short.slice(at + 1), long.slice(at + 1)] : [short.slice(at), long.slice(at + 1)];
  const isNumber = (char: string | undefined): boolean => char !== undefined && /[\d-]/.test(char);
  if (long.length === short.length && isNumber(short[at]) && isNumber(long[at])) return false;
  return left.join('') === right.join('');
}
