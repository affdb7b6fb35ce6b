import { appendOnly, areaPolicy, grant, type Department } from '@jingzhun/persistence';

// a village's session holds exactly one code; township and county sessions hold a range that ends in 9s
const ABOVE_VILLAGE = `right(current_setting('app.area_to', true), 3) = '999'`;
const WHOLE_COUNTY = `right(current_setting('app.area_to', true), 6) = '999999'`;
const IS_PUBLIC = `coalesce(current_setting('app.system', true), '') = 'public'`;
const AREA = `"place_code" between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;

/**
 * Notices, their proofs, the objections to them and the tasks that follow from all three. Called by the migration of each department.
 * The session of a village does not see objections at all, only how many are open.
 */
export function noticeTables(department: Department): string[] {
  return [...notices(department), ...objections(department), ...tasks(department)];
}

function notices(department: Department): string[] {
  return [
    `create table notice (
      id uuid primary key,
      kind text not null,
      state text not null default 'composed' check (state in ('composed', 'posted', 'closed', 'withdrawn')),
      place_code text collate "C" not null check (place_code ~ '^[0-9]{12}$'),
      group_name text,
      subject_type text not null,
      subject_id uuid not null,
      content jsonb not null,
      content_digest text not null check (content_digest ~ '^[0-9a-f]{64}$'),
      investigator text not null check (investigator in ('township', 'county')),
      days int,
      day_kind text check (day_kind in ('calendar', 'working')),
      policy_parameter_ids uuid[] not null,
      composed_at timestamptz not null,
      composed_by uuid not null,
      composed_by_name text not null,
      posted_at timestamptz,
      posted_by uuid,
      posted_by_name text,
      posted_on date,
      first_day date,
      last_day date,
      closed_at timestamptz,
      closed_by uuid,
      closed_by_name text,
      withdrawn_at timestamptz,
      withdrawn_by uuid,
      withdrawn_by_name text,
      withdrawn_reason text,
      taken_down_at timestamptz,
      objections_open int not null default 0 check (objections_open >= 0),
      objections_upheld int not null default 0,
      objections_dismissed int not null default 0,
      version int not null default 1,
      constraint notice_period_whole check (
        (posted_at is null) = (last_day is null) and (posted_at is null) = (first_day is null) and (posted_at is null) = (posted_on is null)
        and (posted_at is null) = (days is null) and (posted_at is null) = (day_kind is null) and (posted_at is null) = (posted_by is null)),
      constraint notice_days_in_order check (posted_on < first_day and first_day <= last_day),
      constraint notice_state_has_its_time check (
        (state = 'composed') <= (posted_at is null) and (state in ('posted', 'closed')) <= (posted_at is not null)
        and (state = 'closed') = (closed_at is not null) and (state = 'withdrawn') = (withdrawn_at is not null)),
      constraint notice_not_closed_early check ((closed_at at time zone 'Asia/Shanghai')::date > last_day)
    )`,
    'create index notice_by_place on notice (place_code, id)',
    'create index notice_of_subject on notice (subject_id)',
    `create index notice_running on notice (last_day) where state = 'posted'`,
    ...areaPolicy('notice', 'place_code'),
    // who is not signed in sees what hangs and what hung, never a text that is still being prepared
    `create policy notice_public on notice as restrictive for select using (not (${IS_PUBLIC}) or posted_at is not null)`,
    grant(department, 'notice', 'select, insert, update'),
    // the text and the days of a posted notice do not change any more, whoever asks
    `create function notice_keeps_its_text() returns trigger language plpgsql as $$
    begin
      if (new.kind, new.place_code, new.subject_type, new.subject_id, new.content, new.content_digest, new.investigator)
         is distinct from (old.kind, old.place_code, old.subject_type, old.subject_id, old.content, old.content_digest, old.investigator) then
        raise exception 'the text of a notice does not change: withdraw it and compose another' using errcode = 'JZ004';
      end if;
      if old.posted_at is not null and (new.posted_at, new.posted_on, new.first_day, new.last_day, new.days, new.day_kind)
         is distinct from (old.posted_at, old.posted_on, old.first_day, old.last_day, old.days, old.day_kind) then
        raise exception 'the days of a posted notice do not change' using errcode = 'JZ004';
      end if;
      -- the objections count themselves: nobody writes the counts
      if pg_trigger_depth() < 2 and (new.objections_open, new.objections_upheld, new.objections_dismissed)
         is distinct from (old.objections_open, old.objections_upheld, old.objections_dismissed) then
        raise exception 'the objections to a notice are counted by the database' using errcode = 'JZ004';
      end if;
      if new.state = 'closed' and old.state <> 'closed' and new.objections_open > 0 then
        raise exception 'an objection to the notice is not answered' using errcode = 'JZ004';
      end if;
      if old.state in ('closed', 'withdrawn') and new.state <> old.state then
        raise exception 'a notice that has ended stays as it is' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create trigger notice_text_stays before update on notice for each row execute function notice_keeps_its_text()',
    `create table notice_proof (
      id uuid primary key,
      notice_id uuid not null references notice,
      place_code text collate "C" not null,
      occasion text not null check (occasion in ('first', 'last')),
      attachment_id uuid not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      taken_on date not null,
      recorded_at timestamptz not null,
      recorded_by uuid not null,
      recorded_by_name text not null
    )`,
    'create index notice_proof_of_notice on notice_proof (notice_id)',
    ...areaPolicy('notice_proof', 'place_code'),
    ...appendOnly(department, 'notice_proof'),
  ];
}

