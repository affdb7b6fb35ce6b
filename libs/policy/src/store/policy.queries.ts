import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Database } from '@jingzhun/persistence';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';
import { resolveParameter } from '../parameters/resolve-parameter.js';
import { readParameters, readRecorded, type StoredParameter } from './parameter-rows.js';

/** Reads for the parameters' page. */
export class PolicyQueries {
  constructor(private readonly database: Database) {}

  /** The value in force of every key, in the order of the registry. */
  async inForce(on: PlainDate, region: DivisionPrefix): Promise<StoredParameter[]> {
    const all = await readParameters(this.database);
    return (Object.keys(POLICY_KEYS) as PolicyKey[])
      .map((key) => resolveParameter(all, key, on, region))
      .filter((parameter) => parameter !== undefined);
  }

  /** Everything ever recorded for a key, newest first. */
  async history(key: PolicyKey): Promise<StoredParameter[]> {
    return readRecorded(this.database, { key });
  }

  /** What waits for another person, newest first. */
  async waiting(): Promise<StoredParameter[]> {
    return readRecorded(this.database, 'waiting');
  }
}
