import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { OUT_OF_REGISTER } from '@jingzhun/domain/household-status';
import { decided } from '@jingzhun/domain/step-refusal';
import { Clock, run } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { decideClaim, NOT_APPLIED_FOR, type ClaimFacts, type ClaimState, type ClaimStep } from './claim-lifecycle.js';
import type { PayableKind } from './claim-kinds.js';
import { CLAIM_REFUSALS, ClaimNotFound, ClaimNotYet } from './claim.errors.js';

export interface ClaimRow extends ClaimFacts {
  id: string;
  kind: PayableKind | 'project';
  state: ClaimState;
  villageCode: string;
  householdId: string;
  personId: string | null;
  householdNumber: string | null;
  headName: string | null;
  fundCode: string | null;
  approvedBy: string | null;
  differs: boolean;
  version: number;
}

/** Columns a step may change besides state, time and version. */
export type ClaimChange = Partial<
  Record<'fund_code' | 'entered_by' | 'entered_by_name' | 'approved_by' | 'approved_by_name' | 'approved_at' | 'paid_on', string | null>
>;

const ROWS = `select c.id, c.kind, c.state, c.village_code as "villageCode", c.household_id as "householdId", c.person_id as "personId", h.number as "householdNumber",
    h.head_name as "headName", c.fund_code as "fundCode", c.amount_fen::float8 as "amountFen", c.approved_by as "approvedBy", h.id is not null as "householdKnown", coalesce(h.status = any ($2::text[]), false) as "householdGone", c.version,
    array(select e.account_id from cause_enterer e where e.cause_id = c.id) as enterers,
    exists (select from claim n where n.renews = c.id) as "isRenewed",
    exists (select from subsidy_application a where a.claim_id = c.id and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')) as "isAppliedFor",
    exists (select from claim_report r where r.claim_id = c.id and r.amount_fen is distinct from c.amount_fen) as differs
  from claim c left join directory_household h on h.id = c.household_id where c.id = any($1::uuid[]) order by c.id for update of c`;

/** Of the trigger of the table. */
const APPLIED_FOR = 'JZ042';

/** Takes steps of claims, with their history and the audit record, in the caller's transaction. */
@Injectable()
export class ClaimSteps {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @throws ClaimNotFound, or a stale version */
  async lock(em: EntityManager, ids: readonly string[], versions?: ReadonlyMap<string, number>): Promise<ClaimRow[]> {
    const wanted = [...new Set(ids)];
    const rows = await run<ClaimRow>(em, ROWS, [wanted, OUT_OF_REGISTER]);
    if (rows.length < wanted.length) throw new ClaimNotFound();
    for (const { id, version } of rows) if (versions && versions.get(id) !== version) throw staleVersion(version);
    return rows;
  }

  /** @param by absent: the payment batch. @throws ClaimNotPossible, NotYourClaimStep, ClaimNotYet */
  async take(
    em: EntityManager,
    by: Principal | undefined,
    step: ClaimStep,
    rows: readonly ClaimRow[],
    change: ClaimChange,
    reason?: string,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    const actor = by && actorFor(by);
    const targets = rows.map((row) => decided(CLAIM_REFUSALS, row.state, () => decideClaim(step, row.state, row, actor).to));
    const ids = rows.map(({ id }) => id);
    await run(
      em,
      `insert into claim_event (claim_id, position, village_code, step, from_state, to_state, actor_id, actor_name, at, reason)
       select r.id, coalesce((select max(position) from claim_event e where e.claim_id = r.id), 0) + 1, r.village, $1, r.from_state, r.to_state, nullif($2, '')::uuid,
         nullif($3, ''), $4::timestamptz, nullif($5, '')
       from unnest($6::uuid[], $7::text[], $8::text[], $9::text[]) as r (id, village, from_state, to_state)`,
      [
        step,
        by?.accountId ?? '',
        by?.name ?? '',
        at,
        reason ?? '',
        ids,
        rows.map(({ villageCode }) => villageCode),
        rows.map(({ state }) => state),
        targets,
      ],
    );
    await this.change(em, ids, targets, at, change);
    if (by)
      await this.audit.record(em, {
        ...{ actor: actorOf(by), action: `claim.${kebab(step)}`, objectType: 'claim', result: 'success' },
        ...(ids.length === 1 ? { objectId: ids[0] } : {}),
        detail: { claims: ids.length },
      });
  }

  private async change(
    em: EntityManager,
    ids: readonly string[],
    targets: readonly ClaimState[],
    at: string,
    change: ClaimChange,
  ): Promise<void> {
    const columns = Object.keys(change) as (keyof ClaimChange)[];
    const set = columns.map((column, i) => `, ${column} = $${i + 4}${TYPES[column]}`).join('');
    await run(
      em,
      `update claim c set state = r.to_state, state_since = case when c.state = r.to_state then c.state_since else $3::timestamptz end, version = c.version + 1${set}
       from unnest($1::uuid[], $2::text[]) as r (id, to_state) where c.id = r.id`,
      [ids, targets, at, ...columns.map((column) => change[column] ?? null)],
    ).catch((error: unknown) => {
      // applied for while this step waited for the claim: what it read with the lock is older than the lock
      if (error instanceof Error && 'code' in error && error.code === APPLIED_FOR) throw new ClaimNotYet([NOT_APPLIED_FOR]);
      throw error;
    });
  }
}

const TYPES: Record<keyof ClaimChange, string> = {
  ...{ fund_code: '::text', entered_by: '::uuid', entered_by_name: '::text', approved_by: '::uuid', approved_by_name: '::text' },
  ...{ approved_at: '::timestamptz', paid_on: '::date' },
};
