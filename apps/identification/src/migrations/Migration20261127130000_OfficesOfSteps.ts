import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/** Which steps only a township or a county takes, and what a household withdraws with: also against code that forgets to ask. */
export class Migration20261127130000_OfficesOfSteps extends Migration {
  override up(): void {
    this.addSql('alter table application_attachment drop constraint application_attachment_role_known');
    this.addSql(`alter table application_attachment add constraint application_attachment_role_known check (role in (
      'applicationForm', 'consent', 'identity', 'grounds', 'withdrawalRequest', 'signIn', 'photo', 'video', 'minutes', 'visitForm', 'other'))`);
    this.addSql(`create table application_way_office (
      kind text not null,
      step text not null,
      from_state text not null,
      to_state text not null,
      digits int not null,
      primary key (kind, step, from_state, to_state),
      foreign key (step, from_state, to_state) references application_way (step, from_state, to_state),
      constraint application_way_office_of_a_level check (digits in (6, 9))
    )`);
    this.addSql(
      `insert into application_way_office values ${offices()
        .map(([kind, step, from, to, digits]) => `('${kind}', '${step}', '${from}', '${to}', ${digits})`)
        .join(', ')}`,
    );
    this.addSql(grant('identification', 'application_way_office', 'select'));
    this.addSql(`create function application_event_is_of_its_office() returns trigger language plpgsql as $$
      declare
        case_kind text;
        longest int;
      begin
        select kind into case_kind from application where id = new.application_id;
        select w.digits into longest from application_way_office w
          where w.kind = case_kind and w.step = new.step and w.from_state = new.from_state and w.to_state = new.to_state;
        if longest is not null and coalesce(length(new.actor_area), 99) > longest then
          raise exception 'the step % from % belongs to a higher office', new.step, new.from_state using errcode = 'JZ017';
        end if;
        if new.step = 'withdraw' and case_kind = 'registration' and new.from_state <> 'draft' and not exists (
          select from signature_attachment s join application_attachment l on l.attachment_id = s.attachment_id
          where s.signature_id = new.signature_id and l.object_id = new.application_id and l.role = 'withdrawalRequest') then
          raise exception 'an application is withdrawn with the signed request of the household' using errcode = 'JZ017';
        end if;
        return new;
      end $$`);
    this.addSql(`create trigger application_event_of_its_office before insert on application_event
      for each row execute function application_event_is_of_its_office()`);
  }
}

const KINDS = ['registration', 'removal', 'categoryChange'];
const UNTIL_VILLAGE = ['applied', 'groupAppraised', 'groupNoticePosted', 'groupNoticeClosed', 'assemblyPassed'];
const OF_TOWNSHIP = [...UNTIL_VILLAGE, 'villageNoticePosted', 'villageNoticeClosed'];
const OF_COUNTY = ['townshipChecked', 'countyExamined', 'announced'];
const ORDER = [...OF_TOWNSHIP, ...OF_COUNTY];
const RETURN_TO = ['applied', 'groupAppraised', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticeClosed', 'townshipChecked'];

type Office = [kind: string, step: string, from: string, to: string, digits: 6 | 9];

function offices(): Office[] {
  return KINDS.flatMap((kind): Office[] => [
    [kind, 'recheck', 'villageNoticeClosed', 'townshipChecked', 9],
    [kind, 'examine', 'townshipChecked', 'countyExamined', 6],
    [kind, 'complete', 'announced', 'completed', 9],
    ...ORDER.flatMap((from): Office[] => {
      const digits = OF_COUNTY.includes(from) ? 6 : 9;
      const earlier = RETURN_TO.filter((to) => ORDER.indexOf(to) < ORDER.indexOf(from));
      const isOffices = kind !== 'registration';
      return [
        ...earlier.map((to): Office => [kind, 'upholdObjection', from, to, 9]),
        [kind, 'upholdObjection', from, 'rejected', 9],
        ...(from === 'announced' ? [] : earlier.map((to): Office => [kind, 'return', from, to, digits])),
        ...(from === 'announced' ? [] : ([[kind, 'reject', from, 'rejected', digits]] as Office[])),
        ...(isOffices ? ([[kind, 'withdraw', from, 'withdrawn', digits]] as Office[]) : []),
        ...(digits === 6 || (isOffices && from !== 'applied') ? ([[kind, 'correct', from, 'applied', digits]] as Office[]) : []),
      ];
    }),
  ]);
}
