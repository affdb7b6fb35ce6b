import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Copies of finance's joint lists: rows come from its events only and can be rebuilt from them. */
export class Migration20261128060000_KeepJointLists extends Migration {
  override up(): void {
    for (const statement of [...lists(), ...lines()]) this.addSql(statement);
  }
}

const lists = (): string[] => [
  `create table joint_list (
    id uuid primary key,
    number int not null,
    version int not null,
    bank_code text collate "C" not null,
    area text collate "C" not null,
    area_code text collate "C" not null,
    as_of date not null,
    confirmed_on date not null
  )`,
  ...areaPolicy('joint_list', 'area_code'),
  grant('industry', 'joint_list', 'select, insert, update'),
];

const lines = (): string[] => [
  `create table joint_list_line (
    id uuid primary key,
    list_id uuid not null references joint_list (id),
    area_code text collate "C" not null,
    position int not null,
    project_id uuid not null,
    household_id uuid not null,
    purpose text not null,
    is_eligible boolean not null,
    state text not null check (state in ('listed', 'withdrawn'))
  )`,
  'create index joint_list_line_of on joint_list_line (list_id, position)',
  'create index joint_list_line_project on joint_list_line (project_id)',
  ...areaPolicy('joint_list_line', 'area_code'),
  grant('industry', 'joint_list_line', 'select, insert, update'),
];
