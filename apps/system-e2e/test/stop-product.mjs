import { rm } from 'node:fs/promises';

export default async function stopProduct() {
  await globalThis.__PRODUCT__?.stop();
  if (globalThis.__SERVED__) await rm(globalThis.__SERVED__, { recursive: true, force: true });
}
