import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, runtimeGroup } from '@jingzhun/persistence';

const RECORDED = `recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null`;
const OF_LOAN = `id uuid primary key,
    loan_id uuid not null references loan (id),
    village_code text collate "C" not null`;

/** As for every table of loans: besides the area, never instead of it. */
const ofOwnBank = (table: string): string => {
  const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;
  return `create policy ${table}_bank on ${table} as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`;
};

/** What the money was used for: who looked, when, what was seen, and what the county decided about it. */
export class Migration20261127205000_CreateLoanUse extends Migration {
  override up(): void {
    for (const statement of [...checks(), ...documents(), ...misuse()]) this.addSql(statement);
  }
}

const checks = (): string[] => [
  `create table loan_use_check (
    ${OF_LOAN},
    bank_code text collate "C" not null,
    on_date date not null,
    finding text not null,
    remark text not null,
    ${RECORDED},
    constraint loan_use_check_finding_known check (finding in ('asAgreed', 'notAsAgreed', 'notSeen'))
  )`,
  'create index loan_use_check_day on loan_use_check (loan_id, on_date)',
  ...areaPolicy('loan_use_check'),
  ofOwnBank('loan_use_check'),
  ...appendOnly('finance', 'loan_use_check'),
];

const documents = (): string[] => [
  `create table loan_document (
    ${OF_LOAN},
    bank_code text collate "C" not null,
    kind text not null,
    check_id uuid references loan_use_check (id),
    attachment_id uuid not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    ${RECORDED},
    constraint loan_document_kind_known check (kind in ('contract', 'useEvidence', 'photo')),
    constraint loan_document_once unique (loan_id, attachment_id)
  )`,
  ...areaPolicy('loan_document'),
  ofOwnBank('loan_document'),
  ...appendOnly('finance', 'loan_document'),
];

/** Without a bank: a household that used one loan otherwise is lent nothing by any. */
const misuse = (): string[] => [
  `create table loan_misuse (
    ${OF_LOAN},
    household_id uuid not null,
    position int not null,
    what text not null,
    on_date date not null,
    check_id uuid references loan_use_check (id),
    reason text not null,
    ${RECORDED},
    constraint loan_misuse_order unique (loan_id, position),
    constraint loan_misuse_known check (what in ('found', 'putRight') and (what = 'found') = (check_id is not null))
  )`,
  'create index loan_misuse_household on loan_misuse (household_id)',
  ...areaPolicy('loan_misuse'),
  ...appendOnly('finance', 'loan_misuse'),
  `create function loan_misuse_follows() returns trigger language plpgsql as $$
  begin
    if new.position <> (select count(*) + 1 from loan_misuse where loan_id = new.loan_id) or (new.what = 'found') <> (new.position % 2 = 1) then
      raise exception 'misuse is found, then put right' using errcode = 'JZ014';
    end if;
    if exists (select from loan_use_check c where c.id = new.check_id and (c.recorded_by = new.recorded_by or c.loan_id <> new.loan_id or c.finding <> 'notAsAgreed')) then
      raise exception 'who looked does not decide' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
  'create trigger loan_misuse_in_order before insert on loan_misuse for each row execute function loan_misuse_follows()',
];
