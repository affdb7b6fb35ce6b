import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { SubsidyApplicationAdvancedV1 } from '@jingzhun/events/finance/subsidy-application-advanced.v1';
import { Outbox } from '@jingzhun/messaging';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { SubsidyFacts } from './lifecycle/subsidy-facts.js';
import type { SubsidyState, SubsidyStep } from './lifecycle/subsidy-state.js';
import { ProjectClaims } from './project-claims.js';
import type { SubsidyRow } from './subsidy-rows.js';

export type Changes = Partial<
  Pick<SubsidyRow, 'acceptedQuantity' | 'amountFen' | 'noticeId' | 'approvedBy' | 'approvedAt' | 'paidOn' | 'contentVersion'>
>;

/** A step that has been decided and is now taken. */
export interface Move {
  row: SubsidyRow;
  step: SubsidyStep;
  to: SubsidyState;
  changes?: Changes;
  reason?: string;
  /** What the decision rested on; never a name. */
  inputs: SubsidyFacts | Record<string, unknown>;
  policyParameterIds?: readonly string[];
}

const UPDATE = `update subsidy_application a set state = m.state, state_since = case when a.state = m.state then a.state_since else $2::timestamptz end,
    accepted_quantity = m.accepted, amount_fen = m.amount, notice_id = m.notice_id, approved_by = m.approved_by, approved_at = m.approved_at, paid_on = m.paid_on,
    content_version = m.content, version = a.version + 1
  from unnest($1::uuid[], $3::text[], $4::int[], $5::bigint[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::date[], $10::int[])
    as m (id, state, accepted, amount, notice_id, approved_by, approved_at, paid_on, content)
  where a.id = m.id`;

const EVENTS = `insert into subsidy_event (id, application_id, position, village_code, content_version, step, from_state, to_state, actor_id, actor_name, at, reason, notice_id,
    inputs, policy_parameter_ids)
  select m.id, m.application_id, coalesce((select max(position) from subsidy_event e where e.application_id = m.application_id), 0) + 1, m.village, m.content, m.step,
    m.from_state, m.to_state, nullif($1, '')::uuid, nullif($2, ''), $3::timestamptz, nullif(m.reason, ''), m.notice_id, m.inputs::jsonb,
    coalesce((select array_agg(x::uuid) from json_array_elements_text(m.policies::json) x), '{}')
  from unnest($4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::text[], $14::text[])
    as m (id, application_id, village, content, step, from_state, to_state, reason, notice_id, inputs, policies)`;

/** Takes steps: the application, its history, the event and the audit record, in the caller's transaction. */
@Injectable()
export class Advance {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ProjectClaims) private readonly projects: ProjectClaims,
  ) {}

  /** @param by absent: the system. @returns the rows as they are now */
  async take(em: EntityManager, by: Principal | undefined, moves: readonly Move[]): Promise<SubsidyRow[]> {
    if (moves.length === 0) return [];
    const at = this.clock.now().toISOString();
    const next = moves.map(({ row, to, changes }): SubsidyRow => ({ ...row, ...changes, state: to, version: row.version + 1 }));
    // the history first: its rules speak about persons, and say no before anything is changed
    await run(em, EVENTS, [
      by?.accountId ?? '',
      by?.name ?? '',
      at,
      moves.map(() => newId(this.clock)),
      moves.map(({ row }) => row.id),
      moves.map(({ row }) => row.villageCode),
      next.map(({ contentVersion }) => contentVersion),
      moves.map(({ step }) => step),
      moves.map(({ row }) => row.state),
      moves.map(({ to }) => to),
      moves.map(({ reason }) => reason?.replaceAll(/\s+/g, ' ') ?? ''),
      moves.map(({ row }, i) => next[i]?.noticeId ?? row.noticeId),
      moves.map(({ inputs }) => JSON.stringify(inputs)),
      moves.map(({ policyParameterIds }) => JSON.stringify(policyParameterIds ?? [])),
    ]);
    const isNew = moves.every(({ step }) => step === 'apply');
    if (!isNew)
      await run(em, UPDATE, [
        next.map(({ id }) => id),
        at,
        next.map(({ state }) => state),
        next.map(({ acceptedQuantity }) => acceptedQuantity),
        next.map(({ amountFen }) => amountFen),
        next.map(({ noticeId }) => noticeId),
        next.map(({ approvedBy }) => approvedBy),
        next.map(({ approvedAt }) => approvedAt),
        next.map(({ paidOn }) => paidOn),
        next.map(({ contentVersion }) => contentVersion),
      ]);
    await this.projects.follow(
      em,
      moves.map(({ row, to }, i) => ({ id: row.id, to, paidOn: next[i]?.paidOn ?? null })),
    );
    for (const [i, { row, step, to }] of moves.entries()) this.tell(em, row, next[i] as SubsidyRow, step, to);
    await this.audit.recordMany(
      em,
      moves.map(({ row, step, to }) => ({
        ...(by ? { actor: actorOf(by) } : {}),
        action: `subsidy.${kebab(step)}`,
        objectType: 'subsidy-application',
        objectId: row.id,
        result: 'success',
        detail: { from: row.state, to },
      })),
    );
    return next;
  }

  private tell(em: EntityManager, before: SubsidyRow, after: SubsidyRow, step: SubsidyStep, to: SubsidyState): void {
    this.outbox.add(em, SubsidyApplicationAdvancedV1, {
      division: after.villageCode,
      orderingKey: after.id,
      data: {
        applicationId: after.id,
        version: after.version,
        schemeCode: after.schemeCode,
        product: after.product,
        stage: after.stage,
        step,
        from: before.state,
        to,
        villageCode: after.villageCode,
        householdId: after.householdId,
        acceptedQuantity: after.acceptedQuantity,
        amountFen: after.amountFen,
        noticeId: after.noticeId ?? before.noticeId,
      },
    });
  }
}
