import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** How many may come to a meeting: numbers the township keeps and two persons stand for. No name is in them. */
export class Migration20261128030100_RollsOfVoters extends Migration {
  override up(): void {
    for (const statement of [...roll(), ...ofMeeting()]) this.addSql(statement);
  }
}

const roll = (): string[] => [
  `create table voter_roll (
    id uuid primary key,
    village_code text collate "C" not null,
    valid_from date not null,
    representatives int,
    source_document text not null,
    document_date date not null,
    status text not null default 'proposed',
    entered_by uuid not null,
    entered_by_name text not null,
    entered_at timestamptz not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision_reason text,
    constraint voter_roll_status_known check (status in ('proposed', 'confirmed', 'rejected')),
    constraint voter_roll_decided_completely check (
      (status = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null) and (decided_at is null) = (decided_by_name is null)),
    constraint voter_roll_confirmed_by_another check (status <> 'confirmed' or decided_by <> entered_by),
    constraint voter_roll_representatives_possible check (representatives between 1 and 9999)
  )`,
  'create index voter_roll_in_force on voter_roll (village_code, valid_from desc, decided_at desc, id desc)',
  ...areaPolicy('voter_roll'),
  grant('identification', 'voter_roll', 'select, insert, update'),
  `create table voter_roll_group (
    roll_id uuid not null references voter_roll (id),
    village_code text collate "C" not null,
    group_name text not null,
    households int,
    adults int,
    primary key (roll_id, group_name),
    constraint voter_roll_group_counts_possible check (
      (households is not null or adults is not null) and households between 1 and 9999 and adults between 1 and 9999)
  )`,
  ...areaPolicy('voter_roll_group'),
  ...appendOnly('identification', 'voter_roll_group'),
  `create function voter_roll_is_decided_once() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.status <> 'proposed' or to_jsonb(new) - '{status,decided_by,decided_by_name,decided_at,decision_reason}'::text[]
       <> to_jsonb(old) - '{status,decided_by,decided_by_name,decided_at,decision_reason}'::text[] then
      raise exception 'a roll is decided once and does not change' using errcode = 'JZ043';
    end if;
    return new;
  end $$`,
  'create trigger voter_roll_decided_once before update or delete on voter_roll for each row execute function voter_roll_is_decided_once()',
  `create function voter_roll_group_is_entered_with_its_roll() returns trigger language plpgsql as $$
  begin
    if not exists (select from voter_roll r where r.id = new.roll_id and r.village_code = new.village_code and r.status = 'proposed') then
      raise exception 'a decided roll gets no other lines' using errcode = 'JZ043';
    end if;
    return new;
  end $$`,
  `create trigger voter_roll_group_with_its_roll before insert on voter_roll_group for each row execute function voter_roll_group_is_entered_with_its_roll()`,
];

const ofMeeting = (): string[] => [
  'alter table meeting add column roll_id uuid references voter_roll (id)',
  // records from before stand as they are, until they are corrected
  `create function meeting_counts_by_its_roll() returns trigger language plpgsql as $$
  declare
    said boolean := tg_op = 'INSERT' or (new.roll_id, new.eligible, new.basis, new.held_on, new.group_name)
      is distinct from (old.roll_id, old.eligible, old.basis, old.held_on, old.group_name);
  begin
    if said and not exists (
      select from voter_roll r left join voter_roll_group g on g.roll_id = r.id and g.group_name = new.group_name
      where r.id = new.roll_id and r.village_code = new.village_code and r.status = 'confirmed' and r.valid_from <= new.held_on
        and new.eligible = case new.basis when 'representatives' then r.representatives when 'households' then g.households else g.adults end) then
      raise exception 'who may come to a meeting is counted by the roll of its day' using errcode = 'JZ044';
    end if;
    return new;
  end $$`,
  'create trigger meeting_counted_by_its_roll before insert or update on meeting for each row execute function meeting_counts_by_its_roll()',
];
