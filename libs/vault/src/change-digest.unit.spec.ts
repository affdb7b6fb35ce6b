import fc from 'fast-check';
import { canonical, ChangeDigest, type Digestible } from './change-digest.js';
import { memoryKeyRing } from './testing/index.js';

const values = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Digestible>;

describe('ChangeDigest', () => {
  const digest = new ChangeDigest(memoryKeyRing());
  const of = (value: Digestible): string => digest.of(value).toString('hex');

  it('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), (record) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(of(reversed)).toBe(of(record));
      }),
    );
  });

  it('differs when a value differs', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        fc.pre(canonical(a) !== canonical(b));
        expect(of(a)).not.toBe(of(b));
      }),
    );
  });

  it.each<[Digestible, Digestible]>([
    ['1', 1],
    [null, 'null'],
    [[], {}],
    [['a', 'b'], 'a,b'],
    [
      ['a', ['b']],
      [['a'], 'b'],
    ],
    [{ a: null }, {}],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('tells %j from %j', (a, b) => {
    expect(of(a)).not.toBe(of(b));
  });

  it('takes an absent member and one spelled in another Unicode form as equal', () => {
    expect(of({ name: 'é', note: undefined })).toBe(of({ name: 'e\u0301' }));
  });

  it('refuses a number that has no text', () => {
    expect(() => of(Number.NaN)).toThrow(TypeError);
  });

  it('is keyed', () => {
    expect(of({ a: 1 })).not.toBe(new ChangeDigest(memoryKeyRing()).of({ a: 1 }).toString('hex'));
  });
});
