import { createHmac, type KeyObject } from 'node:crypto';
import { separateKey } from './blind-index.js';
import { MatchKeyLimitReached, NoMatchKey } from './errors.js';
import type { KeyRing } from './key-ring.js';
import { normalise } from './normalise.js';

/** Asked before keys are made; throws to refuse. `count` is how many are asked for at once. */
export type MatchKeyGuard = (count: number, purpose: string) => void;

/**
 * The key under which all departments know a person without passing the ID number on: HMAC-SHA-256 of the 18-digit number
 * under the county's key, base64url (43 characters). Only the component that matches files with persons may hold it.
 */
export class MatchKeys {
  private readonly secret: KeyObject;
  private readonly counts = new Map<string, number>();

  constructor(
    ring: KeyRing,
    private readonly guard: MatchKeyGuard = () => {},
  ) {
    this.secret = separateKey(ring.active.secret, 'match key');
  }

  /** @throws NoMatchKey when it is no 18-digit number; MatchKeyLimitReached when the guard says so */
  of(idNumber: string, purpose: string): string {
    return this.ofAll([idNumber], purpose)[0] as string;
  }

  /** As `of`, asked and counted once for a whole list. */
  ofAll(idNumbers: readonly string[], purpose: string): string[] {
    const numbers = idNumbers.map((text) => normalise('idNumber', text));
    if (!numbers.every((text) => /^\d{17}[\dX]$/.test(text))) throw new NoMatchKey();
    this.guard(numbers.length, purpose);
    this.counts.set(purpose, (this.counts.get(purpose) ?? 0) + numbers.length);
    return numbers.map((text) => createHmac('sha256', this.secret).update(text, 'utf8').digest('base64url'));
  }

  /** How many keys were made since the start, by purpose; for the audit log and the metrics. */
  uses(): ReadonlyMap<string, number> {
    return this.counts;
  }
}

/**
 * A guard that lets `burst` keys through at once and `perMinute` in the long run, for each purpose.
 * @param now milliseconds of the caller's clock
 */
export function limitMatchKeys(limit: { burst: number; perMinute: number }, now: () => number): MatchKeyGuard {
  const buckets = new Map<string, { left: number; at: number }>();
  return (count, purpose) => {
    const at = now();
    const bucket = buckets.get(purpose) ?? { left: limit.burst, at };
    const left = Math.min(limit.burst, bucket.left + (Math.max(0, at - bucket.at) / 60_000) * limit.perMinute);
    if (count > left) {
      buckets.set(purpose, { left, at });
      throw new MatchKeyLimitReached(purpose);
    }
    buckets.set(purpose, { left: left - count, at });
  };
}
