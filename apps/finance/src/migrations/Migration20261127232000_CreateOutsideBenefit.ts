import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** What other offices paid households themselves, as their lists tell it. Who enters a list never releases it, who asks for its withdrawal never decides it. */
export class Migration20261127232000_CreateOutsideBenefit extends Migration {
  override up(): void {
    for (const statement of [...lists(), ...benefits(), ...history()]) this.addSql(statement);
  }
}

const KINDS = `array['dangerousHouse', 'livingAllowance', 'fiveGuarantee', 'temporaryRelief', 'educationGrant', 'disabilityLiving', 'disabilityCare', 'ecological']`;

/** A list says nothing of any household: what an office told and for which period is known in every area. */
const lists = (): string[] => [
  `create table outside_list (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    origin text not null,
    kinds text[] not null,
    office text not null,
    document text not null,
    period_from date not null,
    period_to date not null,
    declared_count int not null,
    declared_sum_fen bigint not null,
    sha256 text,
    supersedes uuid references outside_list (id),
    state text not null,
    state_since timestamptz not null,
    entered_at timestamptz not null,
    entered_by uuid not null,
    entered_by_name text not null,
    released_at timestamptz,
    released_by uuid,
    released_by_name text,
    withdrawal_asked_by uuid,
    withdrawal_asked_by_name text,
    withdrawn_by uuid,
    withdrawn_by_name text,
    version int not null default 1,
    constraint outside_list_origin_known check (origin in ('hand', 'list') and (origin = 'list') = (sha256 is not null)),
    constraint outside_list_kinds_known check (kinds <@ ${KINDS} and cardinality(kinds) > 0),
    constraint outside_list_period check (period_from <= period_to),
    constraint outside_list_declared check (declared_count > 0 and declared_sum_fen > 0),
    constraint outside_list_corrects_another check (supersedes <> id),
    constraint outside_list_state_known check (state in ('proposed', 'released', 'rejected', 'withdrawing', 'withdrawn', 'superseded')),
    constraint outside_list_enters_is_not_releases check (released_by <> entered_by),
    constraint outside_list_asks_is_not_withdraws check (withdrawn_by <> withdrawal_asked_by),
    constraint outside_list_released_completely check ((state in ('proposed', 'rejected')) = (released_by is null) and (released_by is null) = (released_at is null)),
    constraint outside_list_withdrawn_completely check ((state = 'withdrawn') = (withdrawn_by is not null)
      and (state not in ('withdrawing', 'withdrawn') or withdrawal_asked_by is not null))
  )`,
  `create unique index outside_list_once on outside_list (sha256) where state in ('proposed', 'released', 'withdrawing')`,
  `create unique index outside_list_corrected_once on outside_list (supersedes) where state <> 'rejected'`,
  grant('finance', 'outside_list', 'select, insert, update'),
  `create function outside_list_goes_its_way() returns trigger language plpgsql as $$
  begin
    if (new.id, new.origin, new.kinds, new.office, new.document, new.period_from, new.period_to, new.declared_count, new.declared_sum_fen, new.entered_by)
        is distinct from (old.id, old.origin, old.kinds, old.office, old.document, old.period_from, old.period_to, old.declared_count, old.declared_sum_fen, old.entered_by)
        or new.sha256 is distinct from old.sha256 or new.supersedes is distinct from old.supersedes
        or (old.released_by is not null and new.released_by is distinct from old.released_by) then
      raise exception 'what a list declared does not change' using errcode = 'JZ026';
    end if;
    if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ026'; end if;
    if (old.state, new.state) not in (('proposed', 'released'), ('proposed', 'rejected'), ('released', 'withdrawing'), ('withdrawing', 'withdrawn'),
        ('withdrawing', 'released'), ('released', 'superseded')) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ026';
    end if;
    return new;
  end $$`,
  'create trigger outside_list_way_declared before update on outside_list for each row execute function outside_list_goes_its_way()',
];

const benefits = (): string[] => [
  `create table outside_benefit (
    id uuid primary key,
    list_id uuid not null references outside_list (id),
    position int not null,
    file_row int,
    kind text not null,
    natural_key text collate "C" not null,
    household_id uuid not null,
    person_id uuid,
    village_code text collate "C" not null,
    amount_fen bigint not null,
    on_date date not null,
    standing text not null default 'proposed',
    unique (list_id, position),
    constraint outside_benefit_kind_known check (kind = any (${KINDS})),
    constraint outside_benefit_positive check (amount_fen > 0),
    constraint outside_benefit_standing_known check (standing in ('proposed', 'standing', 'ended'))
  )`,
  // a benefit is told once, whichever lists name it
  `create unique index outside_benefit_once on outside_benefit (natural_key) where standing = 'standing'`,
  'create index outside_benefit_key on outside_benefit (natural_key)',
  'create index outside_benefit_household on outside_benefit (household_id)',
  ...areaPolicy('outside_benefit'),
  grant('finance', 'outside_benefit', 'select, insert, update (standing)'),
  `create function outside_benefit_keeps() returns trigger language plpgsql as $$
  begin
    if to_jsonb(new) - 'standing' <> to_jsonb(old) - 'standing' then
      raise exception 'what a list told is kept as it was' using errcode = 'JZ026';
    end if;
    if (old.standing, new.standing) not in (('proposed', 'standing'), ('proposed', 'ended'), ('standing', 'ended')) then
      raise exception 'no way leads from % to %', old.standing, new.standing using errcode = 'JZ026';
    end if;
    return new;
  end $$`,
  'create trigger outside_benefit_kept before update on outside_benefit for each row execute function outside_benefit_keeps()',
  `create function outside_benefit_never_deleted() returns trigger language plpgsql as $$
  begin raise exception 'what was told is kept' using errcode = 'JZ026'; end $$`,
  'create trigger outside_benefit_not_deleted before delete on outside_benefit for each row execute function outside_benefit_never_deleted()',
  'create trigger outside_list_not_deleted before delete on outside_list for each row execute function outside_benefit_never_deleted()',
  `create function outside_list_as_declared() returns trigger language plpgsql as $$
  declare told record;
  begin
    select count(*) as rows, coalesce(sum(amount_fen), 0) as fen, coalesce(bool_and(kind = any (new.kinds) and on_date between new.period_from and new.period_to), false) as within
      into told from outside_benefit where list_id = new.id;
    if told.rows <> new.declared_count or told.fen <> new.declared_sum_fen or not told.within then
      raise exception 'a list holds what it declares' using errcode = 'JZ026';
    end if;
    return null;
  end $$`,
  `create constraint trigger outside_list_adds_up after insert or update on outside_list deferrable initially deferred
    for each row execute function outside_list_as_declared()`,
];

const history = (): string[] => [
  `create table outside_list_event (
    list_id uuid not null references outside_list (id),
    position int not null,
    step text not null,
    from_state text not null,
    to_state text not null,
    actor_id uuid not null,
    actor_name text not null,
    at timestamptz not null,
    reason text,
    primary key (list_id, position)
  )`,
  ...appendOnly('finance', 'outside_list_event'),
];
