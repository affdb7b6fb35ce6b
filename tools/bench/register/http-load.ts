import { connect, type Socket } from 'node:net';

/** One GET a line, answered 200 with a Content-Length: as little as a client can do, so that two cores are left to the server and its database. */
export async function load(port: number, token: string, paths: readonly string[], connections: number): Promise<{ bytes: number }> {
  const next = paths[Symbol.iterator]();
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const sizes = await Promise.all(sockets.map((socket) => askAll(socket, token, next)));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The body of one answer. */
export async function getJson(port: number, token: string, path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${path} answers ${response.status}`);
  return response.json();
}

const open = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
    socket.once('error', reject);
  });

function askAll(socket: Socket, token: string, paths: Iterator<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let received: Buffer[] = [];
    let missing: number | undefined;
    const ask = (): void => {
      const path = paths.next();
      if (path.done) {
        socket.end();
        resolve(bytes);
      } else socket.write(`GET ${path.value} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    };
    socket.on('error', reject).on('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (chunk) => {
      received.push(chunk);
      if (missing === undefined) {
        const text = Buffer.concat(received);
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = text.toString('latin1', 0, end);
        if (!head.startsWith('HTTP/1.1 200 ')) return reject(new Error(head.slice(0, 200)));
        missing = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]) - text.length;
        if (Number.isNaN(missing)) return reject(new Error('an answer without Content-Length'));
      } else missing -= chunk.length;
      if (missing > 0) return;
      bytes += received.reduce((sum, part) => sum + part.length, 0);
      received = [];
      missing = undefined;
      ask();
    });
    ask();
  });
}
