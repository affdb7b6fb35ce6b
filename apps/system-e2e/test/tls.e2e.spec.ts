import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { newPage, openBrowser } from '../src/browser.js';
import { selfSignedCertificate } from '../src/self-signed-certificate.js';
import { signInAs } from '../src/sign-in-page.js';

interface Product {
  address: string;
  data: string;
  stop(): Promise<void>;
}

describe('the product with a certificate that it signed itself', () => {
  const { certificate, key } = selfSignedCertificate();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-tls-'));
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'tls.crt'), certificate);
    writeFileSync(path.join(folder, 'tls.key'), key, { mode: 0o600 });
    const { startOwnProduct } = (await import(new URL('product.mjs', import.meta.url).href)) as {
      startOwnProduct(env: Record<string, string>): Promise<Product>;
    };
    [product, browser] = await Promise.all([
      startOwnProduct({
        JINGZHUN_DEMO_HOUSEHOLDS: '60',
        JINGZHUN_TLS_CERT_FILE: path.join(folder, 'tls.crt'),
        JINGZHUN_TLS_KEY_FILE: path.join(folder, 'tls.key'),
      }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    rmSync(folder, { recursive: true });
  });

  it('answers over TLS, to who trusts the certificate, and not without', async () => {
    expect(product.address).toMatch(/^https:/);
    expect(await statusOf(`${product.address}/healthz`, certificate)).toBe(200);
    await expect(statusOf(`${product.address}/healthz`)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    await expect(fetch(`${product.address.replace('https', 'http')}/healthz`)).rejects.toThrow();
  });

  it('signs people in, and every department checks their tokens with keys it read past the certificate', async () => {
    for (const [userName, address] of [
      ['gu.release', '/api/identification/v1/households?limit=1'],
      ['qian.finance', '/api/finance/v1/directory/households?limit=1'],
      ['bai.medical', '/api/medical/v1/directory/households?limit=1'],
    ] as const) {
      const page = await newPage(browser, product.address, undefined, { ignoreHTTPSErrors: true });
      await signInAs(page, userName);
      const [session] = (await page.context().cookies()).filter(({ name }) => name.endsWith('jz-session'));
      expect(session).toMatchObject({ name: '__Host-jz-session', secure: true, httpOnly: true });
      const answer = await page.evaluate<{ status: number; items: number }>(
        `fetch('${address}').then(async (r) => ({ status: r.status, items: (await r.json()).items?.length ?? 0 }))`,
      );
      expect([userName, answer]).toEqual([userName, { status: 200, items: 1 }]);
      await page.context().close();
    }
  });

  it('keeps the keys of a department beside its data, for the time in which the issuer is away', () => {
    const { keys } = JSON.parse(readFileSync(path.join(product.data, 'finance', 'jwks.json'), 'utf8')) as { keys: unknown[] };
    expect(keys.length).toBeGreaterThan(0);
  });
});

const statusOf = (url: string, ca?: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, ca ? { ca } : {}, (response) => resolve(response.resume().statusCode)).once('error', reject);
  });
