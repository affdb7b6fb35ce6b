import { Migration } from '@mikro-orm/migrations';
import { appendOnly } from '@jingzhun/persistence';

/**
 * Whoever had a hand in a batch, by what the hand did. The database derives it from every row that names a person, so that no command
 * can forget it, and keeps the parts apart: who enters never approves, who approves never pays.
 */
export class Migration20261128000000_ThreePersonsOverABatch extends Migration {
  override up(): void {
    for (const statement of [...columns(), ...persons(), ...written()]) this.addSql(statement);
  }
}

const columns = (): string[] => [
  'alter table payment_batch add column declared_by uuid, add column declared_by_name text',
  'update payment_batch set declared_by = entered_by, declared_by_name = entered_by_name where declared_at is not null',
  'alter table payment_batch add constraint payment_batch_declared_by_somebody check ((declared_by is null) = (declared_at is null))',
  // who put the payment into the batch, and who had approved what it pays
  'alter table payment add column added_by uuid, add column decided_by uuid',
  // the migrator sees no area of its own
  'alter table payment no force row level security',
  'alter table payment_attempt no force row level security',
  'alter table claim no force row level security',
  'alter table subsidy_application no force row level security',
  'alter table interest_claim no force row level security',
  'alter table interest_claim_line no force row level security',
  `update payment p set added_by = b.entered_by, decided_by = coalesce(
      (select a.approved_by from subsidy_application a where p.cause_type = 'subsidy-application' and a.id = p.cause_id),
      (select c.approved_by from claim c where p.cause_type like '%-claim' and c.id = p.cause_id),
      (select c.decided_by from interest_claim_line l join interest_claim c on c.id = l.claim_id where p.cause_type = 'interest-claim-line' and l.id = p.cause_id), b.entered_by)
    from payment_batch b where b.id = p.batch_id`,
  'alter table payment alter column added_by set not null, alter column decided_by set not null',
  'alter table payment_attempt add column sent_by uuid',
  'update payment_attempt a set sent_by = b.sent_by from payment_batch b where b.id = a.batch_id',
  'alter table payment_attempt alter column sent_by set not null',
];

const persons = (): string[] => [
  `create table payment_batch_person (
    batch_id uuid not null references payment_batch (id),
    part text not null,
    account_id uuid not null,
    primary key (batch_id, part, account_id),
    constraint payment_batch_person_part_known check (part in ('enters', 'decided', 'approves', 'pays'))
  )`,
  `insert into payment_batch_person (batch_id, part, account_id)
    select b.id, x.part, x.account from payment_batch b
      cross join lateral (values ('enters', b.entered_by), ('enters', b.declared_by), ('approves', b.approved_by), ('pays', b.sent_by)) x (part, account) where x.account is not null
    union select batch_id, 'enters', added_by from payment
    union select batch_id, 'decided', decided_by from payment
    union select batch_id, 'pays', sent_by from payment_attempt`,
  ...['payment', 'payment_attempt', 'claim', 'subsidy_application', 'interest_claim', 'interest_claim_line'].map(
    (table) => `alter table ${table} force row level security`,
  ),
  ...appendOnly('finance', 'payment_batch_person'),
  // the batch is locked first: two commands at once see each other
  `create function payment_batch_parts_apart() returns trigger language plpgsql as $$
  begin
    perform from payment_batch where id = new.batch_id for update;
    if exists (select from payment_batch_person p where p.batch_id = new.batch_id and p.account_id = new.account_id
        and (least(p.part, new.part), greatest(p.part, new.part)) in (('approves', 'enters'), ('approves', 'pays'), ('enters', 'pays'), ('decided', 'pays'))) then
      raise exception 'who enters never approves, who approves never pays' using errcode = 'JZ019';
    end if;
    return new;
  end $$`,
  'create trigger payment_batch_person_apart before insert on payment_batch_person for each row execute function payment_batch_parts_apart()',
];

/** Every row that names a person becomes a part. */
const written = (): string[] => [
  `create function payment_batch_tells_parts() returns trigger language plpgsql as $$
  begin
    insert into payment_batch_person (batch_id, part, account_id)
      select distinct new.id, x.part, x.account
      from (values ('enters', new.entered_by), ('enters', new.declared_by), ('approves', new.approved_by), ('pays', new.sent_by)) x (part, account)
      where x.account is not null on conflict do nothing;
    return null;
  end $$`,
  'create trigger payment_batch_parts after insert or update of entered_by, declared_by, approved_by, sent_by on payment_batch for each row execute function payment_batch_tells_parts()',
  `create function payment_tells_parts() returns trigger language plpgsql as $$
  begin
    insert into payment_batch_person (batch_id, part, account_id)
      select batch_id, 'enters', added_by from new_rows union select batch_id, 'decided', decided_by from new_rows on conflict do nothing;
    return null;
  end $$`,
  'create trigger payment_parts after insert on payment referencing new table as new_rows for each statement execute function payment_tells_parts()',
  `create function payment_attempt_tells_parts() returns trigger language plpgsql as $$
  begin
    insert into payment_batch_person (batch_id, part, account_id) select distinct batch_id, 'pays', sent_by from new_rows on conflict do nothing;
    return null;
  end $$`,
  'create trigger payment_attempt_parts after insert on payment_attempt referencing new table as new_rows for each statement execute function payment_attempt_tells_parts()',
];
