import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/**
 * Which account a payment goes to is declared and approved with it. Afterwards it changes only together with an approval of its own, and
 * what leaves for the bank is the account that was approved.
 */
export class Migration20261128000100_PayeeIsApproved extends Migration {
  override up(): void {
    for (const statement of [...columns(), ...filled(), ...triggers()]) this.addSql(statement);
  }
}

const columns = (): string[] => [
  'alter table payment add column account_id uuid references payment_account (id)',
  grant('finance', 'payment', 'update (account_id)'),
  `alter table payment_batch add column approved_digest text, add column payees_approved_by uuid, add column payees_approved_by_name text,
    add column payees_approved_at timestamptz`,
];

const TABLES = ['payment', 'payment_account', 'payment_attempt'];

/** What was under way goes to the account it would have gone to. */
const filled = (): string[] => [
  ...TABLES.map((table) => `alter table ${table} no force row level security`),
  `update payment p set account_id = a.id from payment_batch b, payment_account a
    where b.id = p.batch_id and b.state <> 'draft' and p.attempt = 0 and a.household_id = p.household_id and a.closed_at is null`,
  `update payment p set account_id = (select a.id from payment_account a where a.household_id = p.household_id and a.account_index = t.account_index and a.recorded_at <= t.sent_at
      order by a.recorded_at desc limit 1)
    from payment_attempt t where t.payment_id = p.id and t.attempt = p.attempt`,
  `update payment_batch b set approved_digest = case when b.state in ('approved', 'sent', 'settled') then t.digest end,
      declared_digest = case when b.state = 'declared' then t.digest else b.declared_digest end
    from (select p.batch_id, encode(sha256(convert_to(string_agg(p.cause_type || '|' || p.cause_id || '|' || p.household_id || '|' || p.amount_fen || '|'
        || coalesce(a.id || ' ' || encode(a.account_index, 'hex'), '-'), E'\\n' order by p.cause_type, p.cause_id), 'UTF8')), 'hex') as digest
      from payment p left join payment_account a on a.id = p.account_id group by p.batch_id) t where t.batch_id = b.id`,
  ...TABLES.map((table) => `alter table ${table} force row level security`),
  `alter table payment_batch add constraint payment_batch_approved_as_seen check (state not in ('approved', 'sent', 'settled') or approved_digest is not null)`,
];

const triggers = (): string[] => [
  `create or replace function payment_batch_tells_parts() returns trigger language plpgsql as $$
  begin
    insert into payment_batch_person (batch_id, part, account_id)
      select distinct new.id, x.part, x.account
      from (values ('enters', new.entered_by), ('enters', new.declared_by), ('approves', new.approved_by), ('approves', new.payees_approved_by), ('pays', new.sent_by)) x (part, account)
      where x.account is not null on conflict do nothing;
    return null;
  end $$`,
  'drop trigger payment_batch_parts on payment_batch',
  `create trigger payment_batch_parts after insert or update of entered_by, declared_by, approved_by, payees_approved_by, sent_by on payment_batch
    for each row execute function payment_batch_tells_parts()`,
  // whoever recorded the account entered a part of the batch
  `create function payment_payee_is_approved() returns trigger language plpgsql as $$
  begin
    if old.state <> 'prepared' and not exists (select from payment_batch b where b.id = new.batch_id and b.payees_approved_at = new.changed_at) then
      raise exception 'the payee of an approved payment changes with an approval' using errcode = 'JZ031';
    end if;
    insert into payment_batch_person (batch_id, part, account_id)
      select new.batch_id, 'enters', a.recorded_by from payment_account a where a.id = new.account_id
        and not exists (select from payment_batch_person p where (p.batch_id, p.part, p.account_id) = (new.batch_id, 'enters', a.recorded_by));
    return null;
  end $$`,
  `create trigger payment_payee after update of account_id on payment for each row when (new.account_id is distinct from old.account_id)
    execute function payment_payee_is_approved()`,
  `create function payment_attempt_goes_to_payee() returns trigger language plpgsql as $$
  begin
    if exists (select from new_rows n join payment p on p.id = n.payment_id left join payment_account a on a.id = p.account_id and a.closed_at is null
        where a.account_index is distinct from n.account_index) then
      raise exception 'a payment goes to the account that was approved' using errcode = 'JZ032';
    end if;
    return null;
  end $$`,
  'create trigger payment_attempt_payee after insert on payment_attempt referencing new table as new_rows for each statement execute function payment_attempt_goes_to_payee()',
];
