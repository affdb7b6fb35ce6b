import { Migration } from '@mikro-orm/migrations';
import { REST_WAYS } from './subsidy-ways-of-20261128.js';

const words = (list: readonly string[]): string => list.map((word) => `'${word}'`).join(', ');

/**
 * What the cap of a batch cuts is not lost: once the granted part is approved, the rest is an application of its own that waits for the next
 * round. And no payment batch holds more for a household than the caps of its batches allow.
 */
export class Migration20261128190000_RestsWaitForTheNextBatch extends Migration {
  override up(): void {
    for (const statement of [...rests(), ...persons(), ...payments()]) this.addSql(statement);
  }
}

const rests = (): string[] => [
  `insert into subsidy_way values ${REST_WAYS.map((way) => `(${words(way)})`).join(', ')}`,
  `alter table subsidy_application add column rest_of uuid references subsidy_application (id),
    add column rest_after uuid references subsidy_application (id), add column rest_fen bigint`,
  `alter table subsidy_application add constraint subsidy_application_rest_complete check ((rest_of is null) = (rest_fen is null) and (rest_of is null) = (rest_after is null)
    and (rest_fen is null or rest_fen > 0) and (rest_of is null or state not in ('applied', 'villageChecked', 'measured')))`,
  'create unique index subsidy_application_one_rest on subsidy_application (rest_after) where rest_after is not null',
  'create index subsidy_application_rests on subsidy_application (rest_of) where rest_of is not null',
  'drop index subsidy_application_parcel_once',
  `create unique index subsidy_application_parcel_once on subsidy_application (year, village_code, parcel)
    where rest_of is null and state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')`,
  `create or replace function subsidy_application_goes_its_way() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.rest_of is null and (new.state <> 'applied' or new.version <> 1) then raise exception 'an application begins as applied' using errcode = 'JZ014'; end if;
      if new.rest_of is not null and (new.state <> 'accepted' or new.version <> 1) then raise exception 'a rest begins as accepted' using errcode = 'JZ014'; end if;
      return new;
    end if;
    if (new.id, new.scheme_code, new.household_id, new.village_code, new.entered_by, new.entered_at)
       is distinct from (old.id, old.scheme_code, old.household_id, old.village_code, old.entered_by, old.entered_at) then
      raise exception 'whose application it is does not change' using errcode = 'JZ014';
    end if;
    if (new.rest_of, new.rest_after, new.rest_fen) is distinct from (old.rest_of, old.rest_after, old.rest_fen) then
      raise exception 'what an application is the rest of does not change' using errcode = 'JZ101';
    end if;
    if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ014'; end if;
    if new.state <> old.state and not exists (select from subsidy_way w where w.from_state = old.state and w.to_state = new.state) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
  // exactly what the batch before left of an approved part, of the same household, scheme and thing
  `create function subsidy_rest_is_what_was_left() returns trigger language plpgsql as $$
  begin
    if not exists (select from subsidy_application p join subsidy_grant g on g.application_id = p.id and g.voided_at is null
        where p.id = new.rest_after and new.rest_of = coalesce(p.rest_of, p.id) and p.state in ('approved', 'inPayment', 'paid', 'acknowledged')
          and (p.scheme_code, p.year, p.household_id, p.village_code, p.product, p.stage, p.quantity, p.parcel, p.accepted_quantity, p.entered_by)
            = (new.scheme_code, new.year, new.household_id, new.village_code, new.product, new.stage, new.quantity, new.parcel, new.accepted_quantity, new.entered_by)
          and new.rest_fen = (select sum((c ->> 'amountFen')::bigint) from jsonb_array_elements(g.cuts) c where c ->> 'by' = 'batchCap')) then
      raise exception 'a rest is what the cap of a batch left of an approved part' using errcode = 'JZ101';
    end if;
    return new;
  end $$`,
  `create trigger subsidy_application_rest before insert on subsidy_application for each row when (new.rest_of is not null)
    execute function subsidy_rest_is_what_was_left()`,
  // never more than it is the rest of; no part of one thing is granted twice
  `create function subsidy_rest_grants_what_was_left() returns trigger language plpgsql as $$
  begin
    if exists (select from subsidy_application a where a.id = new.application_id and a.rest_fen is not null and (new.computed_fen, new.counted_quantity) <> (a.rest_fen, 0)) then
      raise exception 'a rest is granted no more than was left' using errcode = 'JZ101';
    end if;
    return new;
  end $$`,
  // who entered or measured the whole approves and sends no part of it (the table is made by WhoEnteredIsKept, before anything is carried)
  `create function subsidy_rest_tells_enterers() returns trigger language plpgsql as $$
  begin
    insert into cause_enterer (cause_id, account_id) select new.id, e.account_id from cause_enterer e where e.cause_id = new.rest_of on conflict do nothing;
    return null;
  end $$`,
  `create trigger subsidy_rest_enterers after insert on subsidy_application for each row when (new.rest_of is not null) execute function subsidy_rest_tells_enterers()`,
  'create trigger subsidy_grant_of_rest before insert on subsidy_grant for each row execute function subsidy_rest_grants_what_was_left()',
];

/** A rest was entered, checked and accepted with what it is the rest of: the same persons do not decide about it. */
const persons = (): string[] => [
  `create or replace function subsidy_event_follows() returns trigger language plpgsql as $$
  declare last_state text; last_position int; parts uuid[];
  begin
    select to_state, position into last_state, last_position from subsidy_event where application_id = new.application_id order by position desc limit 1;
    if new.position <> coalesce(last_position, 0) + 1 or (last_state is not null and new.from_state <> last_state) then
      raise exception 'a step begins where the one before ended' using errcode = 'JZ014';
    end if;
    select array_remove(array[a.id, a.rest_of], null) into parts from subsidy_application a where a.id = new.application_id;
    parts := coalesce(parts, array[new.application_id]);
    if (new.step = 'carry') <> (last_state is null and cardinality(parts) = 2) then raise exception 'a rest begins by being carried over, and nothing else does' using errcode = 'JZ101'; end if;
    if new.step in ('check', 'measure', 'accept', 'grant', 'approve', 'reject') and exists (select from subsidy_event e where e.application_id = any(parts)
        and e.actor_id = new.actor_id and e.content_version = new.content_version and e.step in ('apply', 'correct')) then
      raise exception 'who enters never decides' using errcode = 'JZ015';
    end if;
    if new.step = 'accept' and (select e.actor_id from subsidy_event e where e.application_id = new.application_id and e.step = 'measure'
        order by e.position desc limit 1) is not distinct from new.actor_id then
      raise exception 'an acceptance takes two persons' using errcode = 'JZ015';
    end if;
    if new.step = 'grant' and exists (select from subsidy_event e where e.application_id = any(parts) and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('measure', 'accept')) then
      raise exception 'who inspects does not work out the amount' using errcode = 'JZ015';
    end if;
    if new.step = 'approve' and exists (select from subsidy_event e where e.application_id = any(parts) and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('check', 'measure', 'accept', 'grant')) then
      raise exception 'who took part does not approve' using errcode = 'JZ015';
    end if;
    if new.step = 'reclaim' and exists (select from subsidy_event e where e.application_id = any(parts) and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('apply', 'correct', 'check', 'measure', 'accept', 'grant', 'demandBack')) then
      raise exception 'who asks for money back does not confirm that it came' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
];

