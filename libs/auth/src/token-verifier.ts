import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyResult } from 'jose';
import type { Clock } from '@jingzhun/persistence';
import { SignInNeeded } from './auth.errors.js';
import { Principal } from './principal.js';

/** Audience of every access token of the product's APIs. */
export const API_AUDIENCE = 'urn:jingzhun:api';

/** A proof that the account has just shown its password again, for one digest: made by the gateway, taken once by a service. */
export const SIGNING_PROOF = { audience: 'urn:jingzhun:signing', typ: 'signing-proof+jwt' } as const;

const TOLERANCE_SECONDS = 60;
const REMEMBERED = 1_000;

export interface TokenVerifierOptions {
  issuer: string;
  /** Finds the issuer's public key for a token: `RemoteKeys.find`, or jose's `createLocalJWKSet`. */
  keys: JWTVerifyGetKey;
  /** Machine time: tokens live in it also while the business clock is moved in a demonstration. */
  clock: Clock;
}

/** Access tokens as RFC 9068 has them: ES256, `at+jwt`, our issuer, our audience; everything else is no token. */
export class TokenVerifier {
  private readonly verified = new Map<string, { principal: Principal; expiresAt: number }>();

  constructor(private readonly options: TokenVerifierOptions) {}

  /**
   * @throws SignInNeeded when the token does not count, whatever the reason
   * @throws KeysUnavailable when it cannot be checked
   */
  async verify(token: string): Promise<Principal> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.recall(hash);
    if (known) return known;
    const { payload } = await this.check(token);
    const principal = Principal.safeParse({
      accountId: payload.sub,
      name: payload['name'],
      department: payload['department'],
      roles: payload['roles'],
      area: payload['area'],
      bank: payload['bank'],
      sessionId: payload['sid'],
    });
    if (!principal.success || payload.exp === undefined) throw new SignInNeeded();
    this.remember(hash, principal.data, payload.exp * 1_000);
    return principal.data;
  }

  /**
   * Claims of another kind of token that the same issuer signed. Nothing of it is remembered and no lateness is tolerated.
   * @returns undefined when it does not count, whatever the reason
   * @throws KeysUnavailable when it cannot be checked
   */
  async verifyOther(token: string, { audience, typ }: { audience: string; typ: string }): Promise<JWTPayload | undefined> {
    try {
      return (await this.jwt(token, { audience, typ, clockTolerance: 0 })).payload;
    } catch (error) {
      if (error instanceof SignInNeeded) return undefined;
      throw error;
    }
  }

  private check(token: string): Promise<JWTVerifyResult> {
    return this.jwt(token, { audience: API_AUDIENCE, typ: 'at+jwt', clockTolerance: TOLERANCE_SECONDS });
  }

  private async jwt(token: string, kind: { audience: string; typ: string; clockTolerance: number }): Promise<JWTVerifyResult> {
    try {
      return await jwtVerify(token, this.options.keys, {
        algorithms: ['ES256'],
        issuer: this.options.issuer,
        ...kind,
        currentDate: this.options.clock.now(),
        requiredClaims: ['sub', 'exp', 'iat', 'sid'],
      });
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) throw new SignInNeeded();
      throw error;
    }
  }

  private recall(hash: string): Principal | undefined {
    const entry = this.verified.get(hash);
    if (!entry) return undefined;
    this.verified.delete(hash);
    if (entry.expiresAt + TOLERANCE_SECONDS * 1_000 <= this.options.clock.now().getTime()) return undefined;
    // put back at the end: the first of the map is the least recently used
    this.verified.set(hash, entry);
    return entry.principal;
  }

  private remember(hash: string, principal: Principal, expiresAt: number): void {
    this.verified.set(hash, { principal, expiresAt });
    if (this.verified.size <= REMEMBERED) return;
    const oldest = this.verified.keys().next();
    if (!oldest.done) this.verified.delete(oldest.value);
  }
}
