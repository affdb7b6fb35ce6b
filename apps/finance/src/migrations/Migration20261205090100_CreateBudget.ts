import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** Fiscal capacity, funds, allotments and commitments. What may be spent is kept by the database: sums follow their rows by trigger. */
export class Migration20261205090100_CreateBudget extends Migration {
  override up(): void {
    for (const statement of [...years(), ...funds(), ...allotments(), ...commitments(), ...sums()]) this.addSql(statement);
  }
}

const years = (): string[] => [
  `create table fiscal_year (
    year int not null,
    revision int not null,
    capacity_fen bigint not null,
    source_document text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    primary key (year, revision),
    constraint fiscal_year_plausible check (year between 2000 and 2100 and revision > 0 and capacity_fen >= 0)
  )`,
  ...appendOnly('finance', 'fiscal_year'),
];

const funds = (): string[] => [
  `create table fund (
    code text collate "C" primary key,
    year int not null,
    name_zh text not null,
    name_en text not null,
    purpose text not null,
    amount_fen bigint not null default 0,
    allotted_fen bigint not null default 0,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint fund_code_readable check (code ~ '^[a-z]+(-[a-z]+)*-[0-9]{4}$' and right(code, 4) = year::text),
    constraint fund_purpose_known check (purpose in ('industry', 'eCommerce', 'organisation', 'relocation', 'premium', 'interestSubsidy', 'riskFund', 'other')),
    constraint fund_not_negative check (amount_fen >= 0),
    constraint fund_allots_what_it_has check (allotted_fen between 0 and amount_fen)
  )`,
  grant('finance', 'fund', 'select, insert (code, year, name_zh, name_en, purpose, recorded_at, recorded_by, recorded_by_name)'),
  `create table fund_change (
    id uuid primary key,
    fund_code text collate "C" not null references fund (code),
    amount_fen bigint not null,
    on_date date not null,
    source_document text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint fund_change_says_something check (amount_fen <> 0)
  )`,
  'create index fund_change_fund on fund_change (fund_code, recorded_at)',
  ...appendOnly('finance', 'fund_change'),
];

const allotments = (): string[] => [
  `create table allotment (
    id uuid primary key,
    fund_code text collate "C" not null references fund (code),
    area text collate "C" not null,
    area_code text collate "C" not null generated always as (rpad(area, 12, '0')) stored,
    amount_fen bigint not null default 0,
    committed_fen bigint not null default 0,
    spent_fen bigint not null default 0,
    constraint allotment_area_is_a_prefix check (area ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'),
    constraint allotment_once_per_area unique (fund_code, area),
    constraint allotment_commits_what_it_has check (committed_fen between 0 and amount_fen),
    constraint allotment_spends_what_is_committed check (spent_fen between 0 and committed_fen)
  )`,
  ...areaPolicy('allotment', 'area_code'),
  // the sums are written by triggers only
  grant('finance', 'allotment', 'select, insert (id, fund_code, area)'),
  `create table allotment_change (
    id uuid primary key,
    allotment_id uuid not null references allotment (id),
    area_code text collate "C" not null,
    amount_fen bigint not null,
    source_document text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint allotment_change_says_something check (amount_fen <> 0)
  )`,
  ...areaPolicy('allotment_change', 'area_code'),
  ...appendOnly('finance', 'allotment_change'),
];

const commitments = (): string[] => [
  `create table commitment (
    id uuid primary key,
    allotment_id uuid not null references allotment (id),
    area_code text collate "C" not null,
    cause_type text not null,
    cause_id uuid not null,
    amount_fen bigint not null,
    state text not null,
    changed_at timestamptz not null,
    constraint commitment_once_per_cause unique (cause_type, cause_id),
    constraint commitment_positive check (amount_fen > 0),
    constraint commitment_state_known check (state in ('committed', 'spent', 'released'))
  )`,
  'create index commitment_allotment on commitment (allotment_id)',
  ...areaPolicy('commitment', 'area_code'),
  grant('finance', 'commitment', 'select, insert'),
  grant('finance', 'commitment', 'update (state, changed_at)'),
  // released money is free for others: it does not come back by itself
  `create function commitment_moves_on() returns trigger language plpgsql as $$
  begin
    if old.state = 'released' and new.state <> 'released' then
      raise exception 'a released commitment stays released' using errcode = 'JZ012';
    end if;
    return new;
  end $$`,
  'create trigger commitment_lifecycle before update on commitment for each row execute function commitment_moves_on()',
];

/** Runs as the owner: a village's commitment counts in an allotment of its township, whoever may see it. */
const sums = (): string[] => [
  'create policy allotment_summed on allotment to current_user using (true) with check (true)',
  `create function fund_amount_follows() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update fund f set amount_fen = f.amount_fen + c.total from (select fund_code, sum(amount_fen) as total from new_rows group by fund_code) c where f.code = c.fund_code;
    return null;
  end $$`,
  `create trigger fund_change_counts after insert on fund_change referencing new table as new_rows for each statement execute function fund_amount_follows()`,
  `create function allotment_amount_follows() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update allotment a set amount_fen = a.amount_fen + c.total
      from (select allotment_id, sum(amount_fen) as total from new_rows group by allotment_id) c where a.id = c.allotment_id;
    update fund f set allotted_fen = f.allotted_fen + c.total
      from (select a.fund_code, sum(n.amount_fen) as total from new_rows n join allotment a on a.id = n.allotment_id group by a.fund_code) c where f.code = c.fund_code;
    return null;
  end $$`,
  `create trigger allotment_change_counts after insert on allotment_change referencing new table as new_rows for each statement execute function allotment_amount_follows()`,
  `create function commitments_added() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update allotment a set committed_fen = a.committed_fen + c.committed, spent_fen = a.spent_fen + c.spent
      from (select allotment_id, coalesce(sum(amount_fen) filter (where state <> 'released'), 0) as committed,
              coalesce(sum(amount_fen) filter (where state = 'spent'), 0) as spent from new_rows group by allotment_id) c where a.id = c.allotment_id;
    return null;
  end $$`,
  `create trigger commitment_counts after insert on commitment referencing new table as new_rows for each statement execute function commitments_added()`,
  `create function commitments_changed() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update allotment a set committed_fen = a.committed_fen + c.committed, spent_fen = a.spent_fen + c.spent
      from (select allotment_id, sum(committed) as committed, sum(spent) as spent from (
              select allotment_id, case when state <> 'released' then amount_fen else 0 end as committed, case when state = 'spent' then amount_fen else 0 end as spent from new_rows
              union all
              select allotment_id, case when state <> 'released' then -amount_fen else 0 end, case when state = 'spent' then -amount_fen else 0 end from old_rows) x
            group by allotment_id) c where a.id = c.allotment_id;
    return null;
  end $$`,
  `create trigger commitment_recounts after update on commitment referencing old table as old_rows new table as new_rows
    for each statement execute function commitments_changed()`,
];