const payments = (): string[] => [
  // of one scheme its own cap, of several the greatest: set-based, whatever puts payments into a batch
  `create function payment_batch_over_cap(batches uuid[]) returns table (batch_id uuid, household_id uuid) language sql stable as $$
    select b.batch_id, b.household_id from (select p.batch_id, p.household_id, s.code, s.batch_cap_fen as cap, sum(p.amount_fen) as total
        from payment p join subsidy_application a on a.id = p.cause_id join subsidy_scheme s on s.code = a.scheme_code
        where p.batch_id = any(batches) and p.cause_type = 'subsidy-application' and p.state <> 'givenUp' group by p.batch_id, p.household_id, s.code, s.batch_cap_fen) b
      group by b.batch_id, b.household_id having sum(b.total) > max(b.cap) or bool_or(b.total > b.cap)
  $$`,
  `create function payment_batch_within_cap() returns trigger language plpgsql as $$
  begin
    if exists (select from payment_batch_over_cap(array(select distinct batch_id from new_rows where cause_type = 'subsidy-application'))) then
      raise exception 'a batch holds no more for a household than the cap of a batch' using errcode = 'JZ100';
    end if;
    return null;
  end $$`,
  `create trigger payment_within_batch_cap after insert on payment referencing new table as new_rows for each statement execute function payment_batch_within_cap()`,
  // a draft of before this rule is not declared as it stands
  `create function payment_batch_declared_within_cap() returns trigger language plpgsql as $$
  begin
    if exists (select from payment_batch_over_cap(array[new.id])) then
      raise exception 'a batch holds no more for a household than the cap of a batch' using errcode = 'JZ100';
    end if;
    return new;
  end $$`,
  `create trigger payment_batch_cap_declared before update on payment_batch for each row when (old.state = 'draft' and new.state = 'declared')
    execute function payment_batch_declared_within_cap()`,
];
