import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';
import type { SubsidyState } from '../lifecycle/subsidy-state.js';
import { ParcelTaken, type ParcelWay } from './parcel.errors.js';

/** Back to where its acceptance is void: the application counts in the year it was entered again. */
export const isMeasuredAnew = (to: SubsidyState): boolean => to === 'applied' || to === 'villageChecked';

/**
 * Of applications whose year has just changed, because their acceptance was written or made void: that no other application has their parcel
 * in that year. Asked before the step is written, so that the step can say which one and what to do.
 * A parcel that industry names stops no way back: what follows is stopped instead (`projectAsAccepted`).
 * @param ids in the order of the command
 * @throws ParcelTaken
 */
export async function assertParcelsFree(em: EntityManager, ids: readonly string[], way: ParcelWay): Promise<void> {
  const taken = await run<{ at: number }>(
    em,
    `select (w.n - 1)::int as at from unnest($1::uuid[]) with ordinality as w (id, n)
     where exists (select from subsidy_parcel_uses(w.id) u join subsidy_parcel_use o on (o.year, o.kind, o.key) = (u.year, u.kind, u.key) where o.application_id <> w.id and (u.kind <> 'parcel' or $2))
     order by w.n`,
    [ids, way === 'onSite'],
  );
  if (taken.length > 0)
    throw new ParcelTaken(
      way,
      taken.map(({ at }) => at),
    );
}
