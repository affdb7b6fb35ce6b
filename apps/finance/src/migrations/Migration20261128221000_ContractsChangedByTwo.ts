import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';
import { LOAN_WAYS_OF_CHANGES } from './loan-ways-of-20261128d.js';

/**
 * An extension and another rate are proposed by one clerk of the bank and agreed to by another; where the fund vouches longer, or the
 * county's interest grows, the county consents. What was changed before needed one person and stays as it is.
 */
export class Migration20261128221000_ContractsChangedByTwo extends Migration {
  override up(): void {
    for (const statement of [...ways, ...proposals, ...changes]) this.addSql(statement);
  }
}

const ways = [
  `insert into loan_way values ${LOAN_WAYS_OF_CHANGES.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`).join(', ')}`,
];

const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;
const proposals = [
  `create table loan_change_proposal (
    id uuid primary key,
    loan_id uuid not null references loan (id),
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    kind text not null,
    from_date date not null,
    annual_rate_ppm int,
    added_periods int,
    added_months int,
    most_months int,
    needs_consent boolean not null,
    reason text not null,
    state text not null default 'proposed',
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    agreed_by uuid,
    consented_by uuid,
    constraint loan_change_proposal_known check (kind in ('rate', 'extension') and state in ('proposed', 'agreed', 'effective', 'refused')),
    constraint loan_change_proposal_is_one check (case kind when 'rate' then annual_rate_ppm between 0 and 1000000 and added_periods is null
      else added_periods between 1 and 120 and annual_rate_ppm is null and added_months > 0 and needs_consent end),
    constraint loan_extension_within_bound check (added_months <= most_months),
    constraint loan_change_by_two check (agreed_by <> recorded_by and consented_by <> recorded_by and consented_by <> agreed_by),
    constraint loan_change_agreed check (state not in ('agreed', 'effective') or agreed_by is not null and (state = 'agreed' or not needs_consent or consented_by is not null))
  )`,
  `create unique index loan_change_waits_alone on loan_change_proposal (loan_id) where state in ('proposed', 'agreed')`,
  ...areaPolicy('loan_change_proposal'),
  `create policy loan_change_proposal_bank on loan_change_proposal as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`,
  'create policy loan_change_proposal_summed on loan_change_proposal to current_user using (true) with check (true)',
  grant('finance', 'loan_change_proposal', 'select, insert, update (state, agreed_by, consented_by)'),
  `create function loan_change_proposal_moves_on() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' and new.state <> 'proposed' or tg_op = 'UPDATE' and (old.state, new.state) not in (('proposed', 'agreed'), ('proposed', 'effective'),
        ('proposed', 'refused'), ('agreed', 'effective'), ('agreed', 'refused')) then
      raise exception 'a change of a contract is decided once' using errcode = 'JZ113';
    end if;
    return new;
  end $$`,
  `create trigger loan_change_proposal_in_order before insert or update on loan_change_proposal for each row execute function loan_change_proposal_moves_on()`,
];

const changes = [
  'alter table loan_change add column proposal_id uuid references loan_change_proposal (id)',
  'create unique index loan_change_of_proposal on loan_change (proposal_id)',
  `create function loan_change_was_agreed() returns trigger language plpgsql as $$
  begin
    if not exists (select from loan_change_proposal p where p.id = new.proposal_id and p.state = 'effective' and (p.loan_id, p.kind, p.from_date) = (new.loan_id, new.kind, new.from_date)
        and p.annual_rate_ppm is not distinct from new.annual_rate_ppm and p.added_periods is not distinct from new.added_periods) then
      raise exception 'a contract is changed as two have agreed' using errcode = 'JZ114';
    end if;
    return new;
  end $$`,
  'create trigger loan_change_agreed before insert on loan_change for each row execute function loan_change_was_agreed()',
];
