import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';

export interface DirectoryAddress {
  readonly area?: string | undefined;
  readonly category?: string | undefined;
  readonly mainCause?: string | undefined;
}

/** Areas and codes only; anything else in an address is ignored. */
export function directoryFilterOf(parameters: URLSearchParams): DirectoryAddress {
  const area = parameters.get('area') ?? '';
  const category = parameters.get('category') ?? '';
  const mainCause = parameters.get('mainCause') ?? '';
  return {
    ...(/^\d{6}(\d{3}){0,2}$/.test(area) ? { area } : {}),
    ...(HouseholdCategories.has(category) ? { category } : {}),
    ...(PovertyCauses.has(mainCause) ? { mainCause } : {}),
  };
}
