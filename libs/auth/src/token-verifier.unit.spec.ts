import { StandingClock } from '@jingzhun/persistence';
import { SignInNeeded } from './auth.errors.js';
import { TokenVerifier } from './token-verifier.js';
import { forgeriesOf, makeIssuer, principalLike, type TestIssuer } from './testing/index.js';

describe('TokenVerifier', () => {
  const now = new Date('2026-01-05T01:00:00Z');
  const principal = principalLike();
  let issuer: TestIssuer;
  let clock: StandingClock;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    issuer = await makeIssuer();
    clock = new StandingClock(now);
    verifier = new TokenVerifier({ issuer: issuer.issuer, keys: issuer.keys, clock });
  });

  it('reads who is asking', async () => {
    expect(await verifier.verify(await issuer.tokenFor(principal, { issuedAt: now }))).toEqual(principal);
  });

  it('refuses every forgery of the table', async () => {
    const forgeries = await forgeriesOf(issuer, principal, now);
    expect(forgeries.length).toBeGreaterThan(20);
    for (const { name, token } of forgeries) {
      const outcome = await verifier.verify(token).catch((error: unknown) => error);
      expect([name, outcome instanceof SignInNeeded]).toEqual([name, true]);
    }
  });

  it('accepts a token 60 seconds beyond its end and not later, remembered or not', async () => {
    const token = await issuer.tokenFor(principal, { issuedAt: now, lifetimeSeconds: 300 });
    await verifier.verify(token);
    clock.advance(359_000);
    expect(await verifier.verify(token)).toEqual(principal);
    clock.advance(2_000);
    await expect(verifier.verify(token)).rejects.toThrow(SignInNeeded);
    await expect(new TokenVerifier({ issuer: issuer.issuer, keys: issuer.keys, clock }).verify(token)).rejects.toThrow(SignInNeeded);
  });

  it('checks a signature once, not at every request', async () => {
    let lookups = 0;
    const counting = new TokenVerifier({ issuer: issuer.issuer, clock, keys: (...args) => (lookups++, issuer.keys(...args)) });
    const token = await issuer.tokenFor(principal, { issuedAt: now });
    await counting.verify(token);
    await counting.verify(token);
    expect(lookups).toBe(1);
  });
});
