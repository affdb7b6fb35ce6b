import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Doubts about the quality of the data: found by rules, gone when the data no longer give a reason. */
export class Migration20261201080300_CreateFinding extends Migration {
  override up(): void {
    const statements = [
      `create table finding (
        id uuid primary key,
        rule text not null,
        household_id uuid not null references household (id),
        person_id uuid references person (id),
        village_code text collate "C" not null,
        severity text not null,
        detail jsonb not null default '{}',
        found_at timestamptz not null,
        resolved_at timestamptz,
        constraint finding_rule_known check (rule ~ '^Q([1-9]|1[0-8])$'),
        constraint finding_severity_known check (severity in ('error', 'doubt')),
        constraint finding_resolved_later check (resolved_at >= found_at)
      )`,
      'create unique index finding_open_once on finding (rule, household_id, person_id) nulls not distinct where resolved_at is null',
      'create index finding_household on finding (household_id) where resolved_at is null',
      'create index finding_newest on finding (found_at desc, id desc) where resolved_at is null',
      ...areaPolicy('finding'),
      grant('identification', 'finding', 'select, insert, update'),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
