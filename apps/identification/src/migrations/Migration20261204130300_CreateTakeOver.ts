import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/** The day from which only the seven steps make or change a registration, and the database under it. */
export class Migration20261204130300_CreateTakeOver extends Migration {
  override up(): void {
    const statements = [
      // a decision of the county about itself: nobody of the register is named, every session may know it
      `create table take_over (
        id uuid primary key,
        county text collate "C" not null,
        status text not null default 'proposed',
        effective_on date not null,
        effective_at timestamptz,
        reason text not null,
        source_document text not null,
        proposed_by uuid not null,
        proposed_by_name text not null,
        proposed_at timestamptz not null,
        decided_by uuid,
        decided_by_name text,
        decided_at timestamptz,
        decision_reason text,
        constraint take_over_county_is_6_digits check (county ~ '^[0-9]{6}$'),
        constraint take_over_status_known check (status in ('proposed', 'confirmed', 'withdrawn')),
        constraint take_over_decided_completely check ((status = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        constraint take_over_by_two check (status <> 'confirmed' or decided_by <> proposed_by),
        constraint take_over_effective_when_confirmed check ((status = 'confirmed') = (effective_at is not null))
      )`,
      `create unique index take_over_once on take_over (county) where status = 'confirmed'`,
      `create unique index take_over_proposed_once on take_over (county) where status = 'proposed'`,
      grant('identification', 'take_over', 'select, insert, update'),
      `create function take_over_is_decided_once() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or old.status <> 'proposed' then
          raise exception 'a decision about the take-over stays' using errcode = 'JZ015';
        end if;
        return new;
      end $$`,
      'create trigger take_over_decided_once before update or delete on take_over for each row execute function take_over_is_decided_once()',
      // whatever writes: after the take-over a household comes, goes or changes its category with its case and in no other way.
      // One look a statement, not a row: an import brings 25,000 of them
      `create function household_comes_by_its_case() returns trigger language plpgsql as $$
      begin
        if exists (
          select from new_rows n join take_over t on t.county = left(n.village_code, 6) and t.status = 'confirmed' and n.changed_at >= t.effective_at
          where not exists (select from application a where a.id = nullif(current_setting('app.application', true), '')::uuid
            and a.state = 'announced' and a.kind = 'registration' and a.village_code = n.village_code)) then
          raise exception 'after the take-over only a case of the seven steps makes a registration' using errcode = 'JZ016';
        end if;
        return null;
      end $$`,
      `create trigger household_by_its_case after insert on household referencing new table as new_rows
        for each statement execute function household_comes_by_its_case()`,
      `create function household_changes_by_its_case() returns trigger language plpgsql as $$
      begin
        if exists (
          select from new_rows n join old_rows o on o.id = n.id and (o.status <> n.status or o.category <> n.category)
          join take_over t on t.county = left(n.village_code, 6) and t.status = 'confirmed' and n.changed_at >= t.effective_at
          where not exists (select from application a where a.id = nullif(current_setting('app.application', true), '')::uuid
            and a.state = 'announced' and a.household_id = n.id and a.kind = case when n.status <> o.status then 'removal' else 'categoryChange' end)) then
          raise exception 'after the take-over only a case of the seven steps changes status or category' using errcode = 'JZ016';
        end if;
        return null;
      end $$`,
      `create trigger household_changed_by_its_case after update on household referencing old table as old_rows new table as new_rows
        for each statement execute function household_changes_by_its_case()`,
      'alter table application add column import_batch_id uuid, add column import_number text collate "C"',
      'create unique index application_of_an_import_once on application (import_number) where open and import_number is not null',
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
