import { Migration } from '@mikro-orm/migrations';
import { appendOnly } from '@jingzhun/persistence';

/**
 * Whoever ever entered what a payment pays: a claim (by hand, by list, once more after a return, what it renews), the papers and the
 * measure of a subsidy and what it comes to, a bank's interest claim. The database derives it from the histories, and asks it when the
 * claim or the application is approved and, as a part of the batch, when that is approved and sent (ADR 0188).
 */
export class Migration20261128210000_WhoEnteredIsKept extends Migration {
  override up(): void {
    for (const statement of [...kept(), ...filled(), ...told(), ...asked()]) this.addSql(statement);
  }
}

const kept = (): string[] => [
  'create table cause_enterer (cause_id uuid not null, account_id uuid not null, primary key (cause_id, account_id))',
  ...appendOnly('finance', 'cause_enterer'),
];

const READ = [
  ...['claim', 'claim_report', 'claim_event', 'interest_claim', 'interest_claim_line', 'payment', 'subsidy_application', 'subsidy_event'],
];
const ENTERS = `('apply', 'correct', 'measure', 'grant')`;

/** What lies there already; who did both before the rule is left with both parts. */
const filled = (): string[] => [
  // the migrator sees no area of its own
  ...READ.map((table) => `alter table ${table} no force row level security`),
  `insert into cause_enterer (cause_id, account_id)
    select claim_id, actor_id from claim_event where step = 'propose' and actor_id is not null
    union select r.claim_id, r.reported_by from claim_report r join claim c on c.id = r.claim_id
      where r.reported_by is not null and r.reported_at <= coalesce(c.approved_at, 'infinity')
    union select id, entered_by from claim where entered_by is not null
    union select application_id, actor_id from subsidy_event where step in ${ENTERS} and actor_id is not null
    union select l.id, c.entered_by from interest_claim_line l join interest_claim c on c.id = l.claim_id`,
  `with recursive renewed as (select id, renews from claim where renews is not null
      union select r.id, c.renews from renewed r join claim c on c.id = r.renews where c.renews is not null)
    insert into cause_enterer (cause_id, account_id)
    select r.id, e.account_id from renewed r join cause_enterer e on e.cause_id = r.renews on conflict do nothing`,
  `insert into cause_enterer (cause_id, account_id)
    select a.id, e.account_id from subsidy_application a join cause_enterer e on e.cause_id = a.claim_id on conflict do nothing`,
  'alter table payment_batch_person disable trigger payment_batch_person_apart',
  `insert into payment_batch_person (batch_id, part, account_id)
    select distinct p.batch_id, 'enters', e.account_id from payment p join cause_enterer e on e.cause_id = p.cause_id on conflict do nothing`,
  'alter table payment_batch_person enable trigger payment_batch_person_apart',
  ...READ.map((table) => `alter table ${table} force row level security`),
];

/** Every row that names somebody who enters. */
const told = (): string[] => [
  // one who tells the same once it is approved has entered nothing of it
  `create function claim_report_tells_enterer() returns trigger language plpgsql as $$
  begin
    insert into cause_enterer (cause_id, account_id)
      select r.claim_id, r.reported_by from new_rows r join claim c on c.id = r.claim_id
      where r.reported_by is not null and c.state in ('received', 'proposed') on conflict do nothing;
    return null;
  end $$`,
  'create trigger claim_report_enterer after insert on claim_report referencing new table as new_rows for each statement execute function claim_report_tells_enterer()',
  `create function claim_tells_enterer() returns trigger language plpgsql as $$
  begin
    insert into cause_enterer (cause_id, account_id)
      select new.id, e.account_id from cause_enterer e where e.cause_id = new.renews
      union select new.id, new.entered_by where new.entered_by is not null on conflict do nothing;
    return null;
  end $$`,
  `create trigger claim_enterer after insert or update of entered_by on claim for each row when (new.entered_by is not null) execute function claim_tells_enterer()`,
  `create function subsidy_event_tells_enterer() returns trigger language plpgsql as $$
  begin
    insert into cause_enterer (cause_id, account_id)
      select n.application_id, n.actor_id from new_rows n where n.step in ${ENTERS} and n.actor_id is not null
      union select a.id, e.account_id from new_rows n join subsidy_application a on a.id = n.application_id join cause_enterer e on e.cause_id = a.claim_id
        where n.step in ${ENTERS} on conflict do nothing;
    return null;
  end $$`,
  'create trigger subsidy_event_enterer after insert on subsidy_event referencing new table as new_rows for each statement execute function subsidy_event_tells_enterer()',
  `create function interest_claim_line_tells_enterer() returns trigger language plpgsql as $$
  begin
    insert into cause_enterer (cause_id, account_id)
      select l.id, c.entered_by from new_rows l join interest_claim c on c.id = l.claim_id on conflict do nothing;
    return null;
  end $$`,
  'create trigger interest_claim_line_enterer after insert on interest_claim_line referencing new table as new_rows for each statement execute function interest_claim_line_tells_enterer()',
];

const asked = (): string[] => [
  `create function cause_approved_by_another() returns trigger language plpgsql as $$
  begin
    if exists (select from cause_enterer e where (e.cause_id, e.account_id) = (new.id, new.approved_by)) then
      raise exception 'who ever entered it does not approve it' using errcode = 'JZ108';
    end if;
    return null;
  end $$`,
  ...['claim', 'subsidy_application'].map(
    (table) =>
      `create trigger ${table}_approved_by_another after update of approved_by on ${table} for each row when (new.approved_by is distinct from old.approved_by)
        execute function cause_approved_by_another()`,
  ),
  `create or replace function payment_tells_parts() returns trigger language plpgsql as $$
  begin
    insert into payment_batch_person (batch_id, part, account_id)
      select batch_id, 'enters', added_by from new_rows union select batch_id, 'decided', decided_by from new_rows
      union select n.batch_id, 'enters', e.account_id from new_rows n join cause_enterer e on e.cause_id = n.cause_id on conflict do nothing;
    return null;
  end $$`,
];
