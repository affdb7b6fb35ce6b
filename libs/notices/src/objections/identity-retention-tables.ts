/** Who objected is forgotten when its time is over; the objection, its answer and the findings stay. After `noticeTables`. */
export function identityRetentionTables(): string[] {
  return [
    'alter table objection_sealed add column identity_deleted_at timestamptz',
    'alter table objection_sealed drop constraint objection_anonymous_has_no_identity',
    `alter table objection_sealed add constraint objection_identity_kept_or_deleted
       check ((identity_cipher is null) = (is_anonymous or identity_deleted_at is not null))`,
    // a new key may be put under what was said, and who said it may be forgotten once; nothing else changes
    `create or replace function objection_stays_sealed() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'UPDATE'
         or (to_jsonb(new) - 'text_cipher' - 'identity_cipher' - 'identity_deleted_at') <> (to_jsonb(old) - 'text_cipher' - 'identity_cipher' - 'identity_deleted_at')
         or (old.identity_deleted_at is not null and new.identity_deleted_at is distinct from old.identity_deleted_at)
         or (new.identity_deleted_at is null and (new.identity_cipher is null) <> (old.identity_cipher is null)) then
        raise exception 'what was said in an objection does not change' using errcode = 'JZ004';
      end if;
      -- not before it is answered, whoever asks
      if new.identity_deleted_at is not null and old.identity_deleted_at is null
         and not exists (select from objection o where o.id = new.id and o.state = 'decided') then
        raise exception 'who objected is known until the objection is answered' using errcode = 'JZ004';
      end if;
      return new;
    end $$`,
    'create index objection_identity_kept on objection_sealed (place_code) where identity_deleted_at is null',
  ];
}
