import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/**
 * Names beside facts of other registers lie sealed. Only the service has the key: what earlier releases left in plain is laid apart
 * here, and sealed at its next start. Whose case it is stands in the application, and no longer a second time in screening.
 */
export class Migration20261127210000_SealMatchedNames extends Migration {
  override up(): void {
    for (const statement of [...match(), ...names(), ...moved(), ...head()]) this.addSql(statement);
  }
}

const match = (): string[] => [
  'alter table register_match add column names_cipher bytea, alter column name_given drop not null, alter column name_known drop not null',
  // sealed, or forgotten, or of a release before
  `alter table register_match add constraint register_match_sealed check (names_cipher is null or num_nonnulls(name_given, name_known) = 0)`,
  `create function register_match_comes_sealed() returns trigger language plpgsql as $$
    begin
      raise exception 'the names of a match are kept sealed' using errcode = 'check_violation';
    end $$`,
  `create trigger register_match_comes_sealed before insert or update on register_match
    for each row when (num_nonnulls(new.name_given, new.name_known) > 0) execute function register_match_comes_sealed()`,
  'drop policy register_match_area on register_match',
  // a newer key reaches those of the police too
  `create policy register_match_area on register_match using (
    village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)
    and (kind <> 'police' or current_setting('app.clearance', true) = 'sensitive' or current_setting('app.system', true) in ('screening', 'scheduler')))`,
];

const names = (): string[] => [
  `create table screening_name (
    id uuid primary key,
    village_code text collate "C" not null,
    made_at timestamptz not null,
    cipher bytea,
    plain jsonb,
    constraint screening_name_sealed_or_waiting check (num_nonnulls(cipher, plain) = 1)
  )`,
  'create index screening_name_made on screening_name (made_at)',
  ...areaPolicy('screening_name'),
  grant('identification', 'screening_name'),
];

const moved = (): string[] => [
  // the policies let nobody but screening see it all, the owner included
  `select set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true), set_config('app.system', 'screening', true)`,
  `insert into screening_name (id, village_code, made_at, plain)
    select s.id, s.village_code, s.ran_at, jsonb_object_agg(f.value ->> 5, f.value ->> 6)
    from screening s cross join lateral jsonb_array_elements(s.facts) f where f.value ->> 5 is not null and f.value ->> 6 is not null
      and not exists (select from screening_subject e where e.application_id = s.subject_id and e.ended_at is not null) group by s.id`,
  // of a case that has ended nobody is named any longer
  `update register_match m set name_given = null, name_known = null
    where exists (select from screening_subject e where e.application_id = m.subject_id and e.ended_at is not null)`,
  `create function screening_name_comes_sealed() returns trigger language plpgsql as $$
    begin
      raise exception 'names of a judgement are kept sealed' using errcode = 'check_violation';
    end $$`,
  `create trigger screening_name_comes_sealed before insert or update on screening_name
    for each row when (new.plain is not null) execute function screening_name_comes_sealed()`,
  'alter table screening disable trigger screening_is_append_only',
  `update screening s set facts = (select jsonb_agg(jsonb_set(f.value, '{6}', 'null') order by f.at)
      from jsonb_array_elements(s.facts) with ordinality f(value, at))
    where exists (select from jsonb_array_elements(s.facts) f where f.value ->> 6 is not null)`,
  'alter table screening enable trigger screening_is_append_only',
];

const head = (): string[] => [
  'alter table screening_subject alter column head_name drop not null',
  'update screening_subject set head_name = null',
  'alter table screening_subject drop column head_name',
  `select set_config('app.area_from', '', true), set_config('app.area_to', '', true), set_config('app.system', '', true)`,
];
