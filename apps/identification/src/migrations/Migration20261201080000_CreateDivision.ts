import { Migration } from '@mikro-orm/migrations';
import { grant, persistenceFoundation } from '@jingzhun/persistence';

/** Divisions with validity in time: a township that became a town keeps its villages' records readable under the old code. */
export class Migration20261201080000_CreateDivision extends Migration {
  override up(): void {
    const statements = [
      ...persistenceFoundation('identification'),
      'create extension if not exists btree_gist',
      `create table division (
        code text collate "C" not null,
        name text not null,
        level text not null,
        kind text not null,
        parent_code text collate "C",
        valid_from date not null,
        valid_to date,
        successor_code text collate "C",
        source text not null,
        primary key (code, valid_from),
        constraint division_code_is_12_digits check (code ~ '^[0-9]{12}$'),
        constraint division_level_known check (level in ('county', 'township', 'village')),
        constraint division_kind_known check (kind in ('county', 'town', 'township', 'zone', 'village', 'community')),
        constraint division_has_parent check ((level = 'county') = (parent_code is null)),
        constraint division_period_not_empty check (valid_to > valid_from),
        constraint division_one_validity_at_a_time exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
      )`,
      'create index division_parent on division (parent_code)',
      grant('identification', 'division', 'select, insert, update'),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
