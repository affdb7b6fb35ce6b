import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, newId, run } from '@jingzhun/persistence';

const INSERT = `insert into claim (id, kind, natural_key, household_id, person_id, village_code, subject, amount_fen, due_on, document, state, state_since, fund_code,
    entered_by, entered_by_name, renews)
  select w.id, c.kind, c.natural_key, c.household_id, c.person_id, c.village_code, c.subject, c.amount_fen, c.due_on, c.document, 'proposed', $1::timestamptz, $2,
    $3::uuid, $4, c.id
  from unnest($5::uuid[], $6::uuid[]) as w (id, renews) join claim c on c.id = w.renews`;

const REPORTS = `insert into claim_report (claim_id, origin, reference, village_code, amount_fen, reported_at, reported_by, reported_by_name)
  select c.id, 'hand', 'renew ' || c.renews, c.village_code, c.amount_fen, $1::timestamptz, $2::uuid, $3 from claim c where c.id = any($4::uuid[])`;

const EVENTS = `insert into claim_event (claim_id, position, village_code, step, from_state, to_state, actor_id, actor_name, at)
  select c.id, 1, c.village_code, 'propose', 'received', 'proposed', $2::uuid, $3, $1::timestamptz from claim c where c.id = any($4::uuid[])`;

/** What was given up is claimed anew, as it was: another cause for another payment, approved again by another person. */
@Injectable()
export class ClaimRenewals {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  async enter(em: EntityManager, { accountId, name }: Principal, givenUp: readonly string[], fundCode: string): Promise<void> {
    const at = this.clock.now().toISOString();
    const ids = givenUp.map(() => newId(this.clock));
    await run(em, INSERT, [at, fundCode, accountId, name, ids, givenUp]);
    for (const history of [REPORTS, EVENTS]) await run(em, history, [at, accountId, name, ids]);
  }
}
