import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createUser } from '@nats-io/nkeys';
import type { Principal } from '@jingzhun/auth';
import { variableOf } from '@jingzhun/persistence';
import type { CalledService } from './called-service.js';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

// a process knows what the one before it was asked by the secret of the department: all of a run have the same
const SECRET_FOLDER = mkdtempSync(path.join(tmpdir(), 'jz-killed-'));
const SECRET_FILE = path.join(SECRET_FOLDER, 'department.nk');
writeFileSync(SECRET_FILE, createUser().getSeed());
process.once('exit', () => rmSync(SECRET_FOLDER, { recursive: true, force: true }));

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

/** One process of the service on the environment of this test: `apps/<department>/test/serve-service.ts`. */
export class ServiceProcess {
  /** Where it answers. */
  readonly address: Promise<string>;
  /** The signal it ended by. */
  readonly ended: Promise<string | null>;
  private readonly child: ChildProcess;

  constructor({ department, clock }: CalledService, env: Record<string, string> = {}) {
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', `apps/${department}/test/serve-service.ts`];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        JINGZHUN_CLOCK: clock.now().toISOString(),
        [variableOf(department, 'NATS_SEED_FILE')]: SECRET_FILE,
        ...env,
      },
    });
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    this.address = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const found = /listening (\S+)/.exec(chunk.toString())?.[1];
        if (found) resolve(found.replace('[::1]', '127.0.0.1'));
      });
      void this.ended.then((signal) => reject(new Error(`ended by ${signal ?? 'itself'}`)));
    });
    // one that nobody asks any more may end as it likes
    this.address.catch(() => undefined);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Processes of the service, one after the other; the next is under way while one still works. */
export class KilledProcesses {
  private readonly children: ServiceProcess[] = [];
  private current: ServiceProcess | undefined;
  private following: ServiceProcess | undefined;

  constructor(protected readonly service: CalledService) {}

  get started(): number {
    return this.children.length;
  }

  /** @returns undefined when the process was killed before it answered */
  async ask({ by, path: route, key, version, body, file }: Ask, dieAt = 0): Promise<Heard | undefined> {
    this.current ??= this.following ?? this.start();
    this.following ??= this.start();
    const { issuer, clock, department } = this.service;
    const address = await this.current.address;
    const token = await issuer.tokenFor(by, { lifetimeSeconds: 3_600 });
    const answer = await fetch(`${address}/api/${department}/v1${route}`, {
      method: key ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': file === undefined ? 'application/json' : 'text/csv',
        'x-now': clock.now().toISOString(),
        'x-die-at': String(dieAt),
        ...(key ? { 'Idempotency-Key': key } : {}),
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      ...(key ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
    }).catch(() => undefined);
    if (answer) return { status: answer.status, text: await answer.text(), statements: Number(answer.headers.get('x-statements')) };
    // it died of its statement; one that lost the connection otherwise is not asked again
    await this.current.kill();
    if ((await this.current.ended) !== 'SIGKILL') throw new Error('the process ended by itself');
    this.current = this.following;
    this.following = undefined;
    return undefined;
  }

  async stop(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill()));
  }

  private start(): ServiceProcess {
    const child = new ServiceProcess(this.service);
    this.children.push(child);
    return child;
  }
}
