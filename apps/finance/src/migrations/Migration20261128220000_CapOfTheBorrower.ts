import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/**
 * Cap, lateness, bad loans and misuse are asked for everybody who lives in the household now and for the borrower wherever he borrowed:
 * whoever splits off does not borrow the cap again. What was lent before stays as it is, and is counted.
 */
export class Migration20261128220000_CapOfTheBorrower extends Migration {
  override up(): void {
    for (const statement of [...circle(), ...turns(), ...cap(), ...badAndMisused()]) this.addSql(statement);
  }
}

/** Functions run as the owner: another bank, another village counts, whoever asks. */
const circle = (): string[] => [
  'create index loan_borrower on loan (borrower_id)',
  'create policy directory_person_tied on directory_person for select to current_user using (true)',
  // the household of the loan, those in which the borrower lives now, and everybody who lives in one of them
  `create function loan_circle(of uuid) returns table (id uuid, is_household boolean) language sql stable security definer set search_path = public as $$
    with l as (select household_id, borrower_id from loan where loan.id = of),
      homes as (select household_id from l union select p.household_id from directory_person p join l on l.borrower_id = p.person_id)
    select household_id, true from homes
    union select borrower_id, false from l
    union select p.person_id, false from directory_person p join homes h on h.household_id = p.household_id
  $$`,
  // all other loans of it: what is owed or promised, and whether it went wrong; no person
  `create function loans_tied(of uuid) returns table (id uuid, number bigint, bank_zh text, bank_en text, fen bigint, is_bad boolean, is_misused boolean)
    language sql stable security definer set search_path = public as $$
    select o.id, o.number, b.name_zh, b.name_en, o.reserved_fen + o.outstanding_fen, o.state = any (array['overdue', 'collection', 'compensated', 'writtenOff']),
      coalesce((select m.what = 'found' from loan_misuse m where m.loan_id = o.id order by m.position desc limit 1), false)
    from loan o join lender_bank b on b.code = o.bank_code
    where o.id <> of and o.id in (select x.id from loan x join loan_circle(of) c on c.is_household and x.household_id = c.id
      union select x.id from loan x join loan_circle(of) c on not c.is_household and x.borrower_id = c.id)
  $$`,
  `grant execute on function loan_circle, loans_tied to "${runtimeGroup('finance')}"`,
];

/** A row for each household and each person who ever applied, and nothing in it: whoever lends, or decides about misuse, takes turns on it. */
const turns = (): string[] => [
  'create table loan_turn (id uuid primary key)',
  'insert into loan_turn select household_id from loan union select borrower_id from loan',
  `create function loan_gets_turns() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into loan_turn select new.household_id union select new.borrower_id on conflict do nothing;
    return null;
  end $$`,
  'create trigger loan_has_turns after insert on loan for each row execute function loan_gets_turns()',
  // always in one order; approvals one after the other, what is lent beside them only against misuse
  `create function loan_takes_turn(of uuid, alone boolean) returns void language plpgsql security definer set search_path = public as $$
  begin
    if alone then perform from loan_turn t where t.id in (select c.id from loan_circle(of) c) order by t.id for no key update;
    else perform from loan_turn t where t.id in (select c.id from loan_circle(of) c) order by t.id for key share;
    end if;
  end $$`,
  `grant execute on function loan_takes_turn to "${runtimeGroup('finance')}"`,
];

const cap = (): string[] => [
  // what was owed before may be written down again, unless more was approved for the borrower since
  `create function loan_within_cap_of_borrower() returns trigger language plpgsql security definer set search_path = public as $$
  declare
    l loan;
    owed bigint;
    credit household_credit;
  begin
    select * into l from loan where id = new.loan_id;
    perform loan_takes_turn(l.id, true);
    select * into credit from household_credit c where c.household_id = l.household_id;
    if new.kind = 'reversal' then
      if not exists (select from loan_movement a join loan o on o.id = a.loan_id join loan_movement r on r.id = new.reverses
          where o.borrower_id = l.borrower_id and o.id <> l.id and a.kind = 'approval' and a.recorded_at >= r.recorded_at) then
        return new;
      end if;
      select sum(o.reserved_fen + o.outstanding_fen) into owed from loan o where o.borrower_id = l.borrower_id;
    else
      select l.reserved_fen + l.outstanding_fen + credit.own_fen + coalesce(sum(t.fen), 0) into owed from loans_tied(l.id) t;
    end if;
    if owed + new.reserved_fen + new.principal_fen > credit.cap_fen then
      raise exception 'borrower and household would owe more than the cap' using errcode = 'JZ112';
    end if;
    return new;
  end $$`,
  `create trigger loan_movement_within_cap before insert on loan_movement for each row when (new.reserved_fen + new.principal_fen > 0)
    execute function loan_within_cap_of_borrower()`,
];

const badAndMisused = (): string[] => [
  `create or replace function loan_approved_within_rules() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if not exists (select from household_credit c where c.household_id = new.household_id and c.bad_loans = 0)
        or exists (select from loans_tied(new.id) t where t.is_bad) then
      raise exception 'a household with a bad loan is lent nothing' using errcode = 'JZ021', constraint = 'household_credit_no_bad_loan';
    end if;
    return new;
  end $$`,
  `create or replace function loan_lends_to_who_used_as_agreed() returns trigger language plpgsql security definer set search_path = public as $$
  declare household uuid := (select household_id from loan where id = new.loan_id);
  begin
    perform from household_credit where household_id = household for key share;
    perform loan_takes_turn(new.loan_id, false);
    if exists (select from (select distinct on (m.loan_id) m.what from loan_misuse m where m.household_id = household order by m.loan_id, m.position desc) m where m.what = 'found')
        or exists (select from loans_tied(new.loan_id) t where t.is_misused) then
      raise exception 'a household that used money otherwise is lent nothing' using errcode = 'JZ023', constraint = 'loan_used_as_agreed';
    end if;
    if new.step = 'draw' and exists (select from loans_tied(new.loan_id) t where t.is_bad) then
      raise exception 'a household with a bad loan is lent nothing' using errcode = 'JZ021', constraint = 'household_credit_no_bad_loan';
    end if;
    return new;
  end $$`,
  `create or replace function loan_misuse_waits() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    perform from household_credit where household_id = new.household_id for update;
    perform from loan_turn t where t.id in (select l.household_id from loan l where l.id = new.loan_id union select l.borrower_id from loan l where l.id = new.loan_id)
      order by t.id for update;
    if new.what = 'found' and exists (select from loan_misuse m join loan_use_check c on c.id = new.check_id
        where m.loan_id = new.loan_id and m.what = 'putRight' and c.on_date <= m.on_date) then
      raise exception 'what was seen before it was put right founds nothing' using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
];
