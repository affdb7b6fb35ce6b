import { createServer } from 'node:net';

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

const close = (server) => new Promise((resolve) => server.close(resolve));

/** Distinct free loopback ports: all are held until the last is found, so that none is handed out twice. */
export async function freePorts(count) {
  const held = [];
  for (let i = 0; i < count; i += 1) held.push(await listen(0, '127.0.0.1'));
  const ports = held.map((server) => server.address().port);
  await Promise.all(held.map(close));
  return ports;
}

export const freePort = async () => (await freePorts(1))[0];

const TAKEN = /address already in use/i;

/**
 * Starts a server on the port that was asked for, or on a free one; another one is looked for when somebody took it between looking
 * and binding.
 *
 * @template Server
 * @param {number | undefined} wanted
 * @param {(port: number) => Promise<Server>} start
 * @returns {Promise<Server>}
 */
export async function onFreePort(wanted, start) {
  if (wanted !== undefined) return start(wanted);
  for (let left = 4; ; left -= 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (left === 0 || !TAKEN.test(error.message)) throw error;
    }
  }
}

/** The wanted port, or the next one up that nobody listens on. */
export async function freePortFrom(wanted, host = '127.0.0.1') {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    try {
      await close(await listen(port, host));
      return port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    }
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 99}. Set JINGZHUN_PORT to one that is free.`);
}
