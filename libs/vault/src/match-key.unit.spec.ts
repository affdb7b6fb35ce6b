import { MatchKeyLimitReached, NoMatchKey } from './errors.js';
import { limitMatchKeys, MatchKeys } from './match-key.js';
import { BlindIndex } from './blind-index.js';
import { memoryKeyRing, memoryMatchKeys } from './testing/index.js';

const ID = '36078119600101123X';

describe('MatchKeys', () => {
  it('is the same for everybody with the county key and other with another key', () => {
    const ring = memoryKeyRing();
    expect(new MatchKeys(ring).of(ID, 'import')).toBe(new MatchKeys(ring).of('36078119600101123x ', 'bill'));
    expect(memoryMatchKeys().of(ID, 'import')).not.toBe(new MatchKeys(ring).of(ID, 'import'));
    expect(new MatchKeys(ring).of(ID, 'import')).toMatch(/^[\w-]{43}$/);
  });

  it('differs from a blind index even when both keys were the same', () => {
    const ring = memoryKeyRing();
    expect(new MatchKeys(ring).of(ID, 'import')).not.toBe(new BlindIndex(ring).of('idNumber', ID).toString('base64url'));
  });

  it.each(['', '360781600101123', '36078119600101123', '3607811960010112345', '36078119600101123Y', 'H12345678'])('refuses %p', (text) => {
    expect(() => memoryMatchKeys().of(text, 'import')).toThrow(NoMatchKey);
  });

  it('counts its uses by purpose, but not refused ones', () => {
    const keys = memoryMatchKeys();
    keys.ofAll([ID, ID], 'import');
    keys.of(ID, 'bill');
    expect(() => keys.of('no number', 'bill')).toThrow(NoMatchKey);
    expect([...keys.uses()]).toEqual([
      ['import', 2],
      ['bill', 1],
    ]);
  });

  it('is limited for each purpose and recovers with time', () => {
    let now = 0;
    const keys = memoryMatchKeys(limitMatchKeys({ burst: 3, perMinute: 60 }, () => now));
    keys.ofAll([ID, ID, ID], 'search');
    expect(() => keys.of(ID, 'search')).toThrow(MatchKeyLimitReached);
    expect(keys.uses().get('search')).toBe(3);
    keys.of(ID, 'import');
    now = 1000;
    keys.of(ID, 'search');
    expect(() => keys.of(ID, 'search')).toThrow(MatchKeyLimitReached);
    now = 3_600_000;
    expect(() => keys.ofAll([ID, ID, ID, ID], 'search')).toThrow(MatchKeyLimitReached);
    keys.ofAll([ID, ID, ID], 'search');
  });
});
