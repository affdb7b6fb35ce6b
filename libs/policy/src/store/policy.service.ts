import { containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Principal } from '@jingzhun/auth';
import { newId, sessionOf, type Clock, type Database } from '@jingzhun/persistence';
import { PolicyParameter } from '../parameters/policy-parameter.js';
import { PolicySnapshot } from '../parameters/policy-snapshot.js';
import type { PolicyKey, PolicyValue } from '../parameters/policy-keys.js';
import { insertParameter, readParameters, type StoredParameter } from './parameter-rows.js';
import { PolicyOutsideArea, PolicyValueRefused } from './policy.errors.js';

/**
 * The department's parameters. Each question reads them on a connection of its own: ask before opening a transaction, and take a
 * {@link PolicySnapshot} where several values are needed.
 */
export class PolicyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The value of one key on a day in a region. Throws `PolicyValueMissing`. */
  async value<K extends PolicyKey>(key: K, on: PlainDate, region: DivisionPrefix): Promise<PolicyValue<K>> {
    return (await this.snapshot(on, region)).value(key);
  }

  /** Everything as it stands on a day in a region; with `knownAt` as it was known at an instant. */
  async snapshot(on: PlainDate, region: DivisionPrefix, knownAt?: Date): Promise<PolicySnapshot> {
    return new PolicySnapshot(await readParameters(this.database, knownAt), on, region);
  }

  /** Records a new value; earlier ones stay. Throws `PolicyOutsideArea` or `PolicyValueRefused`. */
  async record(given: PolicyParameter, reason: string, principal: Principal): Promise<StoredParameter> {
    if (!containsArea(principal.area, given.regionCode)) throw new PolicyOutsideArea();
    const checked = PolicyParameter.safeParse(given);
    if (!checked.success) throw new PolicyValueRefused(given.key, checked.error.issues.map(toProblem));
    const recording = { id: newId(this.clock), at: this.clock.now(), by: principal, reason };
    return this.database.connection(sessionOf(principal), (client) => insertParameter(client, checked.data, recording));
  }
}

const FIELD_OF: Record<string, string> = { effectiveTo: 'validTo', effectiveFrom: 'validFrom', regionCode: 'region', key: 'code' };

function toProblem(issue: { path: PropertyKey[]; message: string }): { pointer: string; code: string; zh: string; en: string } {
  const [field = '', ...rest] = issue.path.map(String);
  const pointer = ['', FIELD_OF[field] ?? field, ...rest].join('/');
  return { pointer, code: 'policy.value', zh: '该处的类型、范围或先后不符合此参数的要求。', en: issue.message };
}
