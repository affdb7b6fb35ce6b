import { Migration } from '@mikro-orm/migrations';
import { appendOnly, grant } from '@jingzhun/persistence';

const SERVICE = 'identification';
const TOUCHES = `area_from <= current_setting('app.area_to', true) and area_to >= current_setting('app.area_from', true)`;

/** A round names by account who decides its conflicts and who stands in; rounds from before name nobody. */
export class Migration20261128101000_WhoDecidesSurveyConflicts extends Migration {
  override up(): void {
    for (const statement of [...officers(), ...deciders(), ...decision()]) this.addSql(statement);
  }
}

/** What the gateway tells of the department's accounts: what they work as and where. It tells no names. */
const officers = (): string[] => [
  `create table officer_account (
    account_id uuid primary key,
    version int not null,
    roles text[] not null,
    area text collate "C" not null,
    area_from text collate "C" not null,
    area_to text collate "C" not null,
    enabled boolean not null
  )`,
  'alter table officer_account enable row level security',
  'alter table officer_account force row level security',
  // whoever is responsible for a place knows who else is, above and below
  `create policy officer_account_read on officer_account for select using (${TOUCHES})`,
  `create policy officer_account_insert on officer_account for insert with check (current_setting('app.system', true) = 'consumer')`,
  `create policy officer_account_update on officer_account for update using (current_setting('app.system', true) = 'consumer')`,
  grant(SERVICE, 'officer_account', 'select, insert, update'),
];

const deciders = (): string[] => [
  `create table survey_round_decider (
    round_id uuid not null references survey_round (id),
    capacity text not null,
    position int not null,
    area_from text collate "C" not null,
    area_to text collate "C" not null,
    account_id uuid not null,
    post_role text not null,
    post_area text collate "C" not null,
    named_by uuid not null,
    named_by_name text not null,
    named_at timestamptz not null,
    reason text,
    primary key (round_id, capacity, position),
    constraint survey_round_decider_capacity_known check (capacity in ('named', 'substitute')),
    constraint survey_round_decider_changed_with_reason check (position = 1 or reason is not null)
  )`,
  'alter table survey_round_decider enable row level security',
  'alter table survey_round_decider force row level security',
  `create policy survey_round_decider_read on survey_round_decider for select using (${TOUCHES})`,
  `create policy survey_round_decider_insert on survey_round_decider for insert with check (
    area_from >= current_setting('app.area_from', true) and area_to <= current_setting('app.area_to', true))`,
  ...appendOnly(SERVICE, 'survey_round_decider'),
  `create function survey_decider_is_one_office() returns trigger language plpgsql as $$
  begin
    if not exists (select from survey_round r where r.id = new.round_id and r.area_from = new.area_from and r.area_to = new.area_to)
       or exists (select from (select distinct on (d.capacity) d.capacity, d.account_id from survey_round_decider d where d.round_id = new.round_id
            order by d.capacity, d.position desc) now where now.capacity <> new.capacity and now.account_id = new.account_id) then
      raise exception 'who decides and who stands in are two persons of the round' using errcode = 'JZ074';
    end if;
    return new;
  end $$`,
  'create trigger survey_decider_one_office before insert on survey_round_decider for each row execute function survey_decider_is_one_office()',
];

const decision = (): string[] => [
  `create function survey_conflict_is_decided_by_its_office() returns trigger language plpgsql as $$
  begin
    if new.state = 'decided' and old.state <> 'decided' and (
      exists (select from survey_submission s where s.unit_id in (new.unit_id, new.other_unit_id) and s.account_id = new.decided_by)
      or exists (select from survey_round_decider d where d.round_id = new.round_id)
        and not exists (select from (select distinct on (d.capacity) d.account_id from survey_round_decider d where d.round_id = new.round_id
              order by d.capacity, d.position desc) now where now.account_id = new.decided_by)) then
      raise exception 'a conflict is decided by whom its round names, never by who reported' using errcode = 'JZ073';
    end if;
    return new;
  end $$`,
  `create trigger survey_conflict_decided_by_its_office before update on survey_conflict for each row
    execute function survey_conflict_is_decided_by_its_office()`,
];
