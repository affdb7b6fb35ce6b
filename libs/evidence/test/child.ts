import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** A process of the service on the environment of this test. */
export class Child {
  private constructor(
    readonly process: ChildProcess,
    readonly first: unknown,
  ) {}

  /** Waits for what it says first. */
  static async start(file: string): Promise<Child> {
    const child = fork(path.join(import.meta.dirname, file), {
      cwd: ROOT,
      execArgv: ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs'],
      env: { ...process.env, NODE_OPTIONS: '', JINGZHUN_CLOCK: '2016-06-15T02:00:00Z', JINGZHUN_FINANCE_PORT: '0' },
    });
    const [first] = (await once(child, 'message')) as unknown[];
    return new Child(child, first);
  }

  /** As the out-of-memory killer or a power cut does it. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}
