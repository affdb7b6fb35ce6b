import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';

/** Judgements by the seven vetoes and four strict reviews, and what persons confirm, answer and report. */
export class Migration20261204120100_CreateScreening extends Migration {
  override up(): void {
    for (const statement of [...applicants(), ...basis(), ...screening(), ...confirmation(), ...answer(), ...report(), ...sealed()])
      this.addSql(statement);
  }
}

const SUBJECT = `subject_kind text not null,
    subject_id uuid not null,
    village_code text collate "C" not null`;
const known = (table: string): string => `constraint ${table}_subject_known check (subject_kind in ('household', 'application'))`;

const applicants = (): string[] => [
  `create table screening_subject (
    application_id uuid primary key,
    household_id uuid references household (id),
    village_code text collate "C" not null,
    head_name text not null,
    content_digest bytea not null,
    declared jsonb not null,
    submitted_at timestamptz not null,
    submitted_by uuid not null,
    ended_at timestamptz,
    ended text,
    constraint screening_subject_end_known check (ended in ('registered', 'rejected', 'withdrawn', 'completed')),
    constraint screening_subject_ended_completely check ((ended is null) = (ended_at is null))
  )`,
  'create index screening_subject_open on screening_subject (village_code, application_id) where ended_at is null',
  ...areaPolicy('screening_subject'),
  grant('identification', 'screening_subject', 'select, insert, update'),
  `create table screening_applicant (
    application_id uuid not null references screening_subject (application_id),
    position int not null,
    village_code text collate "C" not null,
    id_index bytea not null,
    name text collate "C" not null,
    birth_date date not null,
    facts jsonb not null,
    primary key (application_id, position)
  )`,
  'create index screening_applicant_number on screening_applicant (id_index)',
  ...areaPolicy('screening_applicant'),
  grant('identification', 'screening_applicant', 'select, insert, delete'),
];

/** Rule set with its parameters and the extracts in use: the same for all who are judged by the same. Nobody is named in it. */
const basis = (): string[] => [
  `create table screening_basis (
    id uuid primary key,
    digest bytea not null unique,
    rule_set_version text not null,
    judged_on date not null,
    content jsonb not null,
    parameters jsonb not null,
    made_at timestamptz not null
  )`,
  ...appendOnly('identification', 'screening_basis'),
];

const screening = (): string[] => [
  `create table screening (
    id uuid primary key,
    sequence bigint generated always as identity,
    ${SUBJECT},
    basis_id uuid not null,
    ran_at timestamptz not null,
    cause text not null,
    run_id uuid,
    account_id uuid,
    content_digest bytea,
    veto int not null,
    strict int not null,
    unknown int not null,
    answered int not null,
    uncovered int not null,
    reviewing int not null,
    facts jsonb,
    confirmations uuid[],
    answers uuid[],
    ${known('screening')},
    constraint screening_cause_known check (cause in ('submitted', 'asked', 'register', 'match', 'confirmation', 'answer', 'report', 'run'))
  )`,
  // the latest of a subject is the one that counts; ids of one millisecond have no order
  'create index screening_latest on screening (subject_id, sequence desc)',
  ...areaPolicy('screening'),
  ...appendOnly('identification', 'screening'),
];

const confirmation = (): string[] => [
  `create table screening_confirmation (
    id uuid primary key,
    sequence bigint generated always as identity,
    ${SUBJECT},
    screening_id uuid,
    rule text not null,
    result text not null,
    ground text,
    marks text[],
    note text,
    attachments uuid[],
    until date not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    for_many uuid,
    ${known('screening_confirmation')},
    constraint screening_confirmation_result_known check (result in ('pass', 'except', 'veto', 'strict'))
  )`,
  'create index screening_confirmation_subject on screening_confirmation (subject_id, rule, sequence)',
  ...areaPolicy('screening_confirmation'),
  ...appendOnly('identification', 'screening_confirmation'),
  `create table screening_withdrawal (
    confirmation_id uuid primary key references screening_confirmation (id),
    village_code text collate "C" not null,
    reason text not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null
  )`,
  ...areaPolicy('screening_withdrawal'),
  ...appendOnly('identification', 'screening_withdrawal'),
  // one word of a person about many households in which nothing speaks against
  `create table screening_group_confirmation (
    id uuid primary key,
    area_code text collate "C" not null,
    area text not null,
    rule text not null,
    ground text not null,
    note text not null,
    attachments uuid[] not null,
    until date not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    job_id uuid not null
  )`,
  ...areaPolicy('screening_group_confirmation', 'area_code'),
  ...appendOnly('identification', 'screening_group_confirmation'),
];

const answer = (): string[] => [
  `create table screening_answer (
    id uuid primary key,
    sequence bigint generated always as identity,
    ${SUBJECT},
    screening_id uuid not null,
    rule text not null,
    marks text[],
    reason text,
    attachments uuid[],
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    ${known('screening_answer')}
  )`,
  'create index screening_answer_subject on screening_answer (subject_id, rule, sequence)',
  ...areaPolicy('screening_answer'),
  ...appendOnly('identification', 'screening_answer'),
];

/** For the confirming role and the system's own work: the policy reads the clearance that the service gave after the permission. */
const forConfirmers = (table: string): string[] => {
  const inArea = `village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy ${table}_read on ${table} for select using (${inArea}
      and (current_setting('app.clearance', true) = 'sensitive' or current_setting('app.system', true) in ('screening', 'scheduler')))`,
    // who reports or confirms writes it down without being able to read what others wrote
    `create policy ${table}_new on ${table} for insert with check (${inArea})`,
    `create policy ${table}_newer_key on ${table} for update using (current_setting('app.system', true) = 'scheduler')`,
    `grant select, insert on ${table} to "${runtimeGroup('identification')}"`,
    // a newer key, and nothing else, may replace what is written
    `grant update (cipher) on ${table} to "${runtimeGroup('identification')}"`,
  ];
};

const report = (): string[] => [
  `create table screening_report (
    id uuid primary key,
    ${SUBJECT},
    received_on date not null,
    cipher bytea not null,
    made_by uuid not null,
    made_by_name text not null,
    made_at timestamptz not null,
    ${known('screening_report')}
  )`,
  'create index screening_report_subject on screening_report (subject_id)',
  ...forConfirmers('screening_report'),
];

/** What a judgement, a confirmation or an answer says that others must not read. */
const sealed = (): string[] => [
  `create table screening_sealed (
    id uuid primary key,
    village_code text collate "C" not null,
    cipher bytea not null
  )`,
  ...forConfirmers('screening_sealed'),
];
