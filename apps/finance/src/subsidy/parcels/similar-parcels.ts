import { run, type Handle } from '@jingzhun/persistence';
import { SubsidyStates } from '../lifecycle/subsidy-state.js';
import type { SubsidyRow } from '../subsidy-rows.js';
import type { SubsidyApplication } from '../subsidy.dto.js';
import { foldedParcel, isSimilar } from './parcel-name.rules.js';

/** Other applications of the year for something of the same village that is called alike, as far as the reader's area goes: the same land under another name is seen on site only. */
export async function similarParcels(handle: Handle, row: SubsidyRow): Promise<SubsidyApplication['similarParcels']> {
  const rows = await run<SubsidyApplication['similarParcels'][number] & { key: string }>(
    handle,
    `select a.id, a.household_number as "householdNumber", a.head_name as "headName", a.parcel, a.parcel_key as key, a.state,
       coalesce((select p ->> 'nameZh' from jsonb_array_elements(s.content -> 'products') p where p ->> 'product' = a.product), a.product) as "productZh"
     from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code join subsidy_parcel_use u on u.application_id = a.id and u.kind = 'place'
     where a.parcel_village = $1 and a.rest_of is null and a.id <> $2::uuid and u.year in (select o.year from subsidy_parcel_use o where o.application_id = $2::uuid)
     order by a.id limit 2000`,
    [row.parcelVillage, row.restOf ?? row.id],
  );
  const own = foldedParcel(row.parcel);
  return rows
    .filter(({ key }) => isSimilar(own, key))
    .slice(0, 20)
    .map(({ key: _key, state, ...one }) => ({ ...one, state: SubsidyStates.get(state).code }));
}
