import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** What a record of a meeting said before it was corrected, why a lost vote was repeated, and where the number of those eligible is from. */
export class Migration20261127130100_MeetingsKeepTheirHistory extends Migration {
  override up(): void {
    for (const statement of [...revision(), ...repeat()]) this.addSql(statement);
  }
}

const revision = (): string[] => [
  `create table meeting_revision (
    id uuid primary key,
    meeting_id uuid not null references meeting (id),
    version int not null,
    village_code text collate "C" not null,
    held_on date not null,
    place text not null,
    chair_name text not null,
    basis text not null,
    eligible int not null,
    present int not null,
    minutes_cipher bytea,
    minutes_digest text,
    screening_read_out boolean not null,
    votes jsonb not null,
    corrected_by uuid not null,
    corrected_by_name text not null,
    corrected_at timestamptz not null,
    reason text not null,
    constraint meeting_revision_once unique (meeting_id, version),
    constraint meeting_revision_minutes_complete check ((minutes_cipher is null) = (minutes_digest is null))
  )`,
  ...areaPolicy('meeting_revision'),
  grant('identification', 'meeting_revision', 'select, insert, update'),
  // a new key may be put under the minutes
  `create function meeting_revision_stays() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or (to_jsonb(new) - 'minutes_cipher') <> (to_jsonb(old) - 'minutes_cipher') then
      raise exception 'what a meeting said before does not change' using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
  'create trigger meeting_revision_unchanged before update or delete on meeting_revision for each row execute function meeting_revision_stays()',
  // no correction without what it corrected, when the transaction ends
  `create function meeting_keeps_what_it_said() returns trigger language plpgsql as $$
  begin
    if new.version <> old.version and not exists (
      select from meeting_revision r where r.meeting_id = old.id and r.version = old.version) then
      raise exception 'a record was corrected without keeping what it said' using errcode = 'JZ013';
    end if;
    return null;
  end $$`,
  `create constraint trigger meeting_corrected_with_its_revision after update on meeting deferrable initially deferred
    for each row execute function meeting_keeps_what_it_said()`,
  // numbers and day of a record change with its version only, so that no correction goes by unseen
  `create function meeting_changes_by_version() returns trigger language plpgsql as $$
  begin
    if new.version = old.version and (to_jsonb(new) - 'minutes_cipher' - 'concluded_at') <> (to_jsonb(old) - 'minutes_cipher' - 'concluded_at') then
      raise exception 'every correction of a meeting is a new version' using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
  'create trigger meeting_counts_corrections before update on meeting for each row execute function meeting_changes_by_version()',
];

const repeat = (): string[] => [
  'alter table meeting add column repeat_reason text',
  'alter table meeting add column eligible_source text',
  `alter table meeting add constraint meeting_eligible_source_known check (
    eligible_source is null or eligible_source in ('householdRegister', 'voterRoll', 'delegateRoll', 'counted'))`,
  // a lost vote does not disappear behind a newer record: whoever votes again says why
  `create function meeting_vote_respects_the_lost() returns trigger language plpgsql as $$
  begin
    if exists (
      select from meeting m where m.id = new.meeting_id and m.repeat_reason is null and exists (
        select from meeting_vote v join meeting b on b.id = v.meeting_id join application a on a.id = v.application_id
        where v.application_id = new.application_id and b.kind = m.kind and (b.recorded_at, b.id) < (m.recorded_at, m.id)
          and v.used_by_version is null and v.votes_for * 2 <= b.present and b.recorded_at >= a.state_since)) then
      raise exception 'a lost vote is repeated for a stated reason only' using errcode = 'JZ018';
    end if;
    return new;
  end $$`,
  'create trigger meeting_vote_after_a_lost_one before insert on meeting_vote for each row execute function meeting_vote_respects_the_lost()',
];
