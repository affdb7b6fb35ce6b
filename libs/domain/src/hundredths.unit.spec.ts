import fc from 'fast-check';
import { formatHundredths, parseHundredths } from './hundredths.js';

describe('hundredths', () => {
  it.each([
    ['1234.5', 123450],
    ['0.1', 10],
    ['-0.05', -5],
    ['1,234,567.89', 123456789],
    ['１２．５０', 1250],
    ['5.', 500],
    ['7.100000', 710],
    ['-0', 0],
  ])('reads %p as %p', (text, expected) => {
    expect(parseHundredths(text)).toBe(expected);
  });

  it.each(['', '.', 'abc', '1e3', '0.005', '1,23', '--1', '90071992547409.93', '12元'])('refuses %p', (text) => {
    expect(parseHundredths(text)).toBeUndefined();
  });

  it('reads back what it wrote, over all safe integers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.boolean(), (hundredths, grouping) => {
        expect(parseHundredths(formatHundredths(hundredths, grouping))).toBe(hundredths);
      }),
    );
  });
});
