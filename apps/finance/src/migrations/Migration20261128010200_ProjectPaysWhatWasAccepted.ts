import { Migration } from '@mikro-orm/migrations';

/** A project pays for what was accepted only, and is not rejected while somebody applies for it. */
export class Migration20261128010200_ProjectPaysWhatWasAccepted extends Migration {
  override up(): void {
    this.addSql(`create or replace function subsidy_application_names_its_claim() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.claim_id is distinct from old.claim_id then raise exception 'the project applied for does not change' using errcode = 'JZ034'; end if;
      if tg_op = 'INSERT' and new.claim_id is not null and not exists (select from claim c where c.id = new.claim_id and c.kind = 'project' and c.state = 'received'
          and c.household_id = new.household_id) then
        raise exception 'an application names an accepted project of its household that waits' using errcode = 'JZ034';
      end if;
      if exists (select from claim c where c.id = new.claim_id and (coalesce(c.subject ->> 'product', new.product) <> new.product
          or coalesce((c.subject ->> 'stage')::int, new.stage) <> new.stage)) then
        raise exception 'an application names a project of its product and stage' using errcode = 'JZ041';
      end if;
      return new;
    end $$`);
    this.addSql('drop trigger subsidy_application_claim on subsidy_application');
    this.addSql(`create trigger subsidy_application_claim before insert or update of claim_id, product, stage on subsidy_application
      for each row execute function subsidy_application_names_its_claim()`);
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
          ('proposed', 'rejected'), ('approved', 'inPayment'), ('inPayment', 'approved'), ('inPayment', 'paid'), ('paid', 'inPayment'), ('inPayment', 'givenUp')) then
        raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ018';
      end if;
      return new;
    end $$`);
  }
}
