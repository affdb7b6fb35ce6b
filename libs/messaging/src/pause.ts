/** Waits, or returns at once when the signal says to stop. Never throws. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

/** Something a loop waits for: rings at once when it was rung while nobody waited. */
export class Bell {
  private rung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Until it rings, `milliseconds` pass or the signal stops. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.rung) {
      const early = new AbortController();
      const stop = (): void => early.abort();
      this.wake = stop;
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      await pause(milliseconds, early.signal);
      signal.removeEventListener('abort', stop);
      this.wake = undefined;
    }
    this.rung = false;
  }
}