/** The investigating level and those above it may look; a village never. A session of the system works for no level. */
function sealedFrom(table: string): string[] {
  const level = `case "investigator" when 'county' then ${WHOLE_COUNTY} else ${ABOVE_VILLAGE} end`;
  return [
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    `create policy "${table}_investigators" on "${table}" using (${AREA} and ${level}) with check (${AREA} and ${level})`,
  ];
}

function objections(department: Department): string[] {
  const ownReceipt = `receipt_number = nullif(current_setting('app.receipt', true), '')`;
  return [
    `create table objection (
      id uuid primary key,
      notice_id uuid not null references notice,
      place_code text collate "C" not null,
      investigator text not null check (investigator in ('township', 'county')),
      state text not null default 'open' check (state in ('open', 'decided')),
      due_on date not null,
      submission_id uuid not null unique,
      receipt_number text collate "C" not null unique,
      secret_digest bytea not null,
      outcome text check (outcome in ('upheld', 'dismissed')),
      effect text check (effect in ('reject', 'return')),
      return_to text,
      answer text,
      decided_at timestamptz,
      decided_by uuid,
      decided_by_name text,
      version int not null default 1,
      constraint objection_decided_whole check (
        (state = 'decided') = (outcome is not null) and (state = 'decided') = (decided_at is not null) and (state = 'decided') = (decided_by is not null)
        and (state = 'decided') = (answer is not null)),
      constraint objection_effect_of_upheld check ((outcome is not distinct from 'upheld') = (effect is not null)),
      constraint objection_return_names_step check ((effect is not distinct from 'return') = (return_to is not null))
    )`,
    'create index objection_of_notice on objection (notice_id)',
    `create index objection_open on objection (due_on) where state = 'open'`,
    ...sealedFrom('objection'),
    // the page without sign-in sees the one receipt it was asked for
    `create policy objection_public on objection as restrictive for select using (not (${IS_PUBLIC}) or ${ownReceipt})`,
    grant(department, 'objection', 'select, insert, update'),
    `create function objection_is_decided_once() returns trigger language plpgsql as $$
    begin
      if old.state = 'decided' then
        raise exception 'a decided objection does not change' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create trigger objection_decided_once before update on objection for each row execute function objection_is_decided_once()',
    // a village knows the counts of its notice and nothing else about objections
    `create function count_objections() returns trigger language plpgsql as $$
    begin
      update notice set
        objections_open = objections_open + (case when tg_op = 'INSERT' then 1 else 0 end) - (case when tg_op = 'UPDATE' and new.state = 'decided' then 1 else 0 end),
        objections_upheld = objections_upheld + (case when tg_op = 'UPDATE' and new.outcome = 'upheld' then 1 else 0 end),
        objections_dismissed = objections_dismissed + (case when tg_op = 'UPDATE' and new.outcome = 'dismissed' then 1 else 0 end)
      where id = new.notice_id;
      if not found then raise exception 'the notice of an objection is out of reach' using errcode = 'JZ004'; end if;
      return null;
    end $$`,
    `create trigger objection_counted after insert or update of state on objection for each row execute function count_objections()`,
    // what was said, by whom and how it came in
    `create table objection_sealed (
      id uuid primary key references objection,
      place_code text collate "C" not null,
      investigator text not null check (investigator in ('township', 'county')),
      via text not null check (via in ('web', 'paper', 'phone')),
      received_at timestamptz not null,
      received_on date not null,
      received_by uuid,
      received_by_name text,
      is_anonymous boolean not null,
      text_cipher bytea not null,
      identity_cipher bytea,
      scan_attachment_id uuid,
      constraint objection_anonymous_has_no_identity check (is_anonymous = (identity_cipher is null)),
      constraint objection_received_by_an_officer check ((via = 'web') = (received_by is null))
    )`,
    ...sealedFrom('objection_sealed'),
    // what was handed in cannot be read back without signing in
    `create policy objection_sealed_public on objection_sealed as restrictive for select using (not (${IS_PUBLIC}))`,
    grant(department, 'objection_sealed', 'select, insert, update'),
    // a new key may be put under what was said; nothing else changes
    `create function objection_stays_sealed() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'UPDATE' or (to_jsonb(new) - 'text_cipher' - 'identity_cipher') <> (to_jsonb(old) - 'text_cipher' - 'identity_cipher') then
        raise exception 'what was said in an objection does not change' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create trigger objection_sealed_unchanged before update or delete on objection_sealed for each row execute function objection_stays_sealed()',
    `create table objection_finding (
      id uuid primary key,
      objection_id uuid not null references objection,
      place_code text collate "C" not null,
      investigator text not null check (investigator in ('township', 'county')),
      text_cipher bytea not null,
      attachment_ids uuid[] not null,
      signature_id uuid not null,
      recorded_at timestamptz not null,
      recorded_by uuid not null,
      recorded_by_name text not null
    )`,
    'create index objection_finding_of on objection_finding (objection_id)',
    ...sealedFrom('objection_finding'),
    `create policy objection_finding_public on objection_finding as restrictive for all using (not (${IS_PUBLIC}))`,
    // the same for findings
    grant(department, 'objection_finding', 'select, insert, update'),
    `create function objection_finding_stays() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'UPDATE' or (to_jsonb(new) - 'text_cipher') <> (to_jsonb(old) - 'text_cipher') then
        raise exception 'a finding does not change: write another one' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create trigger objection_finding_unchanged before update or delete on objection_finding for each row execute function objection_finding_stays()',
  ];
}

function tasks(department: Department): string[] {
  return [
    `create table notice_task (
      id uuid primary key,
      notice_id uuid not null references notice,
      objection_id uuid references objection,
      place_code text collate "C" not null,
      level text not null check (level in ('village', 'township', 'county')),
      what text not null check (what in ('proof-first', 'proof-last', 'close', 'answer-objection')),
      due_on date not null,
      created_at timestamptz not null,
      done_at timestamptz,
      reminded_on date,
      late_since date,
      constraint notice_task_objection_named check ((what = 'answer-objection') = (objection_id is not null))
    )`,
    `create unique index notice_task_once on notice_task (notice_id, what, objection_id) nulls not distinct`,
    'create index notice_task_waiting on notice_task (place_code, due_on) where done_at is null',
    ...areaPolicy('notice_task', 'place_code'),
    // that an objection is waiting, and since when, is for those who investigate it
    `create policy notice_task_level on notice_task as restrictive using (case level when 'village' then true when 'county' then ${WHOLE_COUNTY} else ${ABOVE_VILLAGE} end)`,
    grant(department, 'notice_task', 'select, insert, update'),
    // days the scheduler has gone through
    `create table notice_sweep (
      day date primary key,
      swept_at timestamptz not null,
      taken_down int not null,
      reminded int not null,
      late int not null
    )`,
    ...appendOnly(department, 'notice_sweep'),
  ];
}
