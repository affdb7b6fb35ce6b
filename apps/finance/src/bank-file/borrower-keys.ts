import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@jingzhun/persistence';
import { limitMatchKeys, openMatchKeys, type MatchKeys } from '@jingzhun/vault';
import { serviceConfig } from '../config.js';

/** As many as a file may have rows, several times over; who tries numbers out is stopped. */
const LIMIT = { burst: 60_000, perMinute: 1_000 };

/** The one place of finance that turns an ID number of a file into the county's key of a person; the number goes no further (ADR 0013). */
@Injectable()
export class BorrowerKeys {
  private keys: MatchKeys | undefined;

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** @returns undefined where the county's key is not here: a department of its own does not make another */
  of(idNumbers: readonly string[]): string[] | undefined {
    const { keysFolder } = serviceConfig();
    if (!this.keys && !existsSync(join(keysFolder, 'county', 'match.json'))) return undefined;
    this.keys ??= openMatchKeys(
      { keysFolder, now: this.clock.now() },
      limitMatchKeys(LIMIT, () => this.clock.now().getTime()),
    );
    return this.keys.ofAll(idNumbers, 'bank-file');
  }
}
