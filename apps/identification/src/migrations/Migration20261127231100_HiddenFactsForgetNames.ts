import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/**
 * Names beside facts that only the confirming role reads lie sealed apart from them, so that they can be forgotten while the judgement
 * stays. Only the service has the key: it takes apart at its next start what earlier releases sealed together, and finds it by the flag.
 */
export class Migration20261127231100_HiddenFactsForgetNames extends Migration {
  override up(): void {
    for (const statement of [...names(), ...together()]) this.addSql(statement);
  }
}

const OWN_WORK = `current_setting('app.system', true) in ('screening', 'scheduler')`;

const names = (): string[] => {
  const inArea = `village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;
  return [
    `create table screening_hidden_name (
      id uuid primary key,
      village_code text collate "C" not null,
      made_at timestamptz not null,
      cipher bytea not null
    )`,
    'create index screening_hidden_name_made on screening_hidden_name (made_at)',
    'alter table screening_hidden_name enable row level security',
    'alter table screening_hidden_name force row level security',
    `create policy screening_hidden_name_read on screening_hidden_name for select using (${inArea}
      and (current_setting('app.clearance', true) = 'sensitive' or ${OWN_WORK}))`,
    // a judgement that somebody else brought about writes them too
    `create policy screening_hidden_name_new on screening_hidden_name for insert with check (${inArea})`,
    `create policy screening_hidden_name_newer_key on screening_hidden_name for update using (current_setting('app.system', true) = 'scheduler')`,
    `create policy screening_hidden_name_forget on screening_hidden_name for delete using (${OWN_WORK})`,
    `grant select, insert, delete on screening_hidden_name to "${runtimeGroup('identification')}"`,
    `grant update (cipher) on screening_hidden_name to "${runtimeGroup('identification')}"`,
  ];
};

const together = (): string[] => [
  'alter table screening_sealed add column names_inside boolean not null default false',
  `grant update (names_inside) on screening_sealed to "${runtimeGroup('identification')}"`,
  // the policies let nobody but the system see it all, the owner included
  `select set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true), set_config('app.system', 'scheduler', true)`,
  'update screening_sealed s set names_inside = true where exists (select from screening j where j.id = s.id)',
  `select set_config('app.area_from', '', true), set_config('app.area_to', '', true), set_config('app.system', '', true)`,
  'create index screening_sealed_names_inside on screening_sealed (id) where names_inside',
];
