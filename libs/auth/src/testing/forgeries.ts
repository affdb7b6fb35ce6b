import { createHmac } from 'node:crypto';
import { claimsOf, makeIssuer, type TestIssuer } from './issuer.js';
import type { Principal } from '../principal.js';
import { API_AUDIENCE } from '../token-verifier.js';

export interface Forgery {
  name: string;
  token: string;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Tokens that must all be refused with 401, each wrong in one way. Guarded applications walk over the whole table.
 * @param now time the verifier believes it is
 */
export async function forgeriesOf(issuer: TestIssuer, principal: Principal, now = new Date()): Promise<Forgery[]> {
  const seconds = Math.floor(now.getTime() / 1_000);
  const payload = { ...claimsOf(principal), iss: issuer.issuer, aud: API_AUDIENCE, iat: seconds, exp: seconds + 300 };
  const kid = String(issuer.jwks.keys[0]?.kid);
  const good = await issuer.tokenFor(principal, { issuedAt: now });
  const [head = '', body = '', signature = ''] = good.split('.');
  const stranger = await makeIssuer(issuer.issuer, kid);
  const with_ = (claims: Record<string, unknown>): Promise<string> => issuer.tokenFor(principal, { issuedAt: now, claims });
  return [
    { name: 'no signature, alg none', token: `${part({ alg: 'none', typ: 'at+jwt' })}.${part(payload)}.` },
    {
      name: 'alg none with the signature of a good token',
      token: `${part({ alg: 'none', typ: 'at+jwt', kid })}.${part(payload)}.${signature}`,
    },
    { name: 'HS256 with the public key as PEM', token: hs256(issuer.publicPem, { kid }, payload) },
    { name: 'HS256 with the public key as JWK', token: hs256(JSON.stringify(issuer.jwks.keys[0]), { kid }, payload) },
    { name: 'signed by a stranger under the same key id', token: await stranger.tokenFor(principal, { issuedAt: now }) },
    {
      name: 'key offered in the header',
      token: await stranger.tokenFor(principal, { issuedAt: now, header: { kid: undefined, jwk: stranger.jwks.keys[0] } }),
    },
    { name: 'unknown key id', token: await (await makeIssuer(issuer.issuer, 'elsewhere')).tokenFor(principal, { issuedAt: now }) },
    { name: 'other audience', token: await issuer.tokenFor(principal, { issuedAt: now, audience: 'urn:somebody:else' }) },
    { name: 'other issuer', token: await issuer.tokenFor(principal, { issuedAt: now, issuer: 'http://jingzhun.example' }) },
    { name: 'ID token used as access token', token: await issuer.tokenFor(principal, { issuedAt: now, header: { typ: 'JWT' } }) },
    { name: 'no type', token: await issuer.tokenFor(principal, { issuedAt: now, header: { typ: undefined } }) },
    { name: 'expired beyond the tolerance', token: await issuer.tokenFor(principal, { issuedAt: new Date(now.getTime() - 361_000) }) },
    { name: 'not yet valid', token: await with_({ nbf: seconds + 120 }) },
    { name: 'no session', token: await with_({ sid: undefined }) },
    { name: 'no account', token: await with_({ sub: undefined }) },
    { name: 'unknown role', token: await with_({ roles: ['superuser'] }) },
    { name: 'no role', token: await with_({ roles: [] }) },
    { name: 'area that is everywhere', token: await with_({ area: '' }) },
    { name: 'area pattern', token: await with_({ area: '36078%' }) },
    { name: 'unknown department', token: await with_({ department: 'everything' }) },
    { name: 'roles raised after signing', token: `${head}.${part({ ...payload, roles: ['leader'] })}.${signature}` },
    { name: 'signature cut', token: `${head}.${body}.${signature.slice(0, -4)}` },
    { name: 'signature left out', token: `${head}.${body}.` },
    { name: 'not a token', token: 'abc.def.ghi' },
  ];
}

function hs256(secret: string, header: object, payload: object): string {
  const content = `${part({ alg: 'HS256', typ: 'at+jwt', ...header })}.${part(payload)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
