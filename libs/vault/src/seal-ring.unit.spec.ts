import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeysRefused } from './errors.js';
import { addSealKey, openSealRing, type SealKey } from './seal-ring.js';

const NOW = new Date('2016-01-01T00:00:00Z');
const text = Buffer.from('同意');

describe('the seal', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seal-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const isGenuine = ({ publicKey }: SealKey, value: Buffer, of = text): boolean =>
    verify(null, of, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), value);

  it('is made at the first start, for the service alone, and is the same ever after', () => {
    const ring = openSealRing(folder, NOW, false);
    expect(statSync(join(folder, 'seal.json')).mode & 0o777).toBe(0o600);
    const again = openSealRing(folder, new Date(), true);
    expect([again.active.id, again.active.publicKey, again.active.createdAt]).toEqual([ring.active.id, ring.active.publicKey, NOW]);
    const { keyId, value } = again.seal(text);
    expect([keyId, value.length, isGenuine(ring.active, value), isGenuine(ring.active, value, Buffer.from('不同意'))]).toEqual([
      ring.active.id,
      64,
      true,
      false,
    ]);
  });

  it('gets a new key that seals from then on; the earlier one is kept', () => {
    const [first] = openSealRing(folder, NOW, false).keys as [SealKey];
    const ring = addSealKey(folder, NOW);
    expect(ring.keys.map(({ id }) => id)).toEqual([first.id, ring.active.id]);
    expect(ring.active.publicKey).not.toBe(first.publicKey);
    const { value } = openSealRing(folder, NOW, true).seal(text);
    expect([isGenuine(ring.active, value), isGenuine(first, value)]).toEqual([true, false]);
  });

  it('that was lost is not replaced: the service does not start', () => {
    expect(() => openSealRing(folder, NOW, true)).toThrow(KeysRefused);
    expect(() => readFileSync(join(folder, 'seal.json'))).toThrow(/ENOENT/);
  });

  it('that was lost for good is begun anew by decision only', () => {
    const ring = addSealKey(folder, NOW);
    expect(openSealRing(folder, NOW, true).active.id).toBe(ring.active.id);
  });

  it.each([
    ['damaged', (file: string) => writeFileSync(file, '[]')],
    ['open to others', (file: string) => chmodSync(file, 0o644)],
  ])('that is %s is refused', (_, spoil) => {
    openSealRing(folder, NOW, false);
    spoil(join(folder, 'seal.json'));
    expect(() => openSealRing(folder, NOW, true)).toThrow(KeysRefused);
  });
});
