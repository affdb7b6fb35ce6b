import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { KilledProcesses } from '@jingzhun/service-shell/testing';
import { BrokenConnections } from './broken-connections.js';
import type { Caller, Identification } from '../service.js';
import { noErrorOfOurs } from './watched.js';

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
  /** From which of the commands on: the first that it can strike. */
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
    this.planned = [...faults].sort((a, b) => a.at - b.at);
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
    const [fault] = this.planned;
    const key = randomUUID();
    const to = this.service.as(by.principal);
    const once = () => to.post(path, body, version).set('Idempotency-Key', key);
    if (!fault || fault.at > this.commands) return this.answered(await once());
    switch (fault.kind) {
      case 'kill': {
        const ask = { by: by.principal, path, key, body, ...(version === undefined ? {} : { version }) };
        const heard = await this.processes.ask(ask, fault.dieAt);
        // it was done before so many statements: the next command dies
        if (heard) return this.answered(heard);
        this.struckBy(fault);
        // a job that it had in hand is taken over at once
        await this.service.look(SIGN_OF_LIFE_MISSED);
        // a command whose process died is given up after a minute
        this.service.clock.advance(61_000);
        return this.answered(await once());
      }
      case 'cut': {
        const before = this.broken.struck;
        this.broken.arm(fault);
        const first = await once();
        this.broken.disarm();
        // it sends no such statement: the next command may
        if (this.broken.struck === before) return this.answered(first);
        this.struckBy(fault);
        return first.status < 500 ? first.status : this.answered(await once());
      }
      case 'twice':
      case 'other': {
        this.struckBy(fault);
        const answers = await Promise.all([once(), fault.kind === 'twice' ? once() : to.post(path, body, version)]);
        for (const answer of answers) this.answered(answer);
        const fresh = answers.filter(({ status, headers }) => status < 300 && headers['idempotency-replayed'] === undefined);
        // a form that comes twice has one receipt and gives it twice
        const done = path.endsWith('/objections') ? new Set(fresh.map(({ text }) => text)).size : fresh.length;
        expect([path, done <= 1]).toEqual([path, true]);
        return Math.min(...answers.map(({ status }) => status));
      }
      default:
        throw new Error('no such fault');
    }
  }

  private struckBy(fault: PlannedFault): void {
    this.struck[fault.kind] += 1;
    this.planned = this.planned.filter((one) => one !== fault);
  }

  /** Done, refused because it is done, or still held by the first for a minute: never an error of ours. */
  private answered(answer: { status: number; text: string }): number {
    noErrorOfOurs(answer);
    return answer.status;
  }
}
