import fc from 'fast-check';
import { checkCharacter, CreditCode, isCreditCode } from './credit-code.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const anyCode = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(''))
  .map((first17) => first17 + checkCharacter(first17)!);

describe('a unified social credit code', () => {
  // the example of GB 32100-2015, and codes of two well-known companies
  it.each(['91350100M000100Y43', '9144030071526726XG', '91330100799655058B'])('%s has the right check character', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each(['91350100M000100Y44', '91350100M000100Y4', '91350100M000100YI3', '', '913501OOMOOO1OOY43'])('%s has not', (code) => {
    expect(isCreditCode(code)).toBe(false);
  });

  it('with one wrong character, or two neighbours in each other’s place, is found out', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), fc.constantFrom(...ALPHABET), (code, at, other) => {
        expect(isCreditCode(code)).toBe(true);
        expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(other === code[at]);
        const swapped = [...code];
        [swapped[at], swapped[at + 1]] = [swapped[at + 1] ?? '', swapped[at] as string];
        if (at < 16) expect(isCreditCode(swapped.join(''))).toBe(code[at] === code[at + 1]);
      }),
      { seed: 32100, numRuns: process.env['DEEP'] ? 20_000 : 300 },
    );
  });

  it('may be typed with small letters and blanks', () => {
    expect(CreditCode.parse(' 91350100 m000100y43')).toBe('91350100M000100Y43');
  });
});
