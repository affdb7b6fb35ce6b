import { Migration } from '@mikro-orm/migrations';
import { LOAN_WAYS_OF_EXTENSIONS } from './loan-ways-of-20261129.js';

/**
 * A change of the contract that is agreed after money has moved holds from its own day: what was paid since is reversed and booked again by
 * the changed contract, the same payment under the bank's own number.
 */
export class Migration20261129001000_ChangesMeetMoney extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

const STATEMENTS = [
  `insert into loan_way values ${LOAN_WAYS_OF_EXTENSIONS.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`).join(', ')}`,
  'alter table loan_movement add column replays uuid references loan_movement (id), add constraint loan_movement_replayed_once unique (replays)',
  'drop index loan_movement_once',
  "create unique index loan_movement_once on loan_movement (loan_id, kind, reference) where kind <> 'reversal' and replays is null",
  `create function loan_movement_replays_one() returns trigger language plpgsql as $$
  begin
    if not exists (select from loan_movement o join loan_movement r on r.reverses = o.id join loan_change c on c.loan_id = o.loan_id and c.from_date < o.on_date
        where o.id = new.replays and new.kind = 'repayment' and r.recorded_by = '00000000-0000-0000-0000-000000000000' and (o.kind, o.loan_id, o.on_date, o.reference, o.recorded_by)
            = (new.kind, new.loan_id, new.on_date, new.reference, new.recorded_by)
          and o.lines_fen + o.prepaid_fen + o.penalty_fen = new.lines_fen + new.prepaid_fen + new.penalty_fen) then
      raise exception 'what is booked anew is one repayment of before, reversed with a change of the contract' using errcode = 'JZ120';
    end if;
    return new;
  end $$`,
  `create trigger loan_movement_replays before insert on loan_movement for each row when (new.replays is not null) execute function loan_movement_replays_one()`,
];
