import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** Every step a case has taken, what a signature means for it, and which documents belong to it. */
export class Migration20261204130050_CreateApplicationEvent extends Migration {
  override up(): void {
    for (const statement of [...event(), ...signature(), ...attachment()]) this.addSql(statement);
  }
}

const event = (): string[] => [
  `create table application_event (
    application_id uuid not null references application (id),
    version int not null,
    position int not null,
    village_code text collate "C" not null,
    step text not null,
    from_state text not null,
    to_state text not null,
    outcome text,
    actor_id uuid,
    actor_name text,
    actor_roles text[] not null default '{}',
    actor_area text,
    at timestamptz not null,
    decided_on date not null,
    reason text,
    inputs jsonb not null,
    policy jsonb not null,
    content_version int not null,
    content_digest text not null,
    screening_id uuid,
    meeting_id uuid,
    notice_id uuid,
    objection_id uuid,
    sample_id uuid,
    signature_id uuid,
    primary key (application_id, version),
    constraint application_event_positions_once unique (application_id, position),
    constraint application_event_is_declared foreign key (step, from_state, to_state) references application_way (step, from_state, to_state),
    constraint application_event_position_positive check (position > 0),
    constraint application_event_actor_complete check ((actor_id is null) = (actor_name is null) and (actor_id is null) = (actor_area is null))
  )`,
  'create index application_event_actor on application_event (actor_id, application_id)',
  'create index application_event_meeting on application_event (meeting_id) where meeting_id is not null',
  'create index application_event_notice on application_event (notice_id) where notice_id is not null',
  ...areaPolicy('application_event'),
  ...appendOnly('identification', 'application_event'),
  // nothing skipped: each step begins where the one before ended, the first at the draft
  `create function application_event_follows() returns trigger language plpgsql as $$
  declare
    before_state text;
  begin
    if new.position = 1 then
      before_state := 'draft';
    else
      select e.to_state into before_state from application_event e where e.application_id = new.application_id and e.position = new.position - 1;
    end if;
    if before_state is null or before_state <> new.from_state then
      raise exception 'a step was skipped' using errcode = 'JZ011';
    end if;
    return new;
  end $$`,
  'create trigger application_event_nothing_skipped before insert on application_event for each row execute function application_event_follows()',
  // the case and its last step say the same when the transaction ends
  `create function application_equals_its_last_event() returns trigger language plpgsql as $$
  declare
    last application_event;
  begin
    if old.state = 'draft' and new.state = 'draft' then
      return null;
    end if;
    if new.version = old.version then
      return null;
    end if;
    select * into last from application_event e where e.application_id = new.id and e.version = new.version;
    if last.application_id is null or last.from_state <> old.state or last.to_state <> new.state then
      raise exception 'a case changed without its event' using errcode = 'JZ011';
    end if;
    return null;
  end $$`,
  `create constraint trigger application_changed_with_its_event after update on application deferrable initially deferred
    for each row execute function application_equals_its_last_event()`,
];

const signature = (): string[] => [
  // what a signature means for one case; the signature itself stays where it is when it no longer counts here
  `create table application_signature (
    application_id uuid not null references application (id),
    signature_id uuid not null,
    village_code text collate "C" not null,
    step text not null,
    covers text not null,
    digest text not null,
    signed_by uuid not null,
    signed_by_name text not null,
    signed_at timestamptz not null,
    voided_at timestamptz,
    voided_by_version int,
    void_reason text,
    primary key (application_id, signature_id),
    constraint application_signature_covers_known check (covers in ('content', 'judged')),
    constraint application_signature_voided_completely check ((voided_at is null) = (voided_by_version is null) and (voided_at is null) = (void_reason is null))
  )`,
  ...areaPolicy('application_signature'),
  grant('identification', 'application_signature', 'select, insert, update'),
  `create function application_signature_is_voided_once() returns trigger language plpgsql as $$
  begin
    if old.voided_at is not null or (to_jsonb(new) - 'voided_at' - 'voided_by_version' - 'void_reason')
       <> (to_jsonb(old) - 'voided_at' - 'voided_by_version' - 'void_reason') then
      raise exception 'a signature is kept as it was given' using errcode = 'JZ012';
    end if;
    return new;
  end $$`,
  `create trigger application_signature_kept before update on application_signature for each row execute function application_signature_is_voided_once()`,
];

const attachment = (): string[] => [
  `create table application_attachment (
    attachment_id uuid primary key,
    object_type text not null,
    object_id uuid not null,
    village_code text collate "C" not null,
    role text not null,
    added_by uuid not null,
    added_at timestamptz not null,
    constraint application_attachment_object_known check (object_type in ('application', 'meeting', 'visit')),
    constraint application_attachment_role_known check (role in (
      'applicationForm', 'consent', 'identity', 'grounds', 'signIn', 'photo', 'video', 'minutes', 'visitForm', 'other'))
  )`,
  'create index application_attachment_object on application_attachment (object_id)',
  ...areaPolicy('application_attachment'),
  grant('identification', 'application_attachment', 'select, insert'),
];
