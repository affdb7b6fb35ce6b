import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import type { HouseholdFilter, HouseholdSort } from '../../../api/identification/households.js';

const sorts: readonly HouseholdSort[] = ['village', 'number', 'members', 'income'];

/**
 * The filter lives in the address, so that it can be shared and survives a reload. Only areas and codes of the lists are read: whatever
 * else somebody puts into an address (a name, a number) is ignored and never sent on.
 */
export function filterOf(parameters: URLSearchParams): HouseholdFilter {
  const area = parameters.get('area') ?? '';
  const category = parameters.get('category') ?? '';
  const status = parameters.get('status') ?? '';
  const mainCause = parameters.get('mainCause') ?? '';
  const sort = parameters.get('sort') ?? '';
  return {
    ...(/^\d{6}(\d{3}){0,2}$/.test(area) ? { area } : {}),
    ...(HouseholdCategories.has(category) ? { category } : {}),
    ...(HouseholdStatuses.has(status) ? { status } : {}),
    ...(PovertyCauses.has(mainCause) ? { mainCause } : {}),
    ...(isSort(sort) ? { sort } : {}),
  };
}

export function parametersOf(filter: HouseholdFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const key of ['area', 'category', 'status', 'mainCause', 'sort'] as const) {
    const value = filter[key];
    if (value) parameters.set(key, value);
  }
  return parameters;
}

export function householdListAddress(filter: HouseholdFilter): string {
  const text = parametersOf(filter).toString();
  return `/identification/households${text ? `?${text}` : ''}`;
}

export function householdAddress(id: string): string {
  return `/identification/households/${id}`;
}

function isSort(value: string): value is HouseholdSort {
  return sorts.some((sort) => sort === value);
}
