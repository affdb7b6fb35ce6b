import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** What other departments want paid. One claim for one thing, however often and by whomever it is reported. */
export class Migration20261207171000_CreateClaim extends Migration {
  override up(): void {
    for (const statement of [...claims(), ...history()]) this.addSql(statement);
  }
}

const claims = (): string[] => [
  `create table claim (
    id uuid primary key,
    kind text not null,
    natural_key text collate "C" not null unique,
    household_id uuid not null,
    person_id uuid,
    village_code text collate "C" not null,
    subject jsonb not null,
    amount_fen bigint,
    due_on date not null,
    document text not null,
    fund_code text collate "C" references fund (code),
    state text not null,
    state_since timestamptz not null,
    entered_by uuid,
    entered_by_name text,
    approved_by uuid,
    approved_by_name text,
    approved_at timestamptz,
    paid_on date,
    version int not null default 1,
    constraint claim_kind_known check (kind in ('relocation', 'premium', 'project')),
    constraint claim_state_known check (state in ('received', 'proposed', 'approved', 'inPayment', 'paid', 'rejected', 'givenUp')),
    constraint claim_positive check (amount_fen > 0),
    constraint claim_entered_completely check ((entered_by is null) = (entered_by_name is null)
      and (state in ('received', 'rejected') or (entered_by is not null and fund_code is not null and amount_fen is not null))),
    constraint claim_approved_completely check ((approved_by is null) = (approved_at is null)
      and (state in ('received', 'proposed', 'rejected') or approved_by is not null)),
    constraint claim_enters_is_not_approves check (approved_by <> entered_by),
    constraint claim_paid_on_a_day check ((state = 'paid') = (paid_on is not null))
  )`,
  'create index claim_list on claim (village_code, id)',
  'create index claim_state on claim (state, id)',
  'create index claim_household on claim (household_id)',
  ...areaPolicy('claim'),
  grant('finance', 'claim', 'select, insert, update'),
  `create function claim_goes_its_way() returns trigger language plpgsql as $$
  begin
    if (new.id, new.kind, new.natural_key, new.household_id, new.village_code) is distinct from (old.id, old.kind, old.natural_key, old.household_id, old.village_code) then
      raise exception 'what a claim is about does not change' using errcode = 'JZ018';
    end if;
    if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ018'; end if;
    if new.amount_fen is distinct from old.amount_fen and old.state not in ('received', 'proposed') then
      raise exception 'what has been approved keeps its amount' using errcode = 'JZ018';
    end if;
    if old.state <> new.state and (old.state, new.state) not in (('received', 'proposed'), ('proposed', 'received'), ('proposed', 'approved'), ('received', 'rejected'),
        ('proposed', 'rejected'), ('approved', 'inPayment'), ('inPayment', 'approved'), ('inPayment', 'paid'), ('paid', 'inPayment'), ('inPayment', 'givenUp')) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ018';
    end if;
    return new;
  end $$`,
  'create trigger claim_way_declared before update on claim for each row execute function claim_goes_its_way()',
];

const history = (): string[] => [
  `create table claim_report (
    claim_id uuid not null references claim (id),
    origin text not null,
    reference text collate "C" not null,
    village_code text collate "C" not null,
    amount_fen bigint,
    reported_at timestamptz not null,
    reported_by uuid,
    reported_by_name text,
    primary key (claim_id, origin, reference),
    constraint claim_report_origin_known check (origin in ('event', 'hand', 'list') and (origin = 'event') = (reported_by is null))
  )`,
  ...areaPolicy('claim_report'),
  ...appendOnly('finance', 'claim_report'),
  `create table claim_event (
    claim_id uuid not null references claim (id),
    position int not null,
    village_code text collate "C" not null,
    step text not null,
    from_state text not null,
    to_state text not null,
    actor_id uuid,
    actor_name text,
    at timestamptz not null,
    reason text,
    primary key (claim_id, position)
  )`,
  ...areaPolicy('claim_event'),
  ...appendOnly('finance', 'claim_event'),
];
