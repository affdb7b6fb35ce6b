import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** Meetings that vote on cases, and samples that are visited before a decision. */
export class Migration20261204130100_CreateMeetingAndSample extends Migration {
  override up(): void {
    for (const statement of [...meeting(), ...sample(), ...visit()]) this.addSql(statement);
  }
}

const meeting = (): string[] => [
  `create table meeting (
    id uuid primary key,
    kind text not null,
    village_code text collate "C" not null,
    group_name text,
    held_on date not null,
    place text not null,
    chair_name text not null,
    basis text not null,
    eligible int not null,
    present int not null,
    minutes_cipher bytea,
    minutes_digest text,
    screening_read_out boolean not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    concluded_at timestamptz,
    version int not null default 1,
    constraint meeting_kind_known check (kind in ('group', 'assembly')),
    constraint meeting_basis_known check (basis in ('adults', 'households', 'representatives')),
    constraint meeting_of_a_group check ((kind = 'group') = (group_name is not null)),
    constraint meeting_attendance_possible check (eligible > 0 and present between 0 and eligible),
    constraint meeting_minutes_complete check ((minutes_cipher is null) = (minutes_digest is null)),
    unique (id, present)
  )`,
  'create index meeting_newest on meeting (village_code, held_on desc, id desc)',
  ...areaPolicy('meeting'),
  grant('identification', 'meeting', 'select, insert, update'),
  `create function meeting_stays_when_concluded() returns trigger language plpgsql as $$
  begin
    if old.concluded_at is not null and (to_jsonb(new) - 'minutes_cipher') <> (to_jsonb(old) - 'minutes_cipher') then
      raise exception 'a concluded meeting does not change' using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
  'create trigger meeting_concluded_once before update on meeting for each row execute function meeting_stays_when_concluded()',
  `create table meeting_vote (
    meeting_id uuid not null,
    application_id uuid not null references application (id),
    village_code text collate "C" not null,
    judged_digest text not null,
    present int not null,
    votes_for int not null,
    votes_against int not null,
    abstained int not null,
    used_by_version int,
    primary key (meeting_id, application_id),
    foreign key (meeting_id, present) references meeting (id, present) on update cascade deferrable initially deferred,
    constraint meeting_vote_everybody_counted check (votes_for >= 0 and votes_against >= 0 and abstained >= 0 and votes_for + votes_against + abstained = present)
  )`,
  'create index meeting_vote_application on meeting_vote (application_id)',
  ...areaPolicy('meeting_vote'),
  grant('identification', 'meeting_vote', 'select, insert, update, delete'),
  `create function meeting_vote_is_used_once() returns trigger language plpgsql as $$
  begin
    if old.used_by_version is not null then
      raise exception 'a vote that was decided on does not change' using errcode = 'JZ013';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
  end $$`,
  'create trigger meeting_vote_used_once before update or delete on meeting_vote for each row execute function meeting_vote_is_used_once()',
];

const sample = (): string[] => [
  // seed and list are published, so that anybody can draw again; no row holds a name
  `create table sample (
    id uuid primary key,
    level text not null,
    area text collate "C" not null,
    ordinal int not null,
    commitment text not null,
    seed text,
    percent int,
    listed int,
    chosen int,
    list_digest text,
    committed_at timestamptz not null,
    drawn_at timestamptz,
    drawn_by uuid,
    drawn_by_name text,
    policy_parameter_id uuid,
    constraint sample_level_known check (level in ('township', 'county')),
    constraint sample_commitment_is_sha256 check (commitment ~ '^[0-9a-f]{64}$'),
    constraint sample_drawn_completely check (
      (drawn_at is null) = (seed is null) and (drawn_at is null) = (percent is null) and (drawn_at is null) = (listed is null)
      and (drawn_at is null) = (chosen is null) and (drawn_at is null) = (list_digest is null) and (drawn_at is null) = (drawn_by is null)),
    constraint sample_keeps_its_commitment check (seed is null or encode(sha256(decode(seed, 'hex')), 'hex') = commitment),
    constraint sample_large_enough check (chosen is null or (chosen <= listed and chosen * 100 >= listed * percent)),
    constraint sample_in_order unique (level, area, ordinal)
  )`,
  `create unique index sample_one_open_commitment on sample (level, area) where drawn_at is null`,
  grant('identification', 'sample', 'select, insert, update'),
  `create function sample_is_drawn_once() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.drawn_at is not null or (new.id, new.level, new.area, new.ordinal, new.commitment, new.committed_at)
       is distinct from (old.id, old.level, old.area, old.ordinal, old.commitment, old.committed_at) then
      raise exception 'a sample is drawn once' using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
  'create trigger sample_drawn_once before update or delete on sample for each row execute function sample_is_drawn_once()',
  // the seed before it is drawn with: encrypted, for the service alone
  `create table sample_seed (
    id uuid primary key references sample (id),
    seed_cipher bytea not null
  )`,
  grant('identification', 'sample_seed', 'select, insert, update'),
  `create table sample_case (
    sample_id uuid not null references sample (id),
    application_id uuid not null references application (id),
    village_code text collate "C" not null,
    since_version int not null,
    mark text not null,
    rank int not null,
    chosen boolean not null,
    primary key (sample_id, application_id),
    constraint sample_case_ranks_once unique (sample_id, rank)
  )`,
  'create unique index sample_case_once_per_round on sample_case (application_id, since_version)',
  ...areaPolicy('sample_case'),
  ...appendOnly('identification', 'sample_case'),
];

const visit = (): string[] => [
  `create table visit (
    id uuid primary key,
    sample_id uuid not null,
    application_id uuid not null,
    village_code text collate "C" not null,
    visited_on date not null,
    visitors text[] not null,
    agrees boolean not null,
    findings_cipher bytea not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    foreign key (sample_id, application_id) references sample_case (sample_id, application_id),
    constraint visit_once unique (sample_id, application_id),
    constraint visit_by_somebody check (cardinality(visitors) between 1 and 10)
  )`,
  ...areaPolicy('visit'),
  grant('identification', 'visit', 'select, insert, update'),
  `create function visit_stays() returns trigger language plpgsql as $$
  begin
    if (to_jsonb(new) - 'findings_cipher') <> (to_jsonb(old) - 'findings_cipher') then
      raise exception 'a recorded visit does not change' using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
  'create trigger visit_unchanged before update on visit for each row execute function visit_stays()',
  // how far a sample is, for those who see a part of its villages only: counts, nothing else
  `create function sample_progress(of_sample uuid) returns table (listed int, chosen int, visited int)
    language plpgsql as $$
  declare
    own_from text := current_setting('app.area_from', true);
    own_to text := current_setting('app.area_to', true);
  begin
    perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true);
    return query select count(*)::int,
        count(*) filter (where c.chosen and (v.id is not null or a.state = case s.level when 'township' then 'villageNoticeClosed' else 'townshipChecked' end))::int,
        count(v.id)::int
      from sample_case c join sample s on s.id = c.sample_id join application a on a.id = c.application_id
      left join visit v on v.sample_id = c.sample_id and v.application_id = c.application_id
      where c.sample_id = of_sample;
    perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true);
  end $$`,
];
