import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { API_AUDIENCE } from '../token-verifier.js';
import { type Principal } from '../principal.js';

export const TEST_ISSUER = 'http://jingzhun.test';

export interface TokenParts {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  issuer?: string;
  audience?: string;
  /** Instant of issue; the machine's time when absent. */
  issuedAt?: Date;
  lifetimeSeconds?: number;
}

/** An issuer with a key pair of its own, for tests of guarded routes. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  /** Public key as PEM: what a key-confusion forger would use as an HMAC secret. */
  readonly publicPem: string;
  readonly keys: JWTVerifyGetKey;
  /** A good access token for this principal unless `parts` spoil it. */
  tokenFor(principal: Principal, parts?: TokenParts): Promise<string>;
}

export async function makeIssuer(issuer = TEST_ISSUER, kid = 'test-key'): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] };
  return {
    issuer,
    jwks,
    publicPem: await exportSPKI(publicKey),
    keys: createLocalJWKSet(jwks),
    tokenFor: (principal, parts = {}) => {
      const issuedAt = Math.floor((parts.issuedAt ?? new Date()).getTime() / 1_000);
      return new SignJWT({ ...claimsOf(principal), ...parts.claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...parts.header })
        .setIssuer(parts.issuer ?? issuer)
        .setAudience(parts.audience ?? API_AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + (parts.lifetimeSeconds ?? 300))
        .sign(privateKey);
    },
  };
}

/** The claims of a principal, named as in the token. */
export function claimsOf({ accountId, name, department, roles, area, bank, sessionId }: Principal): Record<string, unknown> {
  return { sub: accountId, name, department, roles, area, ...(bank ? { bank } : {}), sid: sessionId };
}

export interface ServedIssuer extends TestIssuer {
  readonly jwksUrl: string;
  /** `JINGZHUN_ISSUER` and `JINGZHUN_JWKS_URL` for a service under test. */
  readonly environment: { JINGZHUN_ISSUER: string; JINGZHUN_JWKS_URL: string };
  stop(): Promise<void>;
}

/** The same with its keys served on a free loopback port; sets the environment a service reads, and `stop` restores it. */
export async function serveIssuer(issuer?: TestIssuer): Promise<ServedIssuer> {
  const made = issuer ?? (await makeIssuer());
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json').setHeader('Connection', 'close').end(JSON.stringify(made.jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const environment = { JINGZHUN_ISSUER: made.issuer, JINGZHUN_JWKS_URL: jwksUrl };
  const before = { JINGZHUN_ISSUER: process.env['JINGZHUN_ISSUER'], JINGZHUN_JWKS_URL: process.env['JINGZHUN_JWKS_URL'] };
  Object.assign(process.env, environment);
  return {
    ...made,
    jwksUrl,
    environment,
    stop: async () => {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
