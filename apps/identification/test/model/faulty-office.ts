import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { KilledProcesses } from '@jingzhun/service-shell/testing';
import { BrokenConnections } from './broken-connections.js';
import type { Caller, Identification } from '../service.js';

const STATEMENTS = [
  /insert into "?application_event/,
  /insert into "?outbox/,
  /update "?application/,
  /insert into signature/,
  /insert into application_signature/,
  /notice/,
  /insert into "?(household|person|member)/,
  /audit_log/,
  /^commit/i,
  /idempotent_request/,
  /for update/,
  /./,
];

/** What happens to one command of a history. */
export const anyFault = fc.record({
  kind: fc.constantFrom('kill' as const, 'cut' as const, 'cut' as const, 'twice' as const, 'other' as const),
  /** Which of the commands. */
  at: fc.integer({ min: 1, max: 45 }),
  statement: fc.constantFrom(...STATEMENTS),
  when: fc.constantFrom('before' as const, 'after' as const),
  skip: fc.nat(3),
  /** Of a process: the statement before which it is killed. */
  dieAt: fc.integer({ min: 1, max: 60 }),
});
export type PlannedFault = typeof anyFault extends fc.Arbitrary<infer F> ? F : never;

/**
 * Sends commands, up to two of which meet a fault: the process is killed before a statement, the connection to the database dies, the
 * browser sends the command twice, a colleague sends the same with a key of the own. A lost answer is asked for again with the same
 * key, as a browser does.
 */
export class FaultyOffice {
  readonly struck: Record<PlannedFault['kind'], number> = { kill: 0, cut: 0, twice: 0, other: 0 };
  requests = 0;
  private planned: readonly PlannedFault[] = [];
  private commands = 0;
  private readonly broken = new BrokenConnections('jz_identification');
  private readonly processes: KilledProcesses;

  constructor(private readonly service: Identification) {
    this.processes = new KilledProcesses(service);
  }

  plan(faults: readonly PlannedFault[]): void {
    this.planned = faults;
    this.commands = 0;
  }

  async stop(): Promise<void> {
    this.broken.restore();
    await this.processes.stop();
  }

  /** @returns the status the caller sees in the end */
  async send(by: Caller, path: string, body: object, version?: number): Promise<number> {
    this.requests += 1;
    this.commands += 1;
    const fault = this.planned.find(({ at }) => at === this.commands);
    const key = randomUUID();
    const once = () => by.post(path, body, version).set('Idempotency-Key', key);
    switch (fault?.kind) {
      case undefined:
        return (await once()).status;
      case 'kill': {
        const heard = await this.processes.ask(
          { by: by.principal, path, key, body, ...(version === undefined ? {} : { version }) },
          fault.dieAt,
        );
        if (heard) return heard.status;
        this.struck.kill += 1;
        // a job that it had in hand is taken over at once
        await this.service.look(SIGN_OF_LIFE_MISSED);
        // a command whose process died is given up after a minute
        this.service.clock.advance(61_000);
        return this.askedAgain(await once());
      }
      case 'cut': {
        const before = this.broken.struck;
        this.broken.arm(fault);
        const first = await once();
        this.broken.disarm();
        this.struck.cut += this.broken.struck - before;
        return first.status < 500 ? first.status : this.askedAgain(await once());
      }
      case 'twice':
      case 'other': {
        this.struck[fault.kind] += 1;
        const answers = await Promise.all([once(), fault.kind === 'twice' ? once() : by.post(path, body, version)]);
        const fresh = answers.filter(({ status, headers }) => status < 300 && headers['idempotency-replayed'] === undefined);
        expect([path, fresh.length <= 1]).toEqual([path, true]);
        return Math.min(...answers.map(({ status }) => status));
      }
      default:
        throw new Error('no such fault');
    }
  }

  /** Done, refused because it is done, or still held by the first for a minute: never an error of ours. */
  private askedAgain(again: { status: number; body: { code?: string } }): number {
    expect([again.body.code ?? '', again.status < 500]).toEqual([again.body.code ?? '', true]);
    return again.status;
  }
}
