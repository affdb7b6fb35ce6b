import { AbilityBuilder, createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import { level } from '@jingzhun/domain/division-code';
import type { Actor } from '@jingzhun/domain/lifecycle';
import { partsOf, type Permission } from './permissions.js';
import type { Principal } from './principal.js';
import { permissionsOf } from './roles.js';

/** `ability.can('read', 'household')`; the portal builds the same from the permissions of its session. */
export type Ability = MongoAbility;

const DECISIONS: readonly Permission[] = ['correction.decide', 'import.release', 'duplicate.decide'];

/** The verifier gives out the same principal for the same token, so an account's abilities are put together once a token. */
const known = new WeakMap<object, Ability>();

/** Abilities of an account: what its roles permit, without deciding what it proposed itself (`makerId`). */
export function abilityOf(principal: Pick<Principal, 'accountId' | 'roles'>): Ability {
  const ability = known.get(principal) ?? build(principal);
  known.set(principal, ability);
  return ability;
}

function build(principal: Pick<Principal, 'accountId' | 'roles'>): Ability {
  const abilities = new AbilityBuilder<Ability>(createMongoAbility);
  for (const permission of permissionsOf(principal.roles)) {
    const { subject: what, action } = partsOf(permission);
    abilities.can(action, what);
    if (DECISIONS.includes(permission)) abilities.cannot(action, what, { makerId: principal.accountId });
  }
  return abilities.build();
}

export function may(principal: Pick<Principal, 'accountId' | 'roles'>, permission: Permission): boolean {
  const { subject: what, action } = partsOf(permission);
  return abilityOf(principal).can(action, what);
}

/**
 * Four eyes: the permission, and not one's own proposal.
 * @param makerId account that proposed or uploaded what is to be decided
 */
export function mayDecide(principal: Pick<Principal, 'accountId' | 'roles'>, permission: Permission, makerId: string): boolean {
  const { subject: what, action } = partsOf(permission);
  return abilityOf(principal).can(action, subject(what, { makerId }));
}

/** The caller as a pure decision about a step sees them. */
export const actorFor = (principal: Pick<Principal, 'accountId' | 'roles' | 'area'>): Actor<Permission> => ({
  accountId: principal.accountId,
  level: level(principal.area),
  may: (permission) => may(principal, permission),
});
