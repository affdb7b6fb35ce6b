import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, runtimeGroup } from '@jingzhun/persistence';

/** Every statement printed of a loan: its number, the day it is of and the digest of what it said. */
export class Migration20261127233500_CreateLoanStatement extends Migration {
  override up(): void {
    for (const statement of statements()) this.addSql(statement);
  }
}

const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;

const statements = (): string[] => [
  `create table loan_statement (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    loan_id uuid not null references loan (id),
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    on_day date not null,
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    printed_at timestamptz not null,
    printed_by uuid not null,
    printed_by_name text not null
  )`,
  'create index loan_statement_loan on loan_statement (loan_id, number)',
  ...areaPolicy('loan_statement'),
  // a clerk of a bank sees the rows of that bank; besides the area, never instead of it
  `create policy loan_statement_bank on loan_statement as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`,
  ...appendOnly('finance', 'loan_statement'),
];
