import { Migration } from '@mikro-orm/migrations';
import { appendOnly, grant } from '@jingzhun/persistence';

/**
 * Institutions that are paid for households: an insurer, the fund of an insurance. What is known of one is proposed by one person and
 * confirmed by another; its account stands among the payment accounts, so that declaring, approving and sending hold for it as for any.
 */
export class Migration20261128040000_CreatePayeeInstitution extends Migration {
  override up(): void {
    for (const statement of [...institutions(), ...accounts(), ...payments()]) this.addSql(statement);
  }
}

const institutions = (): string[] => [
  'create extension if not exists btree_gist',
  `create table payee_institution (
    id uuid primary key,
    -- GB 32100: the check character is compared when it is entered
    credit_code text collate "C" not null unique,
    constraint payee_institution_code_readable check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
  )`,
  ...appendOnly('finance', 'payee_institution'),
  `create table payee_institution_version (
    id uuid primary key,
    number bigint not null generated always as identity,
    institution_id uuid not null references payee_institution (id),
    name text not null,
    schemes text[] not null,
    bank_name text not null,
    account_cipher bytea not null,
    account_index bytea not null,
    account_masked text not null,
    valid_from date not null,
    valid_to date,
    source_document text not null,
    reason text not null,
    state text not null default 'proposed',
    proposed_at timestamptz not null,
    proposed_by uuid not null,
    proposed_by_name text not null,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text,
    refusal text,
    constraint payee_institution_version_state_known check (state in ('proposed', 'confirmed', 'refused', 'replaced')),
    constraint payee_institution_version_serves check (cardinality(schemes) > 0),
    constraint payee_institution_version_ends_later check (valid_to >= valid_from),
    constraint payee_institution_version_by_another check (decided_by <> proposed_by),
    constraint payee_institution_version_decided_completely check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
      and (decided_by is null) = (decided_by_name is null) and (state = 'refused') = (refusal is not null))
  )`,
  `create unique index payee_institution_version_one_waits on payee_institution_version (institution_id) where state = 'proposed'`,
  `create unique index payee_institution_version_one_holds on payee_institution_version (institution_id) where state = 'confirmed'`,
  grant(
    'finance',
    'payee_institution_version',
    `select, insert (id, institution_id, name, schemes, bank_name, account_cipher, account_index, account_masked, valid_from, valid_to, source_document, reason,
      proposed_at, proposed_by, proposed_by_name), update (state, decided_at, decided_by, decided_by_name, refusal)`,
  ),
  // what was decided stays decided; a newer version takes the place of the one that held
  `create function payee_institution_decided_once() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('proposed', 'confirmed'), ('proposed', 'refused'), ('confirmed', 'replaced'))
        or (old.state = 'confirmed' and (new.decided_at, new.decided_by, new.decided_by_name) is distinct from (old.decided_at, old.decided_by, old.decided_by_name)) then
      raise exception 'an institution is decided once' using errcode = 'JZ051';
    end if;
    return new;
  end $$`,
  'create trigger payee_institution_lifecycle before update on payee_institution_version for each row execute function payee_institution_decided_once()',
  // whom a scheme is paid to on a day: one at most
  `create table payee_institution_scheme (
    version_id uuid not null references payee_institution_version (id),
    scheme text not null,
    valid daterange not null,
    primary key (version_id, scheme),
    constraint payee_institution_scheme_one_payee exclude using gist (scheme with =, valid with &&)
  )`,
  // kept by the trigger below only
  grant('finance', 'payee_institution_scheme', 'select'),
  `create function payee_institution_serves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if new.state = 'replaced' then delete from payee_institution_scheme where version_id = new.id; end if;
    if new.state = 'confirmed' then
      insert into payee_institution_scheme (version_id, scheme, valid)
        select new.id, s, daterange(new.valid_from, new.valid_to, '[]') from unnest(new.schemes) s;
    end if;
    return null;
  end $$`,
  'create trigger payee_institution_schemes after update of state on payee_institution_version for each row execute function payee_institution_serves()',
];

const accounts = (): string[] => [
  'alter table payment_account alter column household_id drop not null, add column institution_id uuid references payee_institution (id), add column confirmed_by uuid',
  `alter table payment_account add constraint payment_account_of_one check ((household_id is null) <> (institution_id is null)),
    add constraint payment_account_of_institution_confirmed check ((institution_id is null) = (confirmed_by is null))`,
  // whoever is paid, household or institution
  'alter table payment_account add column payee_id uuid generated always as (coalesce(institution_id, household_id)) stored',
  'drop index payment_account_one_open',
  'create unique index payment_account_one_open on payment_account (payee_id) where closed_at is null',
  'create index payment_account_payee on payment_account (payee_id)',
  // an institution has no village: every area sees to whom its households' premiums go
  'create policy payment_account_institution on payment_account for select using (institution_id is not null)',
  `create function payment_account_is_confirmed() returns trigger language plpgsql as $$
  begin
    if not exists (select from payee_institution_version v where v.institution_id = new.institution_id and v.state = 'confirmed' and v.decided_by = new.confirmed_by
        and v.proposed_by = new.recorded_by and (v.account_index, v.bank_name, v.name) = (new.account_index, new.bank_name, new.holder_name)) then
      raise exception 'the account of an institution is a confirmed one' using errcode = 'JZ052';
    end if;
    return new;
  end $$`,
  `create trigger payment_account_institution_confirmed before insert on payment_account for each row when (new.institution_id is not null)
    execute function payment_account_is_confirmed()`,
];

const payments = (): string[] => [
  'alter table payment add column institution_id uuid references payee_institution (id)',
  'alter table payment add column payee_id uuid generated always as (coalesce(institution_id, household_id)) stored',
  'alter table payment_attempt add column remark text',
  'create index payment_institution on payment (institution_id) where institution_id is not null',
  // premiums that were put into batches before go where they were going
  `create function payment_goes_to_institution() returns trigger language plpgsql as $$
  begin
    if exists (select from new_rows where cause_type = 'premium-claim' and institution_id is null) then
      raise exception 'a premium is paid to the institution' using errcode = 'JZ053';
    end if;
    return null;
  end $$`,
  'create trigger payment_premium_to_institution after insert on payment referencing new table as new_rows for each statement execute function payment_goes_to_institution()',
  `create or replace function payment_payee_is_approved() returns trigger language plpgsql as $$
  begin
    if old.state <> 'prepared' and not exists (select from payment_batch b where b.id = new.batch_id and b.payees_approved_at = new.changed_at) then
      raise exception 'the payee of an approved payment changes with an approval' using errcode = 'JZ031';
    end if;
    if new.account_id is not null and not exists (select from payment_account a where a.id = new.account_id and a.payee_id = new.payee_id) then
      raise exception 'a payment goes to an account of its payee' using errcode = 'JZ054';
    end if;
    insert into payment_batch_person (batch_id, part, account_id)
      select new.batch_id, x.part, x.account from payment_account a cross join lateral (values ('enters', a.recorded_by), ('decided', a.confirmed_by)) x (part, account)
      where a.id = new.account_id and x.account is not null
        and not exists (select from payment_batch_person p where (p.batch_id, p.part, p.account_id) = (new.batch_id, x.part, x.account));
    return null;
  end $$`,
];
