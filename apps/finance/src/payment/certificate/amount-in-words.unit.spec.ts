import fc from 'fast-check';
import { amountInWords } from './amount-in-words.js';

describe('an amount in words', () => {
  it.each([
    [300_000, '叁仟元整'],
    [300_050, '叁仟元伍角整'],
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角整'],
    [105, '壹元零伍分'],
    [110, '壹元壹角整'],
    [1_001_00, '壹仟零壹元整'],
    [10_010_00, '壹万零壹拾元整'],
    [100_000_00, '壹拾万元整'],
    [20_500_00, '贰万零伍佰元整'],
    [1_0000_0001_00, '壹亿零壹元整'],
    [280_000_000_00, '贰亿捌仟万元整'],
  ])('%d fen: %s', (fen, words) => expect(amountInWords(fen)).toBe(words));

  it('reads back as the same amount, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999_99 }), (fen) => fenOf(amountInWords(fen)) === fen),
      { seed: 7, numRuns: process.env['DEEP'] ? 20_000 : 500 },
    );
  });
});

/** Another way than the one that writes it: digit by digit from the left. */
function fenOf(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1_000 };
  let [total, section, digit] = [0, 0, 0];
  for (const sign of words) {
    if (digits.includes(sign)) digit = digits.indexOf(sign);
    else if (places[sign]) [section, digit] = [section + digit * places[sign], 0];
    else if (sign === '万' || sign === '亿') {
      // below a yuan nothing is counted yet: both in yuan
      total += section + digit;
      total = sign === '万' ? (total - Math.floor(total / 1e8) * 1e8) * 1e4 + Math.floor(total / 1e8) * 1e8 : total * 1e8;
      [section, digit] = [0, 0];
    } else if (sign === '元') [total, section, digit] = [(total + section + digit) * 100, 0, 0];
    else if (sign === '角') [total, digit] = [total + digit * 10, 0];
    else if (sign === '分') [total, digit] = [total + digit, 0];
  }
  return total;
}
