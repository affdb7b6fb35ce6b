/** How names of parcels were folded when the migration ran; the service's own rule may go on. */
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
export function foldedParcelOf20261128(name: string): string {
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
