import { Migration } from '@mikro-orm/migrations';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';

/**
 * What was too much is only too much while it was paid: when a grant of the quarter comes back and is given up, the cuts of that quarter
 * end with it. The sums are looked at then too, by one transaction at a time: two that do not see each other would both pass.
 */
export class Migration20261128010101_CutsEndWithTheirGrant extends Migration {
  override up(): void {
    for (const statement of [...lines(), ...sums()]) this.addSql(statement);
  }
}

const lines = (): string[] => [
  'alter table interest_claim_line drop constraint interest_claim_line_paid_is_granted',
  `alter table interest_claim_line add constraint interest_claim_line_paid_is_granted check (state in ('open', 'refused') or (loan_id is not null
      and case state when 'settled' then granted_fen = set_off_fen and (granted_fen > 0 or result = 'corrected')
        when 'givenUp' then granted_fen > set_off_fen or cut_fen > 0 else granted_fen > set_off_fen end))`,
  `create or replace function interest_claim_line_moves() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('open', 'granted'), ('open', 'refused'), ('open', 'settled'), ('granted', 'taken'), ('taken', 'granted'), ('taken', 'paid'), ('taken', 'returned'), ('taken', 'givenUp'),
        ('returned', 'paid'), ('returned', 'returned'), ('returned', 'givenUp'), ('paid', 'returned'))
        and not (old.cut_fen > 0 and (old.state, new.state) = ('settled', 'givenUp')) then
      raise exception 'a line of an interest claim does not go from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
];

const sums = (): string[] => [
  // eslint-disable-next-line jingzhun/one-home-for-locks -- a trigger takes no parameter; the number comes from its home
  `create or replace function interest_claim_line_adds_up() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    perform pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums});
    if (select sum(granted_fen - cut_fen) < 0 from interest_claim_line where loan_id = new.loan_id and quarter = new.quarter and state not in ('open', 'refused', 'givenUp')) then
      raise exception 'more is cut than was granted for %', new.quarter using errcode = 'JZ031';
    end if;
    if (select sum(cut_fen - set_off_fen) < 0 from interest_claim_line where household_id = new.household_id and state not in ('open', 'refused', 'givenUp')) then
      raise exception 'more is set off than was too much' using errcode = 'JZ031';
    end if;
    return null;
  end $$`,
  'drop trigger interest_claim_line_sums on interest_claim_line',
  `create constraint trigger interest_claim_line_sums after update of state, set_off_fen on interest_claim_line deferrable initially deferred for each row
    when (new.state = 'givenUp' or (new.state not in ('open', 'refused') and (new.cut_fen > 0 or new.set_off_fen > 0))) execute function interest_claim_line_adds_up()`,
];
