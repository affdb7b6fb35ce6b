import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalDigest, canonicalJson, type JsonValue } from './canonical-digest.js';

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }) as fc.Arbitrary<JsonValue>;
const hash = fc.string({ minLength: 64, maxLength: 64, unit: fc.constantFrom(...'0123456789abcdef') }).map((sha256) => ({ sha256 }));
const RUNS = { numRuns: process.env['DEEP'] ? 20_000 : 300, seed: 20161204 };

/** The same value put together in another order. */
function turned(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, JsonValue>)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

describe('canonical digest', () => {
  it('is the SHA-256 of the RFC 8785 text, as the example of the standard has it', () => {
    const example = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    const text =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(example)).toBe(text);
    expect(canonicalDigest(example, [])).toBe(createHash('sha256').update(`{"attachments":[],"content":${text}}`).digest('hex'));
  });

  it('does not depend on the order of members or attachments', () => {
    const shuffled = fc
      .array(hash, { maxLength: 5 })
      .chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })));
    fc.assert(
      fc.property(json, shuffled, (value, [files, otherwise]) => {
        expect(canonicalDigest(turned(value), otherwise)).toBe(canonicalDigest(value, files));
      }),
      RUNS,
    );
  });

  it('survives being written and read', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalDigest(JSON.parse(JSON.stringify(value)) as JsonValue, [])).toBe(canonicalDigest(value, []));
        expect(canonicalJson(JSON.parse(canonicalJson(value)) as JsonValue)).toBe(canonicalJson(value));
      }),
      RUNS,
    );
  });

  it('differs when anything differs: a value, an attachment, one attachment more', () => {
    fc.assert(
      fc.property(json, json, hash, hash, (a, b, x, y) => {
        if (canonicalJson(a) !== canonicalJson(b)) expect(canonicalDigest(a, [])).not.toBe(canonicalDigest(b, []));
        if (x.sha256 !== y.sha256) expect(canonicalDigest(a, [x])).not.toBe(canonicalDigest(a, [y]));
        expect(canonicalDigest(a, [x])).not.toBe(canonicalDigest(a, []));
        expect(canonicalDigest(a, [x, x])).not.toBe(canonicalDigest(a, [x]));
      }),
      RUNS,
    );
  });

  it('cannot be met by content that imitates attachments', () => {
    const file = { sha256: 'a'.repeat(64) };
    expect(canonicalDigest({ attachments: [file.sha256], content: 1 }, [])).not.toBe(canonicalDigest(1, [file]));
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ '\ud800': 1 }]])('refuses %p', (value) => {
    expect(() => canonicalDigest(value as JsonValue, [])).toThrow(TypeError);
  });
});
