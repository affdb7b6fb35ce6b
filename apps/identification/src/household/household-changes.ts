import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { currentRequestId } from '@jingzhun/service-shell';
import { Vault } from '@jingzhun/vault';
import { checkQuality } from '../quality/check-quality.js';
import { digestOfHousehold } from './household-digest.js';
import type { HouseholdEntity } from './household.entity.js';
import { recordHistory, type HouseholdChange } from './household-history.js';
import { readHouseholdRecord } from './household-record.js';
import { publishHouseholds } from './published-household.js';
import { SealedNumbers } from './sealed-numbers.js';

export interface MadeChange {
  change: HouseholdChange;
  validFrom: string;
  reason: string;
  sourceDocument?: string | null;
  /** What the audit log says besides. */
  correctionId?: string;
  applicationId?: string;
}

/** Parameters read before the transaction opens: a transaction never waits for a second connection. */
export interface ChangeContext {
  policy: PolicySnapshot;
}

/**
 * What every change of a household by a person brings along, in its transaction: version, history, digest, findings, event, audit.
 * A registration comes with its first version and is published as such.
 */
@Injectable()
export class HouseholdChanges {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
  ) {}

  async prepare(): Promise<ChangeContext> {
    return { policy: await this.policy.snapshot(plainDateInShanghai(this.clock.now()), this.pack.county) };
  }

  async complete(
    em: EntityManager,
    household: HouseholdEntity,
    made: MadeChange,
    principal: Principal,
    { policy }: ChangeContext,
  ): Promise<void> {
    const at = this.clock.now();
    const where = { householdIds: [household.id] };
    const isFirst = made.change === 'registered';
    if (!isFirst) household.nextVersion(at);
    await em.flush();
    household.digest = digestOfHousehold(this.vault.digest, await readHouseholdRecord(em, this.numbers, household.id));
    await em.flush();
    await recordHistory(em, where, {
      change: made.change,
      validFrom: made.validFrom,
      recordedAt: at,
      accountId: principal.accountId,
      accountName: principal.name,
      reason: made.reason,
      ...(made.sourceDocument ? { sourceDocument: made.sourceDocument } : {}),
    });
    await checkQuality(em, where, { policy, numbers: this.numbers, today: plainDateInShanghai(at), at });
    await publishHouseholds(em, where, isFirst ? 'registered' : 'changed', { occurredAt: at });
    await this.audit.record(em, {
      actor: actorOf(principal),
      action: `household.${made.change}`,
      objectType: 'household',
      objectId: household.id,
      result: 'success',
      detail: {
        version: household.version,
        ...(made.correctionId ? { correctionId: made.correctionId } : {}),
        ...(made.applicationId ? { applicationId: made.applicationId } : {}),
      },
      ...(currentRequestId() ? { requestId: currentRequestId() } : {}),
    });
    this.database.announce(em);
  }
}
