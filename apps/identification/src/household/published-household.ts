import { randomUUID } from 'node:crypto';
import { HouseholdChangedV1 } from '@jingzhun/events/identification/household-changed.v1';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { type Handle, run } from '@jingzhun/persistence';
import { selected, type HouseholdSelection } from './household-selection.js';

export interface PublishingContext {
  /** `as-recorded`: when the household was changed last, for a state that was published before. */
  occurredAt: Date | 'as-recorded';
  correlationId?: string;
  causationId?: string;
}

const MEMBERS = `(select coalesce(json_agg(json_build_object(
    'personId', p.id, 'name', p.name, 'sex', p.sex, 'birthYear', extract(year from p.birth_date)::int,
    'relation', m.relation, 'isHead', m.relation = '01', 'matchKey', p.match_key) order by m.relation, p.id), '[]')
  from member m join person p on p.id = m.person_id
  where m.household_id = h.id and m.valid_to is null)`;

/** SQL expression over `household h`: what the other departments are told, as `json` in the shape of the event contract. */
export const PUBLISHED_HOUSEHOLD = `json_build_object(
  'householdId', h.id, 'number', h.number, 'version', h.version, 'status', h.status, 'category', h.category,
  'mainCause', h.main_cause, 'secondaryCauses', to_json(h.secondary_causes), 'villageCode', h.village_code,
  'groupName', h.group_name, 'headName', h.head_name, 'memberCount', h.member_count, 'registeredOn', h.registered_on,
  'registeredElsewhere', h.registered_elsewhere, 'members', ${MEMBERS})`;

const PUBLISHED_FIELDS = `array['number', 'status', 'category', 'mainCause', 'secondaryCauses', 'villageCode', 'groupName', 'headName',
  'memberCount', 'registeredOn', 'registeredElsewhere', 'members']`;

/** Which published fields differ between this version and the one before, by the history. */
const CHANGED_FIELDS = `jsonb_build_object('changedFields', (
  select coalesce(jsonb_agg(field.key order by field.key), '[]')
  from household_history now
  join household_history before on before.household_id = now.household_id and before.version = now.version - 1
  cross join lateral jsonb_each(now.state) field
  where now.household_id = h.id and now.version = h.version
    and field.key = any (${PUBLISHED_FIELDS}) and field.value is distinct from before.state -> field.key))`;

/**
 * Tells the other departments about households, in the caller's transaction: one outbox row each with the whole published state.
 * The one place that builds it, for a person's change and for a released import alike. Call it after `recordHistory`, and `database.announce(handle)`
 * after it, so that the relay is rung at commit. Who acted is known from the session.
 */
export async function publishHouseholds(
  handle: Handle,
  where: HouseholdSelection,
  kind: 'registered' | 'changed',
  context: PublishingContext,
): Promise<void> {
  const definition = kind === 'registered' ? HouseholdRegisteredV1 : HouseholdChangedV1;
  const { sql, values } = selected(where, 7);
  await run(
    handle,
    `insert into outbox (id, type, subject, ordering_key, occurred_at, recorded_at, correlation_id, causation_id, data)
     select uuidv7(), $1::text,
       $2::text || '.' || substring(h.village_code for 6) || '.' || substring(h.village_code from 7 for 3) || '.' || substring(h.village_code from 10),
       h.id::text, coalesce($3::timestamptz, h.changed_at), coalesce($4::timestamptz, h.changed_at), $5::uuid, $6::uuid,
       (${PUBLISHED_HOUSEHOLD})::jsonb${kind === 'changed' ? ` || ${CHANGED_FIELDS}` : ''}
     from household h where ${sql} order by h.village_code, h.number`,
    [
      definition.type,
      `jz.${definition.type}`,
      ...(context.occurredAt === 'as-recorded' ? [null, null] : [context.occurredAt, context.occurredAt]),
      context.correlationId ?? randomUUID(),
      context.causationId ?? null,
      ...values,
    ],
  );
}
