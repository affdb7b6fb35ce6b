import { Migration } from '@mikro-orm/migrations';

/**
 * What was given up (no account, nobody found) can be taken up again: by a new claim, which names the old one. The old one keeps its
 * payment, its commitment and its end; of one thing one claim is alive at a time.
 */
export class Migration20261128002100_ClaimsTakenUpAgain extends Migration {
  override up(): void {
    this.addSql('alter table claim add column renews uuid references claim (id)');
    this.addSql('alter table claim drop constraint claim_natural_key_key');
    this.addSql(`create unique index claim_alive_once on claim (natural_key) where state <> 'givenUp'`);
    this.addSql('create index claim_natural_key on claim (natural_key)');
    this.addSql('create unique index claim_renewed_once on claim (renews) where renews is not null');
    this.addSql(`create function claim_renews_what_ended() returns trigger language plpgsql as $$
    begin
      -- one that is alive stops at the index
      if exists (select from claim c where c.natural_key = new.natural_key and c.state = 'givenUp' and c.id is distinct from new.renews
          and not exists (select from claim n where n.renews = c.id)) then
        raise exception 'the same thing has been claimed before' using errcode = 'JZ031';
      end if;
      if new.renews is not null and not exists (select from claim c where c.id = new.renews and c.state = 'givenUp' and c.natural_key = new.natural_key
          and (c.kind, c.household_id, c.village_code) = (new.kind, new.household_id, new.village_code)) then
        raise exception 'only the same thing that was given up is taken up again' using errcode = 'JZ031';
      end if;
      return new;
    end $$`);
    this.addSql('create trigger claim_renews before insert on claim for each row execute function claim_renews_what_ended()');
    this.addSql(`create function claim_renews_for_good() returns trigger language plpgsql as $$
    begin
      raise exception 'which claim is taken up again does not change' using errcode = 'JZ031';
    end $$`);
    this.addSql(
      `create trigger claim_renews_fixed before update on claim for each row when (new.renews is distinct from old.renews) execute function claim_renews_for_good()`,
    );
  }
}
