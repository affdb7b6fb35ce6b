import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { PublishedHousehold } from '@jingzhun/events/identification/household-state';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { run } from '@jingzhun/persistence';

/** Every state of a household with the day on which it began: what a past year asks for is counted with them, in whatever order they come. */
@Injectable()
@OnEvent('keep-household-statuses')
export class KeepHouseholdStatuses implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    const states = batch.map(({ data, occurredAt }) => ({ state: data as PublishedHousehold, from: plainDateInShanghai(occurredAt) }));
    await run(
      em,
      `insert into household_status (household_id, version, village_code, status, category, valid_from)
       select s.* from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::date[]) as s (household_id, version, village_code, status, category, valid_from)
       on conflict (household_id, version) do nothing`,
      [
        states.map(({ state }) => state.householdId),
        states.map(({ state }) => state.version),
        states.map(({ state }) => state.villageCode),
        states.map(({ state }) => state.status),
        states.map(({ state }) => state.category),
        states.map(({ from }) => from),
      ],
    );
  }
}
