import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';

/**
 * The one source of time. Everything that needs "now" gets this injected, so that a notice period can pass in a test and
 * 2014-2016 can be replayed. It runs on by itself from where it was set and can only be moved forward.
 */
export class Clock {
  private offsetMs = 0;
  private readonly listeners = new Set<() => void>();

  /** @param startAt instant at which the clock stands now; absent: the machine's time */
  constructor(startAt?: Date) {
    if (startAt) this.offsetMs = startAt.getTime() - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Civil date in Asia/Shanghai. */
  today(): PlainDate {
    return plainDateInShanghai(this.now());
  }

  /** Moves the clock forward. Only tests and the guarded demonstration route call it. */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError('the clock only moves forward');
    this.offsetMs += milliseconds;
    this.tellAdvanced();
  }

  /** Called after each move of the clock, so that what waits for a day need not wait for a timer. Returns how to stop listening. */
  whenAdvanced(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected tellAdvanced(): void {
    for (const listener of this.listeners) listener();
  }
}

/** A clock that stands still until it is advanced. */
export class StandingClock extends Clock {
  protected instant: Date;

  constructor(at: Date) {
    super();
    this.instant = at;
  }

  override now(): Date {
    return new Date(this.instant);
  }

  override advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError('the clock only moves forward');
    this.instant = new Date(this.instant.getTime() + milliseconds);
    this.tellAdvanced();
  }
}

/** As a machine's clock: it stands until it is advanced, but no two readings are the same instant. */
export class TickingClock extends StandingClock {
  override now(): Date {
    const at = super.now();
    this.instant = new Date(at.getTime() + 1);
    return at;
  }
}
