import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/** Every statement printed for a household: its number, period and the digest of what it said. */
export class Migration20261127201000_CreateBenefitStatement extends Migration {
  override up(): void {
    for (const statement of statements()) this.addSql(statement);
  }
}

const statements = (): string[] => [
  `create table benefit_statement (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    household_id uuid not null,
    village_code text collate "C" not null,
    from_day date not null,
    to_day date not null,
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    printed_at timestamptz not null,
    printed_by uuid not null,
    printed_by_name text not null,
    constraint benefit_statement_period check (from_day <= to_day)
  )`,
  'create index benefit_statement_household on benefit_statement (household_id)',
  ...areaPolicy('benefit_statement'),
  ...appendOnly('finance', 'benefit_statement'),
];
