import fc from 'fast-check';
import { CiphertextRefused } from './errors.js';
import { FieldCipher, keyIdOf, type FieldPlace } from './field-cipher.js';
import { makeKey } from './key-file.js';
import { keyRingOf } from './key-ring.js';
import { memoryKeyRing } from './testing/index.js';

const place: FieldPlace = { table: 'person', column: 'id_cipher', rowId: '0198f0a0-0000-7000-8000-000000000001' };
const name = fc.stringMatching(/^[a-z_]{1,20}$/);
const places = fc.record({ table: name, column: name, rowId: fc.uuid() });
const texts = fc.string({ unit: 'grapheme', maxLength: 200 });

describe('FieldCipher', () => {
  const cipher = new FieldCipher(memoryKeyRing());

  it('gives back what was encrypted, whatever the text', () => {
    fc.assert(fc.property(texts, places, (text, at) => cipher.decrypt(cipher.encrypt(text, at), at) === text));
  });

  it('lays the bytes out as version, key id, vector, tag, ciphertext', () => {
    const ring = memoryKeyRing();
    const stored = new FieldCipher(ring).encrypt('360781196001011234', place);
    expect(stored).toHaveLength(1 + 4 + 12 + 16 + 18);
    expect(stored[0]).toBe(1);
    expect(keyIdOf(stored)).toBe(ring.active.label);
  });

  it('gives other bytes each time', () => {
    const seen = new Set(Array.from({ length: 3000 }, () => cipher.encrypt('same', place).toString('hex')));
    expect(seen.size).toBe(3000);
  });

  it('refuses when any single byte was changed', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, position, flip) => {
        const stored = cipher.encrypt(text, place);
        const at = position % stored.length;
        stored[at] = (stored[at] as number) ^ flip;
        expect(() => cipher.decrypt(stored, place)).toThrow(CiphertextRefused);
      }),
    );
  });

  it('refuses every shortened ciphertext', () => {
    const stored = cipher.encrypt('13800000000', place);
    for (let length = 0; length < stored.length; length++)
      expect(() => cipher.decrypt(stored.subarray(0, length), place)).toThrow(CiphertextRefused);
  });

  it('refuses a ciphertext moved to another table, column or row', () => {
    fc.assert(
      fc.property(texts, places, places, (text, from, to) => {
        fc.pre(JSON.stringify(from) !== JSON.stringify(to));
        expect(() => cipher.decrypt(cipher.encrypt(text, from), to)).toThrow(new CiphertextRefused('not-authentic'));
      }),
    );
  });

  it('refuses the ciphertext of a key that is not in the ring, even under the same key id', () => {
    const key = makeKey(new Date(0));
    const impostor = { ...makeKey(new Date(0)), id: key.id };
    const stored = new FieldCipher(keyRingOf([impostor])).encrypt('x', place);
    expect(() => new FieldCipher(keyRingOf([key])).decrypt(stored, place)).toThrow(new CiphertextRefused('not-authentic'));
    expect(() => new FieldCipher(memoryKeyRing()).decrypt(stored, place)).toThrow(new CiphertextRefused('unknown-key'));
  });

  it('encrypts with the newest key and reads what older ones wrote', () => {
    const old = makeKey(new Date(0));
    const stored = new FieldCipher(keyRingOf([old])).encrypt('old', place);
    const rotated = new FieldCipher(keyRingOf([old, makeKey(new Date(1))]));
    expect(rotated.decrypt(stored, place)).toBe('old');
    expect(keyIdOf(rotated.encrypt('new', place))).not.toBe(old.id);
  });
});
