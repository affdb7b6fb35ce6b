const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** 人民币大写, as it stands on papers about money so that no digit can be added: 3000.50 元 → 叁仟元伍角整. */
export function amountInWords(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`${fen} is no amount`);
  const [yuan, jiao, cents] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan === 0 ? '' : `${wholeNumber(yuan)}元`;
  if (jiao === 0 && cents === 0) return `${whole || '零元'}整`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : '';
  return `${whole}${tenths}${cents > 0 ? `${DIGITS[cents]}分` : '整'}`;
}

function wholeNumber(value: number): string {
  const groups: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) groups.unshift(rest % 10_000);
  let words = '';
  for (const [i, group] of groups.entries()) {
    // one 零 for any run of noughts between two digits, none at the end
    const gap = words !== '' && group > 0 && (group < 1_000 || groups[i - 1] === 0 || (groups[i - 1] ?? 0) % 10 === 0);
    if (group > 0) words += `${gap && !words.endsWith('零') ? '零' : ''}${fourDigits(group)}${GROUPS[groups.length - 1 - i]}`;
  }
  return words;
}

function fourDigits(group: number): string {
  let words = '';
  let noughts = false;
  for (const [i, digit] of [...String(group)].entries()) {
    const place = String(group).length - 1 - i;
    if (digit === '0') noughts = words !== '';
    else {
      words += `${noughts ? '零' : ''}${DIGITS[Number(digit)]}${PLACES[place]}`;
      noughts = false;
    }
  }
  return words;
}
