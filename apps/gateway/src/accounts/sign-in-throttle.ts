import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database } from '@jingzhun/persistence';

interface Limits {
  attempts: number;
  withinSeconds: number;
  lockedSeconds: number;
}

/** Wrong passwords in a row, and for how long nothing more is tried. */
export const LIMITS = {
  person: { attempts: 5, withinSeconds: 15 * 60, lockedSeconds: 15 * 60 },
  account: { attempts: 30, withinSeconds: 3_600, lockedSeconds: 1_800 },
  address: { attempts: 100, withinSeconds: 3_600, lockedSeconds: 1_800 },
} satisfies Record<string, Limits>;

/** Counts attempts to sign in: by user name and address, by user name alone (many addresses), by address alone (many names). */
@Injectable()
export class SignInThrottle {
  private readonly person: RateLimiterPostgres;
  private readonly account: RateLimiterPostgres;
  private readonly address: RateLimiterPostgres;

  constructor(@Inject(Database) database: Database) {
    const limiter = (keyPrefix: string, { attempts, withinSeconds, lockedSeconds }: Limits): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: database.pool,
        storeType: 'pool',
        tableName: 'sign_in_throttle',
        tableCreated: true,
        keyPrefix,
        points: attempts,
        duration: withinSeconds,
        blockDuration: lockedSeconds,
        clearExpiredByTimeout: false,
      });
    this.person = limiter('person', LIMITS.person);
    this.account = limiter('account', LIMITS.account);
    this.address = limiter('address', LIMITS.address);
  }

  /**
   * Counts this attempt before it is tried, so that attempts made at the same time are all counted.
   * @returns minutes until the next attempt is allowed; 0: go on
   */
  async begin(userName: string, address: string): Promise<number> {
    const attempts = [
      this.person.consume(digest(userName, address)),
      this.account.consume(digest(userName)),
      this.address.consume(digest(address)),
    ];
    const waits = (await Promise.allSettled(attempts)).map((outcome) => {
      if (outcome.status === 'fulfilled') return 0;
      if (outcome.reason instanceof RateLimiterRes) return outcome.reason.msBeforeNext;
      throw outcome.reason;
    });
    return Math.ceil(Math.max(...waits) / 60_000);
  }

  /** It was right: what was counted for this person is forgotten. */
  async succeeded(userName: string, address: string): Promise<void> {
    await Promise.all([
      this.person.delete(digest(userName, address)),
      this.account.delete(digest(userName)),
      this.address.reward(digest(address)),
    ]);
  }
}

// no user names or addresses in this table
const digest = (...parts: string[]): string =>
  createHash('sha256')
    .update(parts.map((part) => part.trim().toLowerCase()).join('\n'))
    .digest('base64url');
