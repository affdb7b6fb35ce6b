import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Principal } from '@jingzhun/auth';
import type { Finance } from './service.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface Ask {
  readonly by: Principal;
  readonly path: string;
  /** Absent: a page is read. */
  readonly key?: string;
  readonly version?: number;
  readonly body?: object;
  /** Sent as it is, for a bank's file. */
  readonly file?: string;
}

export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly statements: number;
}

/** Processes of the service, one after the other; the next is under way while one still works. */
export class KilledProcesses {
  private readonly children = new Set<ChildProcess>();
  private current: Promise<string> | undefined;
  private following: Promise<string> | undefined;
  started = 0;

  constructor(private readonly finance: Finance) {}

  /** @returns undefined when the process was killed before it answered */
  async ask({ by, path: route, key, version, body, file }: Ask, dieAt = 0): Promise<Heard | undefined> {
    this.current ??= this.following ?? this.start();
    this.following ??= this.start();
    const address = await this.current;
    const token = await this.finance.issuer.tokenFor(by, { lifetimeSeconds: 3_600 });
    const answer = await fetch(`${address}/api/finance/v1${route}`, {
      method: key ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': file === undefined ? 'application/json' : 'text/csv',
        'x-now': this.finance.clock.now().toISOString(),
        'x-die-at': String(dieAt),
        ...(key ? { 'Idempotency-Key': key } : {}),
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      ...(key ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
    }).catch(() => undefined);
    if (answer) return { status: answer.status, text: await answer.text(), statements: Number(answer.headers.get('x-statements')) };
    this.current = this.following;
    this.following = undefined;
    return undefined;
  }

  async stop(): Promise<void> {
    for (const child of this.children) child.kill('SIGKILL');
    await Promise.all(
      [...this.children].map(async (child) => child.exitCode === null && child.signalCode === null && (await once(child, 'exit'))),
    );
  }

  private start(): Promise<string> {
    this.started += 1;
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'apps/finance/test/serve-service.ts'];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', JINGZHUN_CLOCK: this.finance.clock.now().toISOString() },
    });
    this.children.add(child);
    const address = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const found = /listening (\S+)/.exec(chunk.toString())?.[1];
        if (found) resolve(found.replace('[::1]', '127.0.0.1'));
      });
      child.once('exit', (code, signal) => {
        this.children.delete(child);
        reject(new Error(`ended with ${code ?? signal}`));
      });
    });
    // one that nobody asks any more may end as it likes
    address.catch(() => undefined);
    return address;
  }
}
