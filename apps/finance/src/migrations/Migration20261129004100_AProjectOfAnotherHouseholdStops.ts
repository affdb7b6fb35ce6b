import { Migration } from '@mikro-orm/migrations';

/** What industry says about whose project it is stops the application made from it, as another product does (ADR 0199). */
export class Migration20261129004100_AProjectOfAnotherHouseholdStops extends Migration {
  override up(): void {
    // household: another one's; content: another product or year of cultivation; parcel: one of its parcels is not its own in the year
    this.addSql(`create or replace function subsidy_project_differs(of_application uuid) returns text language sql stable as $$
      select case when coalesce((c.subject ->> 'householdId')::uuid, w.household_id) <> w.household_id then 'household'
        when coalesce(c.subject ->> 'product', w.product) <> w.product or coalesce((c.subject ->> 'stage')::int, w.stage) <> w.stage then 'content'
        when exists (select from subsidy_parcel_uses(w.id) u where u.kind = 'parcel'
          and not exists (select from subsidy_parcel_use o where (o.application_id, o.kind, o.key, o.year) = (w.id, u.kind, u.key, u.year))) then 'parcel' end
      from subsidy_application a join subsidy_application w on w.id = coalesce(a.rest_of, a.id) join claim c on c.id = w.claim_id where a.id = of_application
    $$`);
    // whose a project is follows what industry told last, while nothing applied for by it is alive
    this.addSql(`create or replace function claim_goes_its_way() returns trigger language plpgsql as $$
    begin
      if (new.id, new.kind, new.natural_key) is distinct from (old.id, old.kind, old.natural_key)
          or ((new.household_id, new.village_code) is distinct from (old.household_id, old.village_code) and not (new.kind = 'project' and new.state = 'received'
            and (new.household_id::text, new.village_code) = (new.subject ->> 'householdId', new.subject ->> 'villageCode')
            and not exists (select from subsidy_application a where a.claim_id = new.id and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')))) then
        raise exception 'what a claim is about does not change' using errcode = 'JZ018';
      end if;
      if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ018'; end if;
      if new.amount_fen is distinct from old.amount_fen and old.state not in ('received', 'proposed') then
        raise exception 'what has been approved keeps its amount' using errcode = 'JZ018';
      end if;
      if new.kind = 'project' then
        if old.state <> new.state and (old.state, new.state) not in (('received', 'paid'), ('paid', 'received'), ('received', 'rejected')) then
          raise exception 'no step leads a project from % to %', old.state, new.state using errcode = 'JZ018';
        end if;
        if new.state = 'rejected' and old.state <> 'rejected' and exists (select from subsidy_application a where a.claim_id = new.id
            and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')) then
          raise exception 'a project that is applied for is not rejected alone' using errcode = 'JZ042';
        end if;
        if new.state = 'paid' and old.state <> 'paid' and not exists (select from subsidy_application a where a.claim_id = new.id and a.state = 'paid' and a.paid_on = new.paid_on) then
          raise exception 'a project is paid by its subsidy' using errcode = 'JZ034';
        end if;
      elsif old.state <> new.state and (old.state, new.state) not in (('received', 'proposed'), ('proposed', 'received'), ('proposed', 'approved'), ('received', 'rejected'),
          ('proposed', 'rejected'), ('approved', 'rejected'), ('approved', 'inPayment'), ('inPayment', 'approved'), ('inPayment', 'paid'), ('paid', 'inPayment'), ('inPayment', 'givenUp'), ('paid', 'givenUp')) then
        raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ018';
      end if;
      if (old.state, new.state) = ('paid', 'givenUp') and not exists (select from payment p where (p.cause_type, p.cause_id) = (new.kind || '-claim', new.id) and p.recovered_fen = p.amount_fen) then
        raise exception 'what was paid ends when the whole of it came back' using errcode = 'JZ018';
      end if;
      if (old.state, new.state) = ('approved', 'rejected') and not exists (select from directory_household h where h.id = new.household_id and h.status in ('cleanedOut', 'naturalReduction')) then
        raise exception 'an approval stands while the household does' using errcode = 'JZ018';
      end if;
      return new;
    end $$`);
  }
}
