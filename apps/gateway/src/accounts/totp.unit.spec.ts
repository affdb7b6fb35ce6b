import { codeAt, newTotpSecret, stepOfCode } from './totp.js';

describe('one-time codes', () => {
  const secret = newTotpSecret();
  const now = new Date('2026-01-05T01:00:15Z');
  const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

  it('agree with RFC 6238', () => {
    // test vector for SHA-1 at 59 s; its 8 digits end in these 6
    expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(59_000))).toBe('287082');
  });

  it('count one step early and late, not two', () => {
    for (const offset of [-30, 0, 30]) expect(stepOfCode(secret, codeAt(secret, after(offset)), now, null)).toBeDefined();
    for (const offset of [-60, 60]) expect(stepOfCode(secret, codeAt(secret, after(offset)), now, null)).toBeUndefined();
  });

  it('count once, and none older than the last one', () => {
    const step = stepOfCode(secret, codeAt(secret, now), now, null) ?? 0;
    expect(stepOfCode(secret, codeAt(secret, now), now, step)).toBeUndefined();
    expect(stepOfCode(secret, codeAt(secret, after(-30)), now, step)).toBeUndefined();
    expect(stepOfCode(secret, codeAt(secret, after(30)), after(30), step)).toBe(step + 1);
  });

  it('may be typed with the gap the app shows', () => {
    const code = codeAt(secret, now);
    expect(stepOfCode(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now, null)).toBeDefined();
  });
});
