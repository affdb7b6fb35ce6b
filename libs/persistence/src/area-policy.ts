import type { Department } from './department.js';

/**
 * Row security by area, as SQL for a migration. The comparison is a range on a C-collated 12-digit code: leakproof, so the
 * planner may use an index before it (LIKE and enum comparison are not). A session without variables sees nothing.
 *
 * @returns statements that enable and force row security on the table
 */
export function areaPolicy(table: string, column = 'village_code'): string[] {
  const inArea = `"${column}" between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;
  return [
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    `create policy "${table}_area" on "${table}" using (${inArea}) with check (${inArea})`,
  ];
}

/** Grants to the department's runtime group: the only rights a running service has. */
export const grant = (department: Department, table: string, privileges = 'select, insert, update, delete'): string =>
  `grant ${privileges} on "${table}" to "${runtimeGroup(department)}"`;

/** The group role (no login) whose members are the accounts a service runs as. */
export const runtimeGroup = (department: Department): string => `jz_${department}_runtime`;

/** Statements that make a table append-only: select and insert for the service, a trigger that refuses everybody else too. */
export function appendOnly(department: Department, table: string): string[] {
  return [
    grant(department, table, 'select, insert'),
    `create trigger "${table}_is_append_only" before update or delete or truncate on "${table}" for each statement execute function refuse_change()`,
  ];
}

/** What the other tables need: run first in the first migration of every service. */
export function persistenceFoundation(department: Department): string[] {
  return [
    `grant usage on schema public to "${runtimeGroup(department)}"`,
    `alter default privileges in schema public grant usage, select on sequences to "${runtimeGroup(department)}"`,
    `create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only: corrections are new rows', tg_table_name using errcode = 'JZ001';
end $$`,
    // PostgreSQL 18 brings uuidv7(); older servers get the same from the clock and random bytes
    `do $do$ begin
  if not exists (select from pg_proc where proname = 'uuidv7') then
    create function uuidv7() returns uuid language sql volatile as $$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $$;
  end if;
end $do$`,
  ];
}
