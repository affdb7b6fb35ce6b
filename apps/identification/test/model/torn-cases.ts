/**
 * Cases whose state, history, signatures, audit and events are not one story; asked of the tables, not of the code. `told` keeps what
 * was ever put into the outbox.
 */
export const TORN_CASES = `with last as (select distinct on (application_id) * from application_event order by application_id, position desc)
  select a.id from application a left join last e on e.application_id = a.id
  where coalesce(e.to_state, 'draft') <> a.state
    or (select count(*) from application_event x where x.application_id = a.id) <> coalesce(e.position, 0)
    or (select jsonb_agg(jsonb_build_array(x.version, x.step, x.from_state, x.to_state) order by x.position) from application_event x where x.application_id = a.id)
      is distinct from (select jsonb_agg(jsonb_build_array((t.data ->> 'version')::int, t.data ->> 'step', t.data ->> 'from', t.data ->> 'to') order by (t.data ->> 'version')::int)
        from told t where t.ordering_key = a.id::text and t.type = 'identification.application.advanced.v1')
    or (select array_agg(x.version order by x.position) from application_event x where x.application_id = a.id)
      is distinct from (select array_agg((l.detail ->> 'version')::int order by (l.detail ->> 'version')::int) from audit_log l
        where l.object_id = a.id::text and l.result = 'success' and l.action like 'application.%' and l.detail ? 'to')
    or exists (select from application_event x where x.application_id = a.id and x.signature_id is not null
      and not exists (select from signature s join application_signature y on y.signature_id = s.id where s.id = x.signature_id and y.application_id = a.id))
    or exists (select from application_signature y where y.application_id = a.id
      and not exists (select from application_event x where x.application_id = a.id and x.signature_id = y.signature_id))
    or (a.kind = 'registration' and (a.state = 'completed') is distinct from exists (select from household_history h where h.source_document = '七步法 ' || a.id))`;

/** What was ever put into the outbox: the relay empties it. */
export const KEEP_TOLD = [
  'create table told (seq bigint generated always as identity, type text, ordering_key text, data jsonb)',
  `create function tell() returns trigger language plpgsql security definer as $$
    begin insert into told (type, ordering_key, data) values (new.type, new.ordering_key, new.data); return new; end $$`,
  'create trigger told after insert on outbox for each row execute function tell()',
];
