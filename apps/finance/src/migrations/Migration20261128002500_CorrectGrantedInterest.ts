import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/** A quarter granted on books that changed is put right by another line: more is paid, or too much is cut and set off against the next. */
export class Migration20261128002500_CorrectGrantedInterest extends Migration {
  override up(): void {
    for (const statement of [...columns(), ...order(), ...sums()]) this.addSql(statement);
  }
}

const columns = (): string[] => [
  `alter table interest_claim_line add column cut_fen bigint not null default 0, add column set_off_fen bigint not null default 0`,
  `alter table interest_claim_line
    drop constraint interest_claim_line_result_known,
    drop constraint interest_claim_line_state_known,
    drop constraint interest_claim_line_grants_what_both_say,
    drop constraint interest_claim_line_paid_is_granted`,
  `alter table interest_claim_line
    add constraint interest_claim_line_result_known
      check (result in ('agreed', 'differs', 'unknownContract', 'repeated', 'claimedBefore', 'notSubsidised', 'notPaid', 'notClaimed', 'corrected')),
    add constraint interest_claim_line_state_known check (state in ('open', 'granted', 'taken', 'paid', 'returned', 'givenUp', 'refused', 'settled')),
    add constraint interest_claim_line_grants_what_both_say check (claimed_fen >= 0 and our_fen >= 0 and granted_fen between 0 and least(claimed_fen, our_fen)
      and (granted_fen = 0 or result in ('agreed', 'differs', 'corrected'))),
    add constraint interest_claim_line_cuts_or_grants check (cut_fen >= 0 and set_off_fen between 0 and granted_fen and (cut_fen = 0 or (granted_fen = 0 and result = 'corrected'))),
    add constraint interest_claim_line_paid_is_granted check (state in ('open', 'refused') or (loan_id is not null
      and case state when 'settled' then granted_fen = set_off_fen and (granted_fen > 0 or result = 'corrected') else granted_fen > set_off_fen end))`,
  grant('finance', 'interest_claim_line', 'update (set_off_fen)'),
];

const order = (): string[] => [
  // once decided, the same file may ask again: a household has paid since, or the books have changed
  'drop index interest_claim_once',
  `create unique index interest_claim_once on interest_claim (bank_code, quarter, sha256) where state = 'received'`,
  'drop index interest_claim_line_once',
  `create unique index interest_claim_line_once on interest_claim_line (loan_id, quarter) where granted_fen > 0 and result <> 'corrected' and state not in ('refused', 'givenUp')`,
  `create unique index interest_claim_line_corrected_once on interest_claim_line (loan_id, quarter) where result = 'corrected' and state = 'open'`,
  `create or replace function interest_claim_line_moves() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('open', 'granted'), ('open', 'refused'), ('open', 'settled'), ('granted', 'taken'), ('taken', 'granted'), ('taken', 'paid'), ('taken', 'returned'), ('taken', 'givenUp'),
        ('returned', 'paid'), ('returned', 'returned'), ('returned', 'givenUp'), ('paid', 'returned')) then
      raise exception 'a line of an interest claim does not go from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
];

/** Too much cannot be cut twice, nor set off twice; as sums, so that no order of lines matters. Run as the owner: whatever area somebody sees. */
const sums = (): string[] => [
  'create policy interest_claim_line_summed on interest_claim_line to current_user using (true) with check (true)',
  `create function interest_claim_line_adds_up() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if (select sum(granted_fen - cut_fen) < 0 from interest_claim_line where loan_id = new.loan_id and quarter = new.quarter and state not in ('open', 'refused', 'givenUp')) then
      raise exception 'more is cut than was granted for %', new.quarter using errcode = 'JZ031';
    end if;
    if (select sum(cut_fen - set_off_fen) < 0 from interest_claim_line where household_id = new.household_id and state not in ('open', 'refused', 'givenUp')) then
      raise exception 'more is set off than was too much' using errcode = 'JZ031';
    end if;
    return null;
  end $$`,
  `create constraint trigger interest_claim_line_sums after update of state, set_off_fen on interest_claim_line deferrable initially deferred for each row
    when (new.state not in ('open', 'refused') and (new.cut_fen > 0 or new.set_off_fen > 0)) execute function interest_claim_line_adds_up()`,
];
