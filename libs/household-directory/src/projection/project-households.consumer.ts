import type { EntityManager } from '@mikro-orm/postgresql';
import type { PublishedHousehold } from '@jingzhun/events/identification/household-state';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { newestOf } from './newest.js';

/** Keeps the copy of households: the newest state wins, whatever the order of arrival, and brings its own members. */
@OnEvent('project-households')
export class ProjectHouseholds implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    const states = newestOf(
      batch.map(({ data }) => data as PublishedHousehold),
      ({ householdId }) => householdId,
    );
    const newer = await storeHouseholds(em, states);
    if (newer.length > 0) await replaceMembers(em, newer, states);
  }
}

/** @returns ids of households whose stored state was older or missing */
async function storeHouseholds(em: EntityManager, states: readonly PublishedHousehold[]): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `insert into "directory_household" as "kept"
       ("id", "version", "number", "village_code", "group_name", "status", "category", "main_cause", "secondary_causes",
        "head_name", "member_count", "registered_on", "registered_elsewhere")
     select "householdId", "version", "number", "villageCode", "groupName", "status", "category", "mainCause", "secondaryCauses",
        "headName", "memberCount", "registeredOn", "registeredElsewhere"
     from jsonb_to_recordset(?::jsonb) as "state"(
        "householdId" uuid, "version" int, "number" text, "villageCode" text, "groupName" text, "status" text, "category" text,
        "mainCause" text, "secondaryCauses" text[], "headName" text, "memberCount" int, "registeredOn" date, "registeredElsewhere" boolean)
     order by "householdId"
     on conflict ("id") do update set
        "version" = excluded."version", "number" = excluded."number", "village_code" = excluded."village_code",
        "group_name" = excluded."group_name", "status" = excluded."status", "category" = excluded."category",
        "main_cause" = excluded."main_cause", "secondary_causes" = excluded."secondary_causes", "head_name" = excluded."head_name",
        "member_count" = excluded."member_count", "registered_on" = excluded."registered_on",
        "registered_elsewhere" = excluded."registered_elsewhere"
     where excluded."version" > "kept"."version"
     returning "id"`,
    [JSON.stringify(states)],
  );
  return rows.map(({ id }) => id);
}

async function replaceMembers(em: EntityManager, newer: readonly string[], states: readonly PublishedHousehold[]): Promise<void> {
  const changed = new Set(newer);
  const members = states
    .filter(({ householdId }) => changed.has(householdId))
    .flatMap(({ householdId, villageCode, members: people }) => people.map((person) => ({ householdId, villageCode, ...person })));
  await em.execute('delete from "directory_person" where "household_id" = any (?::uuid[])', [`{${newer.join(',')}}`]);
  await em.execute(
    `insert into "directory_person" ("household_id", "person_id", "village_code", "name", "sex", "birth_year", "relation", "is_head", "match_key")
     select "householdId", "personId", "villageCode", "name", "sex", "birthYear", "relation", "isHead", "matchKey"
     from jsonb_to_recordset(?::jsonb) as "member"(
        "householdId" uuid, "personId" uuid, "villageCode" text, "name" text, "sex" text, "birthYear" int, "relation" text,
        "isHead" boolean, "matchKey" text)`,
    [JSON.stringify(members)],
  );
}
