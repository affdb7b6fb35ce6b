import { run, type Handle } from '@jingzhun/persistence';
import { SubsidyStates, type SubsidyState } from '../lifecycle/subsidy-state.js';
import type { SubsidyRow } from '../subsidy-rows.js';
import type { SubsidyApplication } from '../subsidy.dto.js';
import { foldedParcel, isSimilar } from './parcel-name.rules.js';

export interface SimilarParcel {
  readonly id: string;
  readonly key: string;
  readonly claimId: string | null;
  readonly parcel: string;
  readonly productZh: string;
  readonly state: SubsidyState;
  readonly villageCode: string;
  readonly householdNumber: string;
  readonly headName: string;
}

const MOST = 20;
/**
 * Named after a project of industry (`parcelOf`), by nobody in the village: it tells whose project it is, and its words are those of every
 * project. Nobody is asked about it; the household's own projects are found as projects (ADR 0198).
 */
export const isNamedByProject = (key: string, claimId: string | null): boolean => claimId !== null && key.startsWith('验收项目');

interface Asked {
  readonly village: string;
  readonly years: readonly number[];
  /** Folded. */
  readonly key: string;
  /** The accepted project that it names. */
  readonly claimId: string | null;
  /** Itself. */
  readonly except: string | null;
}

/** Living applications of these years for something of the village with a similar name, as far as the session sees. */
export async function parcelsOfSimilarName(handle: Handle, { village, years, key: own, claimId, except }: Asked): Promise<SimilarParcel[]> {
  if (isNamedByProject(own, claimId)) return [];
  const rows = await run<SimilarParcel>(
    handle,
    `select a.id, a.household_number as "householdNumber", a.head_name as "headName", a.village_code as "villageCode", a.parcel, a.parcel_key as key, a.claim_id as "claimId", a.state,
       coalesce((select p ->> 'nameZh' from jsonb_array_elements(s.content -> 'products') p where p ->> 'product' = a.product), a.product) as "productZh"
     from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code join subsidy_parcel_use u on u.application_id = a.id and u.kind = 'place'
     where a.parcel_village = $1 and a.rest_of is null and a.id is distinct from $2::uuid and u.year = any($3::int[]) order by a.id limit 2000`,
    [village, except, years],
  );
  return rows.filter(({ key, claimId: of }) => !isNamedByProject(key, of) && isSimilar(own, key)).slice(0, MOST);
}

/** For whoever opens an application, as far as the own area goes: the same land under another name is seen on site only. */
export async function similarParcels(handle: Handle, row: SubsidyRow): Promise<SubsidyApplication['similarParcels']> {
  const root = row.restOf ?? row.id;
  const years = await run<{ year: number }>(handle, 'select distinct year from subsidy_parcel_use where application_id = $1::uuid', [root]);
  const [of] = await run<{ claimId: string | null }>(handle, 'select claim_id as "claimId" from subsidy_application where id = $1::uuid', [
    root,
  ]);
  const known = { village: row.parcelVillage, years: years.map(({ year }) => year), key: foldedParcel(row.parcel) };
  const asked = { ...known, claimId: of?.claimId ?? null, except: root };
  return (await parcelsOfSimilarName(handle, asked)).map(({ id, householdNumber, headName, parcel, productZh, state }) => ({
    ...{ id, householdNumber, headName, parcel, productZh },
    state: SubsidyStates.get(state).code,
  }));
}
