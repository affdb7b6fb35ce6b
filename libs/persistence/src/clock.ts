/** Asia/Shanghai has had one offset (UTC+8, no daylight saving) since 1991; civil dates of the system are dates there. */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/**
 * The one source of time. Everything that needs "now" gets this injected, so that a notice period can pass in a test and
 * 2014-2016 can be replayed. It runs on by itself from where it was set and can only be moved forward.
 */
export class Clock {
  private offsetMs = 0;

  /** @param startAt instant at which the clock stands now; absent: the machine's time */
  constructor(startAt?: Date) {
    if (startAt) this.offsetMs = startAt.getTime() - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Civil date in Asia/Shanghai, `YYYY-MM-DD`. */
  today(): string {
    return new Date(this.now().getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
  }

  /** Moves the clock forward. Only tests and the guarded demonstration route call it. */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError('the clock only moves forward');
    this.offsetMs += milliseconds;
  }
}

/** A clock that stands still until it is advanced. */
export class StandingClock extends Clock {
  private instant: Date;

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
  }
}
