import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@jingzhun/persistence';
import { KeysUnavailable, SignInNeeded } from './auth.errors.js';
import { RemoteKeys } from './remote-keys.js';
import { TokenVerifier } from './token-verifier.js';
import { makeIssuer, principalLike, type TestIssuer } from './testing/index.js';

describe('keys of the issuer', () => {
  let folder: string;
  let issuer: TestIssuer;
  let published: object;
  let reads = 0;
  let server: Server;
  let url: string;
  const principal = principalLike();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    issuer = await makeIssuer();
    published = issuer.jwks;
    reads = 0;
    server = createServer((_request, response) => {
      reads += 1;
      response.setHeader('Connection', 'close').end(JSON.stringify(published));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });
  afterEach(async () => {
    await away();
    rmSync(folder, { recursive: true });
  });

  const away = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
  const cacheFile = (): string => join(folder, 'identification', 'jwks.json');
  const verifierWith = (pause?: number): TokenVerifier => {
    const keys = new RemoteKeys({ url, cacheFile: cacheFile(), ...(pause !== undefined && { pause }) });
    return new TokenVerifier({ issuer: issuer.issuer, keys: keys.find, clock: new Clock() });
  };

  it('survive the outage of the issuer, also over a restart', async () => {
    expect(await verifierWith().verify(await issuer.tokenFor(principal))).toEqual(principal);
    await away();
    const restarted = verifierWith();
    expect(await restarted.verify(await issuer.tokenFor(principal))).toEqual(principal);
    expect(statSync(cacheFile()).mode & 0o077).toBe(0);
  });

  it('never seen: the answer is 503, not 401, and it heals by itself', async () => {
    const keysOf = published;
    published = { keys: [] };
    const verifier = verifierWith(0);
    await expect(verifier.verify(await issuer.tokenFor(principal))).rejects.toThrow(KeysUnavailable);
    published = keysOf;
    expect(await verifier.verify(await issuer.tokenFor(principal))).toEqual(principal);
  });

  it('a new key is found when the issuer rotates', async () => {
    const verifier = verifierWith(0);
    await verifier.verify(await issuer.tokenFor(principal));
    const next = await makeIssuer(issuer.issuer, 'next');
    published = { keys: [...next.jwks.keys, ...issuer.jwks.keys] };
    expect(await verifier.verify(await next.tokenFor(principal))).toEqual(principal);
    expect(await verifier.verify(await issuer.tokenFor(principal))).toEqual(principal);
  });

  it('invented key ids do not become requests to the issuer', async () => {
    const verifier = verifierWith();
    await verifier.verify(await issuer.tokenFor(principal));
    const stranger = await makeIssuer(issuer.issuer, 'invented');
    for (let i = 0; i < 20; i++) await expect(verifier.verify(await stranger.tokenFor(principal))).rejects.toThrow(SignInNeeded);
    expect(reads).toBe(1);
  });
});
