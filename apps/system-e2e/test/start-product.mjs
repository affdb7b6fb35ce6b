import { startOwnProduct } from './product.mjs';

/** One product for all files. Against one that is up already, while writing a test: E2E_ADDRESS and E2E_DATA. */
export default async function startProduct() {
  if (process.env.E2E_ADDRESS) return;
  const product = await startOwnProduct({ JINGZHUN_DEMO_HOUSEHOLDS: process.env.E2E_HOUSEHOLDS ?? '1200' });
  globalThis.__PRODUCT__ = product;
  Object.assign(process.env, { E2E_ADDRESS: product.address, E2E_DATA: product.data });
}
