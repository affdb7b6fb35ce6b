export { abilityOf, actorFor, may, mayDecide, type Ability } from './ability.js';
export { KeysUnavailable, NakedRoutes, NotPermitted, OtherDepartment, SignInNeeded } from './auth.errors.js';
export { AuthGuard, type AuthOptions } from './auth.guard.js';
export { AuthModule, verifierFromEnvironment, type AuthModuleOptions } from './auth.module.js';
export { partsOf, PERMISSIONS, type Permission } from './permissions.js';
export { Principal } from './principal.js';
export { RemoteKeys, type RemoteKeysOptions } from './remote-keys.js';
export { Caller, Public, RequirePermission, SignedIn, type Access, type CallerCarrier } from './require-permission.decorator.js';
export {
  conflictsOf,
  COUNTY_WIDE_ROLES,
  EXCLUSIVE_ROLES,
  isCountyWide,
  needsSecondFactor,
  PERMISSIONS_OF_ROLE,
  permissionsOf,
  ROLES,
  type Role,
} from './roles.js';
export { routesOf, type Route } from './routes.js';
export { API_AUDIENCE, SIGNING_PROOF, TokenVerifier, type TokenVerifierOptions } from './token-verifier.js';
