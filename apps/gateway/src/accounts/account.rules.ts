import { conflictsOf, COUNTY_WIDE_ROLES, EXCLUSIVE_ROLES, type Principal, type Role } from '@jingzhun/auth';
import { containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { Refusal } from '@jingzhun/domain/refusal';
import type { Department } from '@jingzhun/persistence';
import {
  BankOfClerk,
  CountyGrantsThis,
  NotYourOwn,
  OnlyAdministratorsThere,
  OtherDepartmentsAccount,
  OutsideYourArea,
  RolesExclude,
} from './account.errors.js';

interface Place {
  department: Department;
  roles: readonly Role[];
  area: DivisionPrefix;
  bank?: string | null | undefined;
}

const holdsAny = (roles: readonly Role[], some: readonly Role[]): boolean => roles.some((role) => some.includes(role));

/**
 * May this security administrator have an account of this place? The county platform appoints the administrators of the
 * departments and the readers of the whole county; everything else each department does for itself.
 */
export function refusalToHave(caller: Principal, place: Place): Refusal | undefined {
  const conflicts = conflictsOf(place.roles);
  if (conflicts.length > 0) return new RolesExclude(conflicts);
  if (place.roles.includes('bank-clerk') !== Boolean(place.bank)) return new BankOfClerk();
  if (!containsArea(caller.area, place.area)) return new OutsideYourArea();
  if (caller.department === 'gateway') {
    const appointed: readonly Role[] = [...EXCLUSIVE_ROLES, ...COUNTY_WIDE_ROLES];
    return place.roles.every((role) => appointed.includes(role)) ? undefined : new OnlyAdministratorsThere();
  }
  if (caller.department !== place.department) return new OtherDepartmentsAccount();
  return holdsAny(place.roles, COUNTY_WIDE_ROLES) ? new CountyGrantsThis() : undefined;
}

/** May this security administrator change that account at all? */
export function refusalToTouch(caller: Principal, account: Place & { id: string }): Refusal | undefined {
  if (account.id === caller.accountId) return new NotYourOwn();
  return refusalToHave(caller, account);
}
