import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

/** A department's service as the gateway sees it: HTTP on a loopback port, one request after the other remembered. */
export class Department {
  readonly seen: SeenRequest[] = [];
  /** Called when the browser left a live stream. */
  onLeft: () => void = () => undefined;
  /** Writes the second event of the live stream. */
  tellNext: () => void = () => undefined;
  private constructor(private readonly server: Server) {}

  static async open(): Promise<Department> {
    const server = createServer();
    const department = new Department(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => department.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return department;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const seen: SeenRequest = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, bytes: 0 };
    this.seen.push(seen);
    if (request.url?.endsWith('/live')) return this.live(response);
    request.on('data', (chunk: Buffer) => (seen.bytes += chunk.length));
    request.on('end', () => {
      response.setHeader('Set-Cookie', 'department=1');
      response
        .setHeader('Content-Type', 'application/json')
        .end(JSON.stringify({ state: 'up', bytes: seen.bytes, authorization: request.headers.authorization ?? null }));
    });
  }

  /** One event at once, the next when the test says that the first was read at the other end. */
  private live(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: progress\ndata: 1\n\n');
    this.tellNext = () => void response.write('event: progress\ndata: 2\n\n');
    response.on('close', () => this.onLeft());
  }
}
