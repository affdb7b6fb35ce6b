import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/**
 * An account that several are paid to, or whose holder is nobody of the household, is approved with a reason: kept with the account, so
 * that it is asked once, and again when somebody else comes to it or the holder leaves the household (ADR 0190).
 */
export class Migration20261128210100_PayeesAreAnswered extends Migration {
  override up(): void {
    for (const statement of [...answers(), FINDINGS, ...asked()]) this.addSql(statement);
  }
}

const answers = (): string[] => [
  `create table payee_answer (
    id uuid primary key,
    account_id uuid not null references payment_account (id),
    village_code text collate "C" not null,
    -- payees with the same number when it was answered
    shared_with uuid[] not null,
    is_stranger boolean not null,
    reason text not null,
    batch_id uuid not null references payment_batch (id),
    answered_at timestamptz not null,
    answered_by uuid not null,
    answered_by_name text not null,
    constraint payee_answer_says_why check (length(btrim(reason)) >= 2),
    constraint payee_answer_of_something check (is_stranger or cardinality(shared_with) > 0)
  )`,
  'create index payee_answer_account on payee_answer (account_id)',
  ...areaPolicy('payee_answer'),
  ...appendOnly('finance', 'payee_answer'),
  `create function payee_answered_by_another() returns trigger language plpgsql as $$
  begin
    if exists (select from payment_account a where a.id = new.account_id and a.recorded_by = new.answered_by) then
      raise exception 'who recorded an account does not answer for it' using errcode = 'JZ110';
    end if;
    return new;
  end $$`,
  'create trigger payee_answer_by_another before insert on payee_answer for each row execute function payee_answered_by_another()',
];

/** Of the accounts that are open for what a batch still pays, or of those alone that changed since its approval. Blanks and points of a name say nothing. */
const FINDINGS = `create function payee_findings(of_batch uuid, only_changed boolean)
  returns table (account_id uuid, payee_id uuid, shared_with uuid[], is_stranger boolean, is_answered boolean) language sql stable as $$
    select f.account_id, f.payee_id, f.shared_with, f.is_stranger, exists (select from payee_answer w
      where w.account_id = f.account_id and w.shared_with @> f.shared_with and (w.is_stranger or not f.is_stranger))
    from (select a.id as account_id, a.payee_id,
        array(select distinct o.payee_id from payment_account o where o.account_index = a.account_index and o.payee_id <> a.payee_id and o.closed_at is null order by 1) as shared_with,
        a.institution_id is null
          and not exists (select from directory_household h where h.id = a.household_id and translate(h.head_name, ' 　·•．.', '') = translate(a.holder_name, ' 　·•．.', ''))
          and not exists (select from directory_person m where m.household_id = a.household_id and translate(m.name, ' 　·•．.', '') = translate(a.holder_name, ' 　·•．.', '')) as is_stranger
      from (select distinct p.payee_id from payment p left join payment_account b on b.id = p.account_id
          where p.batch_id = of_batch and p.state not in ('paid', 'givenUp', 'recovered')
            and (not only_changed or (p.state in ('approved', 'returned') and (b.id is null or b.closed_at is not null)))) p
        join payment_account a on a.payee_id = p.payee_id and a.closed_at is null) f
    where f.is_stranger or cardinality(f.shared_with) > 0
  $$`;

const asked = (): string[] => [
  `create function payment_batch_payees_answered() returns trigger language plpgsql as $$
  begin
    if exists (select from payee_findings(new.id, tg_argv[0]::boolean) f where not f.is_answered) then
      raise exception 'an account of several, or of a stranger, is approved with a reason' using errcode = 'JZ109';
    end if;
    return null;
  end $$`,
  `create trigger payment_batch_payees_of_approval after update of approved_by on payment_batch for each row
    when (new.approved_by is not null and new.approved_by is distinct from old.approved_by) execute function payment_batch_payees_answered('false')`,
  `create trigger payment_batch_payees_of_change after update of payees_approved_at on payment_batch for each row
    when (new.payees_approved_at is not null and new.payees_approved_at is distinct from old.payees_approved_at) execute function payment_batch_payees_answered('true')`,
];
