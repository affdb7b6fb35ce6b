import type { EntityManager } from '@mikro-orm/postgresql';
import type { PublishedDivision } from '@jingzhun/events/identification/division-changed.v1';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { newestOf } from './newest.js';

/** Keeps the copy of divisions: the newest state of a code wins. */
@OnEvent('project-divisions')
export class ProjectDivisions implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    const states = newestOf(
      batch.map(({ data }) => data as PublishedDivision),
      ({ code }) => code,
    );
    await em.execute(
      `insert into "directory_division" as "kept"
         ("code", "version", "name", "level", "kind", "parent_code", "valid_from", "valid_to", "successor_code")
       select "code", "version", "name", "level", "kind", "parentCode", "validFrom", "validTo", "successorCode"
       from jsonb_to_recordset(?::jsonb) as "state"(
          "code" text, "version" int, "name" text, "level" text, "kind" text, "parentCode" text, "validFrom" date, "validTo" date,
          "successorCode" text)
       order by "code"
       on conflict ("code") do update set
          "version" = excluded."version", "name" = excluded."name", "level" = excluded."level", "kind" = excluded."kind",
          "parent_code" = excluded."parent_code", "valid_from" = excluded."valid_from", "valid_to" = excluded."valid_to",
          "successor_code" = excluded."successor_code"
       where excluded."version" > "kept"."version"`,
      [JSON.stringify(states)],
    );
  }
}
