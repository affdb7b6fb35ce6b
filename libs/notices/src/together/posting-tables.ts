import { appendOnly, areaPolicy, type Department } from '@jingzhun/persistence';

const IS_PUBLIC = `coalesce(current_setting('app.system', true), '') = 'public'`;
const notForTheBoard = (table: string): string =>
  `create policy "${table}_public" on "${table}" as restrictive for all using (not (${IS_PUBLIC}))`;

/**
 * Sheets: the notices of one village, one kind and one day that hang as one paper. A sheet is written once, with all its lines; a notice
 * stands on one sheet at most, and a photo of a sheet proves only what stands on it. Called by a migration after `noticeTables`.
 */
export function noticePostingTables(department: Department): string[] {
  return [
    `create table notice_posting (
      id uuid primary key,
      kind text not null,
      place_code text collate "C" not null check (place_code ~ '^[0-9]{12}$'),
      group_name text,
      posted_on date not null,
      first_day date not null,
      last_day date not null,
      days int not null,
      day_kind text not null check (day_kind in ('calendar', 'working')),
      lines int not null check (lines > 0),
      made_at timestamptz not null,
      made_by uuid not null,
      made_by_name text not null,
      constraint notice_posting_days_in_order check (posted_on < first_day and first_day <= last_day)
    )`,
    'create index notice_posting_by_place on notice_posting (place_code, id)',
    ...areaPolicy('notice_posting', 'place_code'),
    notForTheBoard('notice_posting'),
    ...appendOnly(department, 'notice_posting'),
    `create table notice_posting_line (
      posting_id uuid not null references notice_posting,
      notice_id uuid not null unique references notice,
      place_code text collate "C" not null,
      position int not null check (position > 0),
      primary key (posting_id, notice_id),
      unique (posting_id, position)
    )`,
    ...areaPolicy('notice_posting_line', 'place_code'),
    notForTheBoard('notice_posting_line'),
    ...appendOnly(department, 'notice_posting_line'),
    `create function notice_posting_is_one_sheet() returns trigger language plpgsql as $$
    begin
      if exists (
        select from added l join notice_posting p on p.id = l.posting_id left join notice n on n.id = l.notice_id
        where n.id is null or n.state <> 'posted' or l.place_code <> p.place_code
          or (n.kind, n.place_code, n.group_name, n.posted_on, n.first_day, n.last_day)
             is distinct from (p.kind, p.place_code, p.group_name, p.posted_on, p.first_day, p.last_day)) then
        raise exception 'a sheet holds what hangs in one place, of one kind and one day' using errcode = 'JZ004';
      end if;
      if exists (
        select from notice_posting p where p.id in (select posting_id from added)
          and p.lines <> (select count(*) from notice_posting_line l where l.posting_id = p.id)) then
        raise exception 'a sheet is written once, with all its lines' using errcode = 'JZ004';
      end if;
      return null;
    end $$`,
    `create trigger notice_posting_one_sheet after insert on notice_posting_line referencing new table as added
     for each statement execute function notice_posting_is_one_sheet()`,
    'alter table notice_proof add column posting_id uuid',
    `alter table notice_proof add constraint notice_proof_of_a_line foreign key (posting_id, notice_id)
     references notice_posting_line (posting_id, notice_id)`,
    'create index notice_proof_of_posting on notice_proof (posting_id) where posting_id is not null',
    `create function notice_proof_is_of_its_day() returns trigger language plpgsql as $$
    declare
      proven notice;
    begin
      select * into proven from notice where id = new.notice_id;
      if proven.state is distinct from 'posted' then
        raise exception 'a photo proves a notice that hangs' using errcode = 'JZ004';
      end if;
      if (new.occasion = 'first' and new.taken_on not between proven.posted_on and proven.first_day)
         or (new.occasion = 'last' and new.taken_on < proven.last_day) then
        raise exception 'a photo of another day proves nothing' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create trigger notice_proof_of_its_day before insert on notice_proof for each row execute function notice_proof_is_of_its_day()',
  ];
}
