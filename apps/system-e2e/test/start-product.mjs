import { mkdtemp, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startOwnProduct } from './product.mjs';

const BUILT = path.resolve(import.meta.dirname, '../../portal/dist');

/** One product for all files. Against one that is up already, while writing a test: E2E_ADDRESS, E2E_DATA and, for the update of phones, E2E_PORTAL_FILES. */
export default async function startProduct() {
  if (process.env.E2E_ADDRESS) return;
  // a link, so that another build can be served while the product runs
  const folder = await mkdtemp(path.join(os.tmpdir(), 'jingzhun-served-'));
  const portal = path.join(folder, 'portal');
  await symlink(BUILT, portal);
  const product = await startOwnProduct({
    JINGZHUN_DEMO_HOUSEHOLDS: process.env.E2E_HOUSEHOLDS ?? '1200',
    JINGZHUN_PORTAL_FILES: portal,
  });
  globalThis.__PRODUCT__ = product;
  globalThis.__SERVED__ = folder;
  Object.assign(process.env, { E2E_ADDRESS: product.address, E2E_DATA: product.data, E2E_PORTAL_FILES: portal });
}
