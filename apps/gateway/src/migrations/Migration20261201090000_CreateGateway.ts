import { Migration } from '@mikro-orm/migrations';
import { auditTables } from '@jingzhun/audit';
import { messagingTables } from '@jingzhun/messaging';
import { areaPolicy, grant, persistenceFoundation } from '@jingzhun/persistence';
import { idempotencyTables } from '@jingzhun/service-shell';

/** Accounts, browser sessions, signing keys, the provider's records, throttling of sign-in, the set-up link. */
export class Migration20261201090000_CreateGateway extends Migration {
  override up(): void {
    const statements = [
      ...persistenceFoundation('gateway'),
      ...idempotencyTables('gateway'),
      ...auditTables('gateway'),
      ...messagingTables('gateway'),
      ...account(),
      ...browserSession(),
      ...signingKey(),
      ...oidcRecord(),
      ...signInThrottle(),
      ...setUpLink(),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}

const ROLES = `array['village-cadre', 'township-officer', 'county-officer', 'leader', 'system-admin', 'security-admin', 'auditor']`;
const DEPARTMENTS = `'identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'`;

const account = (): string[] => [
  `create table account (
    id uuid primary key,
    user_name text not null check (user_name ~ '^[a-z0-9][a-z0-9._-]{2,39}$'),
    name text not null check (name <> ''),
    department text not null check (department in (${DEPARTMENTS})),
    roles text[] not null,
    area text collate "C" not null check (area ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'),
    area_code text collate "C" not null generated always as (rpad(area, 12, '0')) stored,
    status text not null check (status in ('enabled', 'disabled')),
    password_hash text,
    previous_password_hashes text[] not null default '{}',
    must_change_password boolean not null,
    totp_cipher bytea,
    totp_last_step bigint,
    demo boolean not null default false,
    tokens_valid_from timestamptz not null,
    last_sign_in_at timestamptz,
    version integer not null,
    created_at timestamptz not null,
    created_by uuid,
    changed_at timestamptz not null,
    constraint account_user_name_is_unique unique (user_name),
    constraint account_roles_known check (cardinality(roles) > 0 and roles <@ ${ROLES}),
    constraint account_roles_exclude_each_other check (cardinality(roles) = 1 or not roles && array['system-admin', 'security-admin', 'auditor'])
  )`,
  'create index account_department on account (department, id)',
  ...areaPolicy('account', 'area_code'),
  grant('gateway', 'account', 'select, insert, update'),
];

const browserSession = (): string[] => [
  `create table browser_session (
    token_hash bytea primary key,
    id uuid not null unique,
    account_id uuid not null references account (id),
    started_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null
  )`,
  'create index browser_session_account on browser_session (account_id)',
  grant('gateway', 'browser_session'),
];

const signingKey = (): string[] => [
  `create table signing_key (
    id text primary key,
    public_jwk jsonb not null,
    private_cipher bytea not null,
    created_at timestamptz not null,
    signs_from timestamptz not null,
    retires_at timestamptz
  )`,
  grant('gateway', 'signing_key'),
];

const oidcRecord = (): string[] => [
  `create table oidc_record (
    model text not null,
    id text not null,
    payload jsonb not null,
    account_id text,
    grant_id text,
    uid text,
    consumed_at timestamptz,
    expires_at timestamptz,
    primary key (model, id)
  )`,
  'create index oidc_record_grant on oidc_record (grant_id)',
  'create index oidc_record_uid on oidc_record (uid)',
  'create index oidc_record_account on oidc_record (account_id)',
  'create index oidc_record_expires_at on oidc_record (expires_at)',
  grant('gateway', 'oidc_record'),
];

const signInThrottle = (): string[] => [
  'create table sign_in_throttle (key varchar(255) primary key, points integer not null default 0, expire bigint)',
  grant('gateway', 'sign_in_throttle'),
];

const setUpLink = (): string[] => [
  `create table set_up_link (
    token_hash bytea primary key,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  grant('gateway', 'set_up_link', 'select, insert, update'),
];
