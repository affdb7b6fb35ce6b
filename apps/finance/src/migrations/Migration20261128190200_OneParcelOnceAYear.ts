import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';
import { foldedParcelOf20261128 } from './parcel-names-of-20261128.js';

interface Old {
  id: string;
  parcel: string;
}

/**
 * One parcel once a year: the village of the parcel, not of whoever applies; the year in which it is accepted, not that of the scheme; its
 * name folded; and the parcel's own id where industry tells it. What is used lies in `subsidy_parcel_use`, kept by the database.
 */
export class Migration20261128190200_OneParcelOnceAYear extends Migration {
  override async up(): Promise<void> {
    // the migrator sees no area of its own
    for (const table of READ) await this.execute(`alter table ${table} no force row level security`);
    const old = (await this.execute('select id, parcel from subsidy_application')) as unknown as Old[];
    for (const statement of [...columns(), ...filled(old), ...uses(), ...kept(), ...used()]) this.addSql(statement);
    for (const table of READ) this.addSql(`alter table ${table} force row level security`);
  }
}

const READ = ['subsidy_application', 'subsidy_acceptance', 'claim'];
const ENDED = `('rejected', 'withdrawn', 'givenUp', 'reclaimed')`;

const columns = (): string[] => [
  'alter table subsidy_application add column parcel_village text collate "C", add column parcel_key text collate "C"',
];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** In one statement: what the service folds from now on. */
function filled(old: readonly Old[]): string[] {
  const keys = JSON.stringify(old.map(({ id, parcel }) => ({ id, key: foldedParcelOf20261128(parcel) || parcel })));
  return [
    'alter table subsidy_application disable trigger user',
    `update subsidy_application a set parcel_village = a.village_code, parcel_key = k.key from jsonb_to_recordset(${quoted(keys)}::jsonb) as k (id uuid, key text) where k.id = a.id`,
    'alter table subsidy_application enable trigger user',
    'alter table subsidy_application alter column parcel_village set not null, alter column parcel_key set not null',
    `alter table subsidy_application add constraint subsidy_application_parcel_named check (parcel_key <> '')`,
    'drop index subsidy_application_parcel_once',
    'create index subsidy_application_parcel_village on subsidy_application (parcel_village)',
  ];
}

const uses = (): string[] => [
  // kind: place (village and name), household (household and name, wherever it lives), parcel (the id that industry tells)
  `create table subsidy_parcel_use (
    application_id uuid not null references subsidy_application (id),
    kind text not null check (kind in ('place', 'household', 'parcel')),
    year int not null,
    key text collate "C" not null,
    constraint subsidy_parcel_use_once_told primary key (application_id, kind, key)
  )`,
  'create unique index subsidy_parcel_once on subsidy_parcel_use (year, kind, key)',
  grant('finance', 'subsidy_parcel_use', 'select, insert, delete'),
  // the year of the acceptance; until there is one, of the application
  `create function subsidy_parcel_uses(root uuid) returns table (kind text, year int, key text) language sql stable as $$
    select u.kind, coalesce((select extract(year from c.on_date)::int from subsidy_acceptance c where c.application_id = a.id and c.voided_at is null),
      extract(year from a.entered_at at time zone 'Asia/Shanghai')::int), u.key
    from subsidy_application a, lateral (
      select 'place' as kind, a.parcel_village || ' ' || a.parcel_key as key
      union select 'household', a.household_id::text || ' ' || a.parcel_key
      union select 'parcel', p from claim l, jsonb_array_elements_text(coalesce(l.subject -> 'parcelIds', '[]')) p where l.id = a.claim_id
    ) u where a.id = root
      and exists (select from subsidy_application o where (o.id = root or o.rest_of = root) and o.state not in ${ENDED})
  $$`,
];

const kept = (): string[] => [
  `create function subsidy_application_uses_its_parcel() returns trigger language plpgsql as $$
  declare root uuid := coalesce(new.rest_of, new.id);
  begin
    delete from subsidy_parcel_use where application_id = root;
    insert into subsidy_parcel_use (application_id, kind, year, key) select root, u.kind, u.year, u.key from subsidy_parcel_uses(root) u;
    return null;
  end $$`,
];

const used = (): string[] => [
  // two that lay there under two ways of writing one name keep their uses: whoever was first has the folded one
  `insert into subsidy_parcel_use (application_id, kind, year, key)
    select a.id, u.kind, u.year, u.key from subsidy_application a, lateral subsidy_parcel_uses(a.id) u where a.rest_of is null order by a.id
    on conflict do nothing`,
  `create trigger subsidy_application_parcel_used_first after insert on subsidy_application for each row execute function subsidy_application_uses_its_parcel()`,
  // the day on site is written before the step that it is written for
  `create trigger subsidy_application_parcel_used after update on subsidy_application for each row
    when ((new.parcel_village, new.parcel_key) is distinct from (old.parcel_village, old.parcel_key)
      or (new.state <> old.state and (new.state in ${ENDED} or new.state in ('applied', 'villageChecked', 'measured'))))
    execute function subsidy_application_uses_its_parcel()`,
];
