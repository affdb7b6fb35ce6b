import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';
import { WAYS_ADDED } from './subsidy-ways-of-20261128.js';

/**
 * Nothing leaves for the bank while an objection to its notice is open or after one was upheld, nor for a household that has left the
 * register. What came out of a batch for such a reason is kept.
 */
export class Migration20261128200000_ObjectionsStopMoney extends Migration {
  override up(): void {
    for (const statement of [...takenOut(), ...sending(), ...decidedAnew()]) this.addSql(statement);
  }
}

const takenOut = (): string[] => [
  `create table payment_taken_out (
    id uuid primary key,
    batch_id uuid not null references payment_batch (id),
    village_code text collate "C" not null,
    household_id uuid not null,
    household_number text collate "C" not null,
    amount_fen bigint not null,
    cause_type text not null,
    cause_id uuid not null,
    because text not null,
    batch_was text not null,
    taken_at timestamptz not null,
    taken_by uuid not null,
    taken_by_name text not null,
    constraint payment_taken_out_because_known check (because = any (array['objectionUpheld'])),
    constraint payment_taken_out_before_sending check (batch_was in ('draft', 'declared', 'approved'))
  )`,
  'create index payment_taken_out_of on payment_taken_out (batch_id)',
  ...areaPolicy('payment_taken_out'),
  ...appendOnly('finance', 'payment_taken_out'),
];

/** A statement at a time: a batch has thousands of rows. */
const sending = (): string[] => [
  `create function payment_may_leave() returns trigger language plpgsql as $$
  begin
    if exists (select from new_rows p join old_rows o on o.id = p.id join notice n on n.subject_type = p.cause_type and n.subject_id = p.cause_id
        where p.state = 'sent' and o.state <> 'sent' and n.objections_open > 0)
      or exists (select from new_rows p join old_rows o on o.id = p.id join subsidy_application a on a.id = p.cause_id join notice n on n.id = a.notice_id
        where p.state = 'sent' and o.state <> 'sent' and p.cause_type = 'subsidy-application' and n.objections_upheld > 0) then
      raise exception 'no money leaves against an objection' using errcode = 'JZ104';
    end if;
    if exists (select from new_rows p join old_rows o on o.id = p.id join directory_household h on h.id = p.household_id
        where p.state = 'sent' and o.state <> 'sent' and p.cause_type <> 'interest-claim-line' and h.status in ('cleanedOut', 'naturalReduction')) then
      raise exception 'no money leaves for a household that is out of the register' using errcode = 'JZ105';
    end if;
    return null;
  end $$`,
  `create trigger payment_leaves after update on payment referencing old table as old_rows new table as new_rows for each statement execute function payment_may_leave()`,
];

const decidedAnew = (): string[] =>
  WAYS_ADDED.map((way) => `insert into subsidy_way values (${way.map((word) => `'${word}'`).join(', ')})`);
