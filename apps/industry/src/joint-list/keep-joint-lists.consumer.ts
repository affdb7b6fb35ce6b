import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { DataOf } from '@jingzhun/events/define-event';
import type { LoanListChangedV1 } from '@jingzhun/events/finance/loan-list-changed.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { run } from '@jingzhun/persistence';

type List = DataOf<typeof LoanListChangedV1>;

const LIST = `insert into joint_list (id, number, version, bank_code, area, area_code, as_of, confirmed_on)
  values ($1::uuid, $2, $3, $4, $5, $6, $7::date, $8::date)
  on conflict (id) do update set number = excluded.number, version = excluded.version, bank_code = excluded.bank_code, area = excluded.area, area_code = excluded.area_code,
    as_of = excluded.as_of, confirmed_on = excluded.confirmed_on
  where joint_list.version < excluded.version returning id`;

/**
 * A line stays in its list: what is withdrawn says so. Its place is the household's, so that the township sees its lines of a county's list;
 * lists of before that do not say it get it from the copy of the register.
 */
const LINES = `insert into joint_list_line (id, list_id, area_code, position, project_id, household_id, purpose, is_eligible, state)
  select r.id, $1::uuid, coalesce(r.village, h.village_code, $2), r.position, r.project, r.household, r.purpose, r.eligible, r.state
  from unnest($3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::text[], $8::bool[], $9::text[], $10::text[]) as r (id, position, project, household, purpose, eligible, state, village)
    left join directory_household h on h.id = r.household
  on conflict (id) do update set area_code = excluded.area_code, position = excluded.position, is_eligible = excluded.is_eligible, state = excluded.state`;

/** Joint lists are industry's as well: the whole list as finance tells it, an older one changes nothing. */
@Injectable()
@OnEvent('keep-joint-lists')
export class KeepJointLists implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    for (const { data, division } of batch) await keep(em, data as List, division);
  }
}

async function keep(em: EntityManager, list: List, areaCode: string): Promise<void> {
  const { listId, number, version, bankCode, area, asOf, confirmedOn, lines } = list;
  const taken = await run(em, LIST, [listId, number, version, bankCode, area, areaCode, asOf, confirmedOn]);
  if (taken.length === 0) return;
  await run(em, LINES, [
    listId,
    areaCode,
    lines.map(({ lineId }) => lineId),
    lines.map((_, i) => i + 1),
    lines.map(({ projectId }) => projectId),
    lines.map(({ householdId }) => householdId),
    lines.map(({ purpose }) => purpose),
    lines.map(({ isEligible }) => isEligible),
    lines.map(({ state }) => state),
    lines.map(({ villageCode }) => villageCode ?? null),
  ]);
}
