import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('the portal’s files', () => {
  let gateway: TestGateway;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'jingzhun-portal-'));
    await mkdir(path.join(folder, 'assets'));
    const files = ['index.html', 'survey.html', 'sw.js', 'assets/pin-worker-AbCd1234.js', 'assets/index-AbCd1234.js'];
    for (const file of files) await writeFile(path.join(folder, file), file);
    gateway = await startGateway({ JINGZHUN_PORTAL_FILES: folder });
  });
  afterAll(async () => {
    await gateway?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async (address: string) => {
    const response = await fetch(new URL(address, gateway.origin));
    const script = /script-src ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    return { status: response.status, text: await response.text(), cache: response.headers.get('cache-control'), script };
  };

  it.each([
    ['/', 'index.html'],
    ['/identification/work', 'index.html'],
    ['/surveys', 'index.html'],
    ['/survey', 'survey.html'],
    ['/survey/households/1', 'survey.html'],
  ])('%s begins with %s, asked for anew each time', async (address, file) => {
    expect(await get(address)).toMatchObject({ status: 200, text: file, cache: 'no-cache', script: "'self'" });
  });

  it('the service worker is never kept, files with a digest are', async () => {
    expect(await get('/sw.js')).toMatchObject({ status: 200, cache: 'no-cache', script: "'self'" });
    expect((await get('/assets/index-AbCd1234.js')).cache).toContain('immutable');
  });

  it('only the worker that makes the key of a PIN may compile WebAssembly', async () => {
    expect((await get('/assets/pin-worker-AbCd1234.js')).script).toBe("'self' 'wasm-unsafe-eval'");
    for (const address of [
      '/survey',
      '/assets/index-AbCd1234.js',
      '/assets/pin-worker-AbCd1234.js/../../index.html',
      '/pin-worker-AbCd1234.js',
    ])
      expect([address, (await get(address)).script]).toEqual([address, "'self'"]);
  });

  it('answers of services are kept by no browser', async () => {
    expect((await get('/api/gateway/v1/accounts')).cache).toBe('no-store');
    expect((await get('/api/finance/v1/anything')).cache).toBe('no-store');
  });
});
