import { appendOnly, areaPolicy, grant, type Department } from '@jingzhun/persistence';

/** Attachments and what is still arriving, signatures and what voided them, the published halves of the seal. For one migration. */
export const evidenceTables = (department: Department): string[] => [
  ...attachment(department),
  ...upload(department),
  ...sealKey(department),
  ...signature(department),
];

const attachment = (department: Department): string[] => [
  `create table attachment (
    id uuid primary key,
    village_code text collate "C" not null,
    audience text not null,
    object_type text,
    object_id text,
    content_type text not null,
    bytes bigint not null,
    sha256 text not null,
    original_bytes bigint not null,
    captured_on date,
    file_name_cipher bytea not null,
    stored_name text not null,
    uploaded_by uuid not null,
    uploaded_by_name text not null,
    uploaded_at timestamptz not null,
    retracted_at timestamptz,
    retracted_by uuid,
    retracted_by_name text,
    retraction_reason text,
    content_deleted_at timestamptz,
    constraint attachment_audience_known check (audience in ('area', 'aboveVillage', 'confirmers')),
    constraint attachment_of_one_object check ((object_type is null) = (object_id is null)),
    constraint attachment_has_content check (bytes > 0),
    constraint attachment_digest_complete check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint attachment_retracted_completely check (
      (retracted_at is null) = (retracted_by is null) and (retracted_at is null) = (retraction_reason is null)
      and (retracted_at is null) = (retracted_by_name is null)),
    constraint attachment_content_stays_until_retracted check (content_deleted_at is null or retracted_at is not null),
    constraint attachment_stored_once unique (stored_name)
  )`,
  'create index attachment_of_object on attachment (object_type, object_id) where object_id is not null',
  'create index attachment_to_delete on attachment (retracted_at) where retracted_at is not null and content_deleted_at is null',
  ...areaPolicy('attachment'),
  grant(department, 'attachment', 'select, insert, update'),
  // what was uploaded stays what it is: it can be put to an object once, retracted once, and its file name sealed with a newer key
  `create function attachment_stays_itself() returns trigger language plpgsql as $$
  begin
    if to_jsonb(new) - array['object_type', 'object_id', 'file_name_cipher', 'retracted_at', 'retracted_by', 'retracted_by_name', 'retraction_reason', 'content_deleted_at']
       <> to_jsonb(old) - array['object_type', 'object_id', 'file_name_cipher', 'retracted_at', 'retracted_by', 'retracted_by_name', 'retraction_reason', 'content_deleted_at']
       or (old.object_id is not null and (new.object_type, new.object_id) is distinct from (old.object_type, old.object_id))
       or (old.retracted_at is not null and (new.retracted_at, new.retracted_by, new.retracted_by_name, new.retraction_reason)
           is distinct from (old.retracted_at, old.retracted_by, old.retracted_by_name, old.retraction_reason))
       or (old.content_deleted_at is not null and new.content_deleted_at is distinct from old.content_deleted_at) then
      raise exception 'an attachment stays what it is' using errcode = 'JZ004';
    end if;
    return new;
  end $$`,
  'create trigger attachment_is_itself before update on attachment for each row execute function attachment_stays_itself()',
];

const upload = (department: Department): string[] => [
  `create table upload (
    id uuid primary key,
    village_code text collate "C" not null,
    audience text not null,
    account_id uuid not null,
    account_name text not null,
    account_roles text[] not null,
    account_area text collate "C" not null,
    file_name_cipher bytea not null,
    bytes bigint not null,
    expected_sha256 text,
    stored_name text not null,
    key_cipher bytea,
    state text not null default 'receiving',
    problem jsonb,
    began_at timestamptz not null,
    expires_at timestamptz not null,
    constraint upload_audience_known check (audience in ('area', 'aboveVillage', 'confirmers')),
    constraint upload_state_known check (state in ('receiving', 'refused')),
    constraint upload_has_content check (bytes > 0),
    constraint upload_refusal_explained check ((state = 'refused') = (problem is not null)),
    constraint upload_has_key check (state = 'refused' or key_cipher is not null),
    constraint upload_stored_once unique (stored_name)
  )`,
  'create index upload_expired on upload (expires_at)',
  ...areaPolicy('upload'),
  grant(department, 'upload'),
];

const sealKey = (department: Department): string[] => [
  `create table seal_key (
    id text primary key,
    public_key text not null,
    created_at timestamptz not null,
    constraint seal_key_is_ed25519 check (length(public_key) = 43)
  )`,
  ...appendOnly(department, 'seal_key'),
];

const signature = (department: Department): string[] => [
  `create table signature (
    id uuid primary key,
    village_code text collate "C" not null,
    subject_type text not null,
    subject_id text not null,
    subject_version int not null,
    digest text not null,
    account_id uuid not null,
    proof_id uuid not null,
    signed_at timestamptz not null,
    statement jsonb not null,
    seal_key_id text not null references seal_key (id),
    seal bytea not null,
    constraint signature_digest_complete check (digest ~ '^[0-9a-f]{64}$'),
    constraint signature_seal_complete check (length(seal) = 64),
    constraint signature_proof_used_once unique (proof_id)
  )`,
  'create index signature_of_subject on signature (subject_type, subject_id, signed_at)',
  ...areaPolicy('signature'),
  ...appendOnly(department, 'signature'),
  // apart from the signature, so that it can be encrypted with a newer key; the digest in the sealed statement says what it was
  `create table signature_content (
    signature_id uuid primary key references signature (id),
    village_code text collate "C" not null,
    content_cipher bytea not null
  )`,
  ...areaPolicy('signature_content'),
  grant(department, 'signature_content', 'select, insert, update'),
  `create table signature_attachment (
    signature_id uuid not null references signature (id),
    attachment_id uuid not null references attachment (id),
    village_code text collate "C" not null,
    sha256 text not null,
    primary key (signature_id, attachment_id)
  )`,
  'create index signature_attachment_of on signature_attachment (attachment_id)',
  ...areaPolicy('signature_attachment'),
  ...appendOnly(department, 'signature_attachment'),
  `create table signature_void (
    signature_id uuid primary key references signature (id),
    village_code text collate "C" not null,
    voided_at timestamptz not null,
    statement jsonb not null,
    seal_key_id text not null references seal_key (id),
    seal bytea not null,
    constraint signature_void_seal_complete check (length(seal) = 64)
  )`,
  ...areaPolicy('signature_void'),
  ...appendOnly(department, 'signature_void'),
];

/**
 * Who in the area: what `mayRead` says, kept by the database as well, for statements that forget to ask (ADR 0184). For one migration.
 * A restrictive policy narrows what the area's policy shows.
 */
export const evidenceAudience = (): string[] => [audiencePolicy('attachment', 'uploaded_by'), audiencePolicy('upload', 'account_id')];

/** Roles that read what is for confirmers; a test compares them with the permission. */
export const CONFIRMING_ROLES = ['verification-officer'] as const;

const audiencePolicy = (table: string, uploader: string): string => {
  const confirms = `string_to_array(current_setting('app.roles', true), ',') && array['${CONFIRMING_ROLES.join("', '")}']`;
  return `create policy "${table}_audience" on "${table}" as restrictive using (
    audience = 'area'
    or coalesce(current_setting('app.system', true), '') <> ''
    or "${uploader}"::text = current_setting('app.account', true)
    or (audience = 'aboveVillage' and current_setting('app.area_from', true) < current_setting('app.area_to', true))
    or (audience = 'confirmers' and ${confirms}))`;
};
