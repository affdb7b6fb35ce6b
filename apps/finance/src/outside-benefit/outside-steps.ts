import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { decided } from '@jingzhun/domain/step-refusal';
import { ADVISORY_LOCKS, Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { decideOutside, type OutsideFacts, type OutsideListState } from './outside-lifecycle.js';
import type { OutsideStepRequest } from './outside.dto.js';
import { OUTSIDE_REFUSALS, OutsideListNotFound, OutsideReasonNeeded } from './outside.errors.js';

interface ListRow extends OutsideFacts {
  readonly state: OutsideListState;
  readonly version: number;
  readonly supersedes: string | null;
}

export const FACTS = `l.entered_by as "enteredBy", l.withdrawal_asked_by as "withdrawalAskedBy",
  l.supersedes is null or exists (select from outside_list o where o.id = l.supersedes and o.state = 'released') as "replacesStanding"`;

/** Decides lists: what is released stands in every household's timeline until it is replaced or withdrawn by two persons. */
@Injectable()
export class OutsideSteps {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @throws OutsideListNotFound, OutsideStepNotPossible, NotYourOutsideStep, OutsideStepNotYet, OutsideReasonNeeded, a stale version */
  async take(principal: Principal, id: string, version: number, { step, reason }: OutsideStepRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      // approvals look at what stands: none looks while a list begins or ceases to
      await run(em, 'select pg_advisory_xact_lock($1), pg_advisory_xact_lock($2)', [
        ...[ADVISORY_LOCKS.outsideLists, ADVISORY_LOCKS.benefitOverlaps],
      ]);
      const list = await lock(em, id, version);
      const way = decided(OUTSIDE_REFUSALS, list.state, () => decideOutside(step, list.state, list, actorFor(principal)));
      if (way.reason === 'needed' && !reason) throw new OutsideReasonNeeded();
      if (step === 'release' && list.supersedes) await this.replace(em, principal, list.supersedes);
      await this.move(em, principal, id, { step, from: way.from, to: way.to }, reason);
      if (step === 'release') await stand(em, id, 'proposed', 'standing');
      if (step === 'reject') await stand(em, id, 'proposed', 'ended');
      if (step === 'withdraw') await stand(em, id, 'standing', 'ended');
      await this.audit.record(em, {
        ...{
          actor: actorOf(principal),
          action: `outside-list.${kebab(step)}`,
          objectType: 'outside-list',
          objectId: id,
          result: 'success',
        },
      });
    });
  }

  private async replace(em: EntityManager, by: Principal, corrected: string): Promise<void> {
    await run(em, 'select from outside_list where id = $1::uuid for update', [corrected]);
    await this.move(em, by, corrected, { step: 'supersede', from: 'released', to: 'superseded' });
    await stand(em, corrected, 'standing', 'ended');
  }

  private async move(
    em: EntityManager,
    by: Principal,
    id: string,
    { step, from, to }: { step: string; from: OutsideListState; to: OutsideListState },
    reason?: string,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    await run(
      em,
      `update outside_list set state = $2, state_since = $3::timestamptz, version = version + 1,
         released_at = case when $4 = 'release' then $3::timestamptz else released_at end,
         released_by = case when $4 = 'release' then $5::uuid else released_by end,
         released_by_name = case when $4 = 'release' then $6 else released_by_name end,
         withdrawal_asked_by = case when $4 = 'askWithdrawal' then $5::uuid else withdrawal_asked_by end,
         withdrawal_asked_by_name = case when $4 = 'askWithdrawal' then $6 else withdrawal_asked_by_name end,
         withdrawn_by = case when $4 = 'withdraw' then $5::uuid else withdrawn_by end,
         withdrawn_by_name = case when $4 = 'withdraw' then $6 else withdrawn_by_name end
       where id = $1::uuid`,
      [id, to, at, step, by.accountId, by.name],
    );
    await run(
      em,
      `insert into outside_list_event (list_id, position, step, from_state, to_state, actor_id, actor_name, at, reason)
       select $1::uuid, (select count(*) + 1 from outside_list_event where list_id = $1::uuid), $2, $3, $4, $5::uuid, $6, $7::timestamptz, $8`,
      [id, step, from, to, by.accountId, by.name, at, reason ?? null],
    );
  }
}

const stand = (em: EntityManager, id: string, from: string, to: string): Promise<unknown> =>
  run(em, 'update outside_benefit set standing = $3 where list_id = $1::uuid and standing = $2', [id, from, to]);

async function lock(em: EntityManager, id: string, version: number): Promise<ListRow> {
  const [list] = await run<ListRow>(
    em,
    `select l.state, l.version, l.supersedes, ${FACTS} from outside_list l where l.id = $1::uuid for update of l`,
    [id],
  );
  if (!list) throw new OutsideListNotFound();
  if (list.version !== version) throw staleVersion(list.version);
  return list;
}
