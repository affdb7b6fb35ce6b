import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { POLICY_KEYS, type PolicyKey, type PolicyValue } from './policy-keys.js';
import { resolveParameter, type Dated } from './resolve-parameter.js';

/** A stored value with the id that a decision keeps as "which version was applied". */
export interface RecordedParameter extends Dated {
  readonly id: string;
  readonly value: unknown;
}

/** No value for a key on a day: the pack of the county is incomplete. Nothing a person could correct on a screen. */
export class PolicyValueMissing extends Error {
  constructor(key: PolicyKey, on: PlainDate, region: DivisionPrefix) {
    super(`no value of policy parameter ${key} on ${on} for ${region}: complete the county pack or record one`);
    this.name = 'PolicyValueMissing';
  }
}

/** All parameters as they stand on one day in one region: read once, asked many times without waiting. */
export class PolicySnapshot {
  constructor(
    private readonly parameters: readonly RecordedParameter[],
    readonly on: PlainDate,
    readonly region: DivisionPrefix,
  ) {}

  /** Throws {@link PolicyValueMissing}. */
  value<K extends PolicyKey>(key: K): PolicyValue<K> {
    return this.get(key).value;
  }

  /** The value and the id of the row it comes from. Throws {@link PolicyValueMissing}. */
  get<K extends PolicyKey>(key: K): { value: PolicyValue<K>; parameterId: string } {
    const found = this.find(key);
    if (!found) throw new PolicyValueMissing(key, this.on, this.region);
    return found;
  }

  /** As `get`; undefined where no document says anything for that day. */
  find<K extends PolicyKey>(key: K): { value: PolicyValue<K>; parameterId: string } | undefined {
    const parameter = resolveParameter(this.parameters, key, this.on, this.region);
    return parameter && { value: POLICY_KEYS[key].schema.parse(parameter.value) as PolicyValue<K>, parameterId: parameter.id };
  }

  /** Everything a key was and will be, each value from its first day on; undefined where no document says anything. */
  course<K extends PolicyKey>(key: K): { from: PlainDate; value: PolicyValue<K> | undefined }[] {
    const days = this.parameters.filter((one) => one.key === key).flatMap(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo]);
    return [...new Set(days)]
      .filter((day) => day !== null)
      .sort()
      .map((from) => ({ from, value: new PolicySnapshot(this.parameters, from, this.region).find(key)?.value }));
  }
}
