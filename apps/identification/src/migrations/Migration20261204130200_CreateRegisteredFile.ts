import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** Numbers of newly registered households, their handbooks, and a removal as a change of the history. */
export class Migration20261204130200_CreateRegisteredFile extends Migration {
  override up(): void {
    const statements = [
      `create table village_numbering (
        village_code text collate "C" primary key,
        last int not null,
        constraint village_numbering_positive check (last between 1 and 99999)
      )`,
      ...areaPolicy('village_numbering'),
      grant('identification', 'village_numbering', 'select, insert, update'),
      // 扶贫手册: each issue is a row, a lost one gets another
      `create table handbook (
        id uuid primary key,
        household_id uuid not null references household (id),
        village_code text collate "C" not null,
        number text collate "C" not null,
        issued_on date not null,
        received_by text not null,
        recorded_by uuid not null,
        recorded_by_name text not null,
        recorded_at timestamptz not null,
        constraint handbook_number_once unique (number)
      )`,
      'create index handbook_household on handbook (household_id, issued_on desc)',
      ...areaPolicy('handbook'),
      ...appendOnly('identification', 'handbook'),
      'alter table household_history drop constraint household_history_change_known',
      `alter table household_history add constraint household_history_change_known check (change in
        ('registered', 'imported', 'contact', 'identity', 'members', 'income', 'cause', 'category', 'moved', 'exited', 'cleanedOut'))`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
