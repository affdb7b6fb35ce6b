import { rm } from 'node:fs/promises';

export default async function stopProduct() {
  const { child, data } = globalThis.__PRODUCT__ ?? {};
  if (!child) return;
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  }
  await rm(data, { recursive: true, force: true });
}
