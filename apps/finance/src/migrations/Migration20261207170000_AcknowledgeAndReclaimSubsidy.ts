import { Migration } from '@mikro-orm/migrations';
import { STATES_ADDED, SUBSIDY_STATES_NOW, WAYS_ADDED } from './subsidy-ways-of-20261207.js';

const words = (list: readonly string[]): string => list.map((word) => `'${word}'`).join(', ');

/** The household's answer to its money, and money that is taken back: who asks for it does not confirm that it came. */
export class Migration20261207170000_AcknowledgeAndReclaimSubsidy extends Migration {
  override up(): void {
    for (const statement of [...applications(), ...segregation(), ...payments()]) this.addSql(statement);
  }
}

const applications = (): string[] => [
  `insert into subsidy_way values ${WAYS_ADDED.map((way) => `(${words(way)})`).join(', ')}`,
  `alter table subsidy_application drop constraint subsidy_application_state_known, drop constraint subsidy_application_approved_completely,
    drop constraint subsidy_application_paid_on_a_day,
    add constraint subsidy_application_state_known check (state in (${words(SUBSIDY_STATES_NOW)})),
    add constraint subsidy_application_approved_completely check ((approved_by is null) = (approved_at is null)
      and (state not in ('approved', 'inPayment', 'paid', 'givenUp', ${words(STATES_ADDED)}) or (approved_by is not null and amount_fen > 0 and notice_id is not null))),
    add constraint subsidy_application_paid_on_a_day check ((state in ('paid', ${words(STATES_ADDED)})) = (paid_on is not null))`,
  // money that was given back: the parcel may be applied for anew
  'drop index subsidy_application_parcel_once',
  `create unique index subsidy_application_parcel_once on subsidy_application (year, village_code, parcel)
    where state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')`,
  `create or replace function subsidy_approved_after_notice() returns trigger language plpgsql as $$
  begin
    if new.state = old.state or new.state not in ('approved', 'inPayment') or (old.state, new.state) in (('inPayment', 'approved'), ('paid', 'inPayment'), ('acknowledged', 'inPayment'), ('recovering', 'inPayment')) then return new; end if;
    if not exists (select from notice n where n.id = new.notice_id and n.subject_id = new.id and n.state = 'closed' and n.objections_open = 0 and n.objections_upheld = 0
        and n.last_day < (new.approved_at at time zone 'Asia/Shanghai')::date) then
      raise exception 'money follows a notice that is over, without an open objection' using errcode = 'JZ017';
    end if;
    if not exists (select from subsidy_grant g where g.application_id = new.id and g.voided_at is null and g.amount_fen = new.amount_fen and g.amount_fen > 0) then
      raise exception 'only what was worked out is approved' using errcode = 'JZ017';
    end if;
    return new;
  end $$`,
];

const segregation = (): string[] => [
  `create or replace function subsidy_event_follows() returns trigger language plpgsql as $$
  declare last_state text; last_position int;
  begin
    select to_state, position into last_state, last_position from subsidy_event where application_id = new.application_id order by position desc limit 1;
    if new.position <> coalesce(last_position, 0) + 1 or (last_state is not null and new.from_state <> last_state) then
      raise exception 'a step begins where the one before ended' using errcode = 'JZ014';
    end if;
    if new.step in ('check', 'measure', 'accept', 'grant', 'approve', 'reject') and exists (select from subsidy_event e where e.application_id = new.application_id
        and e.actor_id = new.actor_id and e.content_version = new.content_version and e.step in ('apply', 'correct')) then
      raise exception 'who enters never decides' using errcode = 'JZ015';
    end if;
    if new.step = 'accept' and (select e.actor_id from subsidy_event e where e.application_id = new.application_id and e.step = 'measure'
        order by e.position desc limit 1) is not distinct from new.actor_id then
      raise exception 'an acceptance takes two persons' using errcode = 'JZ015';
    end if;
    if new.step = 'grant' and exists (select from subsidy_event e where e.application_id = new.application_id and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('measure', 'accept')) then
      raise exception 'who inspects does not work out the amount' using errcode = 'JZ015';
    end if;
    if new.step = 'approve' and exists (select from subsidy_event e where e.application_id = new.application_id and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('check', 'measure', 'accept', 'grant')) then
      raise exception 'who took part does not approve' using errcode = 'JZ015';
    end if;
    if new.step = 'reclaim' and exists (select from subsidy_event e where e.application_id = new.application_id and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('apply', 'correct', 'check', 'measure', 'accept', 'grant', 'demandBack')) then
      raise exception 'who asks for money back does not confirm that it came' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
];

const payments = (): string[] => [
  `alter table payment drop constraint payment_state_known, drop constraint payment_paid_on_a_day,
    add constraint payment_state_known check (state in ('prepared', 'approved', 'sent', 'paid', 'returned', 'givenUp', 'recovered')),
    add constraint payment_paid_on_a_day check ((state in ('paid', 'recovered')) = (paid_on is not null))`,
  `create or replace function payment_moves_on() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('prepared', 'approved'), ('approved', 'prepared'), ('approved', 'sent'), ('sent', 'paid'), ('sent', 'returned'),
        ('paid', 'returned'), ('paid', 'recovered'), ('returned', 'sent'), ('returned', 'givenUp')) and old.state <> new.state then
      raise exception 'a payment cannot go from % to %', old.state, new.state using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
];
