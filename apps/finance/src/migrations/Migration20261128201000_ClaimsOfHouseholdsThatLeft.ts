import { Migration } from '@mikro-orm/migrations';

/** A claim that was approved ends unpaid when its household is out of the register: it must not be paid, and nothing else would end it. */
export class Migration20261128201000_ClaimsOfHouseholdsThatLeft extends Migration {
  override up(): void {
    this.addSql(`create or replace function claim_goes_its_way() returns trigger language plpgsql as $$
    begin
      if (new.id, new.kind, new.natural_key, new.household_id, new.village_code) is distinct from (old.id, old.kind, old.natural_key, old.household_id, old.village_code) then
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
