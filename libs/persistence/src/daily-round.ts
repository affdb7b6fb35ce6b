import type { PlainDate } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import type { Clock } from './clock.js';
import type { Handle } from './database.js';
import { run } from './run.js';

const LOOK_EVERY_MS = 60_000;

interface DailyRoundParts {
  readonly clock: Clock;
  /** Which instance goes through the day. */
  readonly lock: keyof typeof ADVISORY_LOCKS;
  /** Table of the days that were gone through, in its column `day`; the round writes its own row there. */
  readonly doneIn: string;
  /** It did not work; the next look tries again. */
  readonly failed: (error: Error) => void;
}

/**
 * Goes through each civil day once, whatever number of instances there are. A service that was down for days goes through the present day
 * only. A look follows every start, every minute and every move of the clock.
 */
export class DailyRound {
  private timer: NodeJS.Timeout | undefined;
  private forget: (() => void) | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: DailyRoundParts) {}

  /** Looks now and from now on; one look after the other. */
  start(look: () => Promise<unknown>): void {
    const next = (): void => {
      this.running = this.running.then(look).catch(this.parts.failed);
    };
    next();
    this.timer = setInterval(next, LOOK_EVERY_MS);
    this.timer.unref();
    this.forget = this.parts.clock.whenAdvanced(next);
  }

  /** Waits for the look that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.forget?.();
    await this.running;
  }

  /** Waits for the looks that were asked for until now. */
  async idle(): Promise<void> {
    await this.running;
  }

  /**
   * For the transaction in which the day is gone through and its row written: a process that dies in it leaves nothing, and the next
   * look does it.
   * @returns the day to go through; undefined when it was gone through already, or another process is at it
   */
  async claim(handle: Handle, day = this.parts.clock.today()): Promise<PlainDate | undefined> {
    const [row] = await run<{ mine: boolean }>(handle, 'select pg_try_advisory_xact_lock($1) as mine', [ADVISORY_LOCKS[this.parts.lock]]);
    if (!row?.mine) return undefined;
    const done = await run(handle, `select from ${this.parts.doneIn} where day >= $1::date`, [day]);
    return done.length === 0 ? day : undefined;
  }

  /** Somebody wants the day gone through again; waits for who is at it. */
  async claimAgain(handle: Handle, day = this.parts.clock.today()): Promise<PlainDate> {
    await run(handle, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS[this.parts.lock]]);
    return day;
  }
}
