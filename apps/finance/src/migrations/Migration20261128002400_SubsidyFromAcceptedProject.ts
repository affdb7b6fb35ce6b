import { Migration } from '@mikro-orm/migrations';

/** An accepted project that industry told is applied for as a reward subsidy that names it, and ends as that subsidy ends. */
export class Migration20261128002400_SubsidyFromAcceptedProject extends Migration {
  override up(): void {
    this.addSql('alter table subsidy_application add column claim_id uuid references claim (id)');
    this.addSql(`create unique index subsidy_application_of_claim on subsidy_application (claim_id) where claim_id is not null
      and state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')`);
    this.addSql(`create function subsidy_application_names_its_claim() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.claim_id is distinct from old.claim_id then raise exception 'the project applied for does not change' using errcode = 'JZ034'; end if;
      if tg_op = 'INSERT' and new.claim_id is not null and not exists (select from claim c where c.id = new.claim_id and c.kind = 'project' and c.state = 'received'
          and c.household_id = new.household_id) then
        raise exception 'an application names an accepted project of its household that waits' using errcode = 'JZ034';
      end if;
      return new;
    end $$`);
    this.addSql(
      'create trigger subsidy_application_claim before insert or update of claim_id on subsidy_application for each row execute function subsidy_application_names_its_claim()',
    );
    // of a project finance chooses no fund and no amount: the scheme does
    this
      .addSql(`alter table claim drop constraint claim_entered_completely, add constraint claim_entered_completely check ((entered_by is null) = (entered_by_name is null)
      and (kind = 'project' or state in ('received', 'rejected') or (entered_by is not null and fund_code is not null and amount_fen is not null)))`);
    this
      .addSql(`alter table claim drop constraint claim_approved_completely, add constraint claim_approved_completely check ((approved_by is null) = (approved_at is null)
      and (kind = 'project' or state in ('received', 'proposed', 'rejected') or approved_by is not null))`);
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
