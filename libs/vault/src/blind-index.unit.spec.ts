import fc from 'fast-check';
import { BlindIndex } from './blind-index.js';
import { NothingToIndex } from './errors.js';
import { normalise } from './normalise.js';
import { memoryKeyRing } from './testing/index.js';

const hex = (bytes: Buffer): string => bytes.toString('hex');

describe('BlindIndex', () => {
  const index = new BlindIndex(memoryKeyRing());

  it('finds a number however it was typed', () => {
    const plain = hex(index.of('idNumber', '36078119600101123X'));
    for (const typed of ['36078119600101123x', ' 360781 19600101 123X ', '３６０７８１１９６００１０１１２３Ｘ', '360781-19600101-123X']) {
      expect(hex(index.of('idNumber', typed))).toBe(plain);
    }
    const phone = hex(index.of('phone', '13800000000'));
    for (const typed of ['+86 138 0000 0000', '0086-138-0000-0000', '138－0000－0000', '(138)00000000'])
      expect(hex(index.of('phone', typed))).toBe(phone);
    expect(hex(index.of('bankAccount', '6222 0000 0000 0001'))).toBe(hex(index.of('bankAccount', '6222000000000001')));
  });

  it('tells different numbers, kinds and keys apart', () => {
    const digits = fc.stringMatching(/^[1-9]\d{10,18}$/);
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        fc.pre(a !== b);
        expect(hex(index.of('bankAccount', a))).not.toBe(hex(index.of('bankAccount', b)));
        expect(hex(index.of('bankAccount', a))).not.toBe(hex(index.of('idNumber', a)));
        expect(hex(index.of('bankAccount', a))).not.toBe(hex(new BlindIndex(memoryKeyRing()).of('bankAccount', a)));
      }),
    );
  });

  it('refuses to index nothing, so that rows without a value never match each other', () => {
    for (const empty of ['', '  ', '　', '--']) expect(() => index.of('phone', empty)).toThrow(NothingToIndex);
  });

  it('normalises to a fixed point', () => {
    const kinds = fc.constantFrom('idNumber' as const, 'bankAccount' as const);
    fc.assert(
      fc.property(kinds, fc.string({ unit: 'grapheme' }), (kind, text) => normalise(kind, normalise(kind, text)) === normalise(kind, text)),
    );
  });
});
