import { areaPolicy, grant, type Department } from '@jingzhun/persistence';

/**
 * A department's own copy of households, their members and the divisions, as identification publishes them. Households and members
 * are filtered by area; divisions are public knowledge and every session reads all of them.
 */
export function directoryTables(department: Department): string[] {
  return [
    `create table "directory_household" (
      "id" uuid primary key,
      "version" int not null,
      "number" text collate "C" not null,
      "village_code" text collate "C" not null check ("village_code" ~ '^[0-9]{12}$'),
      "group_name" text,
      "status" text collate "C" not null,
      "category" text collate "C" not null,
      "main_cause" text collate "C",
      "secondary_causes" text[] not null,
      "head_name" text collate "C" not null,
      "member_count" int not null,
      "registered_on" date not null,
      "registered_elsewhere" boolean not null)`,
    `create index "directory_household_place" on "directory_household" ("village_code", "id")`,
    `create index "directory_household_number" on "directory_household" ("number")`,
    ...areaPolicy('directory_household'),
    grant(department, 'directory_household'),
    // a person who moves is for a moment in two households: each household's event replaces its own members only
    `create table "directory_person" (
      "household_id" uuid not null references "directory_household" on delete cascade,
      "person_id" uuid not null,
      "village_code" text collate "C" not null,
      "name" text collate "C" not null,
      "sex" text collate "C" not null,
      "birth_year" int,
      "relation" text collate "C" not null,
      "is_head" boolean not null,
      "match_key" text collate "C",
      primary key ("household_id", "person_id"))`,
    `create index "directory_person_person" on "directory_person" ("person_id")`,
    `create index "directory_person_name" on "directory_person" ("name")`,
    `create index "directory_person_match_key" on "directory_person" ("match_key")`,
    ...areaPolicy('directory_person'),
    grant(department, 'directory_person'),
    `create table "directory_division" (
      "code" text collate "C" primary key,
      "version" int not null,
      "name" text not null,
      "level" text collate "C" not null,
      "kind" text not null,
      "parent_code" text collate "C",
      "valid_from" date not null,
      "valid_to" date,
      "successor_code" text collate "C")`,
    grant(department, 'directory_division'),
  ];
}
