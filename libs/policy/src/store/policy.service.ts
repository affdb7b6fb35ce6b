import { containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import type { z } from 'zod';
import { actorOf, type AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { newId, sessionOf, type Clock, type Database } from '@jingzhun/persistence';
import { PolicyParameter } from '../parameters/policy-parameter.js';
import { PolicySnapshot } from '../parameters/policy-snapshot.js';
import type { PolicyKey, PolicyValue } from '../parameters/policy-keys.js';
import { valueProblem } from '../parameters/value-problem.js';
import { insertDecision, insertParameter, readOne, readParameters, type Deciding, type StoredParameter } from './parameter-rows.js';
import { OwnPolicyValue, PolicyDecided, PolicyNotFound, PolicyNotYours, PolicyOutsideArea, PolicyValueRefused } from './policy.errors.js';

/**
 * The department's parameters. Each question reads them on a connection of its own: ask before opening a transaction, and take a
 * {@link PolicySnapshot} where several values are needed.
 */
export class PolicyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The value of one key on a day in a region. Throws `PolicyValueMissing`. */
  async value<K extends PolicyKey>(key: K, on: PlainDate, region: DivisionPrefix): Promise<PolicyValue<K>> {
    return (await this.snapshot(on, region)).value(key);
  }

  /** Everything as it stands on a day in a region; with `knownAt` as it was known at an instant. */
  async snapshot(on: PlainDate, region: DivisionPrefix, knownAt?: Date): Promise<PolicySnapshot> {
    return new PolicySnapshot(await readParameters(this.database, knownAt), on, region);
  }

  /** Records a new value, which counts when another person has confirmed it; earlier ones stay. Throws `PolicyOutsideArea` or `PolicyValueRefused`. */
  async record(given: PolicyParameter, reason: string, principal: Principal): Promise<StoredParameter> {
    if (!containsArea(principal.area, given.regionCode)) throw new PolicyOutsideArea();
    const checked = PolicyParameter.safeParse(given);
    if (!checked.success) throw new PolicyValueRefused(given.key, problemsOf(checked.error, given));
    const recording = { id: newId(this.clock), at: this.clock.now(), by: principal, reason };
    return this.database.connection(sessionOf(principal), async (client) => {
      const stored = await insertParameter(client, checked.data, recording);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'policy.record',
        objectType: 'policy-parameter',
        objectId: stored.id,
        result: 'success',
        detail: { key: stored.key, region: stored.regionCode, validFrom: stored.effectiveFrom },
      });
      return stored;
    });
  }

  /**
   * Another person confirms or rejects a recorded value; who recorded it may withdraw it. What is confirmed counts from its first day
   * on and replaces what was agreed before. Throws `PolicyNotFound`, `PolicyOutsideArea`, `OwnPolicyValue`, `PolicyNotYours` or
   * `PolicyDecided`.
   */
  async decide(id: string, decision: Deciding['decision'], reason: string | null, principal: Principal): Promise<StoredParameter> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const found = await readOne(client, id);
      if (!found) throw new PolicyNotFound();
      if (!containsArea(principal.area, found.regionCode)) throw new PolicyOutsideArea();
      if (found.state !== 'waiting') throw new PolicyDecided();
      const isOwn = found.recordedBy === principal.accountId;
      if (isOwn && decision !== 'withdrawn') throw new OwnPolicyValue();
      if (!isOwn && decision === 'withdrawn') throw new PolicyNotYours();
      const deciding = { decision, at: this.clock.now(), by: principal, reason };
      if (!(await insertDecision(client, found, deciding))) throw new PolicyDecided();
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: ACTIONS[decision],
        objectType: 'policy-parameter',
        objectId: id,
        result: 'success',
        detail: { key: found.key, region: found.regionCode, validFrom: found.effectiveFrom },
      });
      return (await readOne(client, id))!;
    });
  }
}

const ACTIONS: Readonly<Record<Deciding['decision'], string>> = {
  confirmed: 'policy.confirm',
  rejected: 'policy.reject',
  withdrawn: 'policy.withdraw',
};

function problemsOf({ issues }: z.ZodError, { unit }: PolicyParameter): RefusalProblem[] {
  const isMoney = unit?.startsWith('fen') ?? false;
  return issues.map((issue) => {
    // what the value's own schema said, with the limits it named
    const inner = issue.code === 'custom' ? (issue.params?.['issue'] as typeof issue | undefined) : undefined;
    return valueProblem({ ...(inner ?? issue), path: issue.path }, isMoney);
  });
}
