import fc from 'fast-check';
import { divideFen, Fen, formatYuan, plainYuan, sumFen, yuanToFen } from './money.js';

describe('money', () => {
  it('reads yuan exactly, where floats would not', () => {
    expect(yuanToFen('1234.5')).toBe(123450);
    expect(yuanToFen('1.15')).toBe(115);
    expect(yuanToFen('4.35')).toBe(435);
    expect(yuanToFen('2.675')).toBeUndefined();
  });

  it('writes for people and for files', () => {
    expect(formatYuan(Fen.parse(123450))).toBe('1,234.50');
    expect(plainYuan(Fen.parse(-5))).toBe('-0.05');
  });

  it('refuses parts of a fen', () => {
    expect(Fen.safeParse(0.5).success).toBe(false);
  });

  it('sums exactly or not at all', () => {
    expect(sumFen([1, 2, 3] as Fen[])).toBe(6);
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1] as Fen[])).toThrow(RangeError);
  });

  it('divides to within half a fen, half away from zero, symmetric in sign', () => {
    expect(divideFen(5 as Fen, 2)).toBe(3);
    expect(divideFen(-5 as Fen, 2)).toBe(-3);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 1, max: 20 }), (amount, by) => {
        const quotient = divideFen(amount as Fen, by);
        expect(Math.abs(quotient * by - amount) * 2).toBeLessThanOrEqual(by);
        expect(divideFen((0 - amount) as Fen, by) + quotient).toBe(0);
      }),
    );
  });
});
