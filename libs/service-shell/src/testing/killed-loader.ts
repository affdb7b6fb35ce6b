import { randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { TestService } from './start-test-service.js';

/** The loader died: what it would have sent next is never sent. */
class Killed extends Error {}

/** Files, previews and the moving of a clock change nothing that a second try would find. */
const NO_COMMAND = /\/(preview|clock\/advance|loan-assessments|uploads)$/;

/** Stands where a loader of the demonstration signs in, counts what it sends to the service, and can be killed between any two commands. */
export class KilledLoader {
  /** Commands that were answered: `who path body`. */
  readonly sent: string[] = [];
  private left = Infinity;

  /** @param people by their user names */
  constructor(
    private readonly service: TestService,
    private readonly people: ReadonlyMap<string, Principal>,
  ) {}

  /** @param commands after how many the loader dies; absent: it lives. @returns whether it came to its end */
  async run(load: () => Promise<void>, commands = Infinity): Promise<boolean> {
    this.left = commands;
    try {
      await load();
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  /** What is sent otherwise than by an officer; it counts as a command. */
  async command<T>(what: string, send: () => Promise<T>): Promise<T> {
    if (this.left === 0) throw new Killed('between two commands');
    const answer = await send();
    this.left -= 1;
    this.sent.push(what);
    return answer;
  }

  /** As `tools/demo/officer.mjs`, for the people of the test. */
  readonly signIn = (userName: string) => {
    const principal = this.people.get(userName) as Principal;
    const send = async (path: string, method: string, body?: string | Buffer, headers: Record<string, string> = {}) => {
      const ask = async () => {
        const token = await this.service.issuer.tokenFor(principal, { lifetimeSeconds: 600 });
        const answer = await fetch(new URL(path, await this.service.app.getUrl()), {
          method,
          headers: { Authorization: `Bearer ${token}`, ...headers },
          ...(body === undefined ? {} : { body }),
        });
        const text = await answer.text();
        return { status: answer.status, text, json: () => JSON.parse(text) as unknown };
      };
      const isCommand = method === 'POST' && !NO_COMMAND.test(path.split('?')[0] as string);
      return isCommand ? this.command(`${userName} ${path} ${String(body)}`, ask) : ask();
    };
    return {
      principal,
      get: (path: string) => send(path, 'GET'),
      post: (path: string, { body = '', headers = {} }: { body?: string; headers?: Record<string, string> } = {}) =>
        send(path, 'POST', body, { 'Idempotency-Key': randomUUID(), ...headers }),
      async upload(path: string, id: string, name: string, content: Buffer) {
        const base64 = (value: string) => Buffer.from(value).toString('base64');
        const headers = { 'Tus-Resumable': '1.0.0', 'Idempotency-Key': randomUUID() };
        await send(path, 'POST', undefined, {
          ...headers,
          ...{ 'Upload-Length': String(content.length), 'Upload-Metadata': `id ${base64(id)},filename ${base64(name)}` },
        });
        await send(`${path}/${id}`, 'PATCH', content, {
          ...headers,
          ...{ 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
        });
      },
    };
  };
}

/** `DEEP=1`: after every command; ordinarily a few of them, drawn by `SEED`. */
export const isKilledEverywhere = Boolean(process.env['DEEP']);
export const KILL_SEED = Number(process.env['SEED'] ?? 7);

/** How many commands each life of a loader lasts, so that about `kills` fall into `commands`. */
export function* lives(commands: number, kills: number): Generator<number> {
  let state = KILL_SEED;
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield isKilledEverywhere ? 1 : 1 + (state % (Math.floor(commands / kills) - 1));
  }
}
