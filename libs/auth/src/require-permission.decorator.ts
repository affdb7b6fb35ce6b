import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { SignInNeeded } from './auth.errors.js';
import type { Permission } from './permissions.js';
import type { Principal } from './principal.js';

export const ACCESS = 'jingzhun:access';

/** What a route asks of its caller. */
export type Access =
  | { kind: 'permission'; permission: Permission; or?: readonly Permission[] }
  | { kind: 'signed-in'; reason: string }
  | { kind: 'public'; reason: string };

/**
 * The route answers accounts whose roles include the permission.
 * @param or others that open the route as well; what each of them may do there, the use case decides
 */
export const RequirePermission = (permission: Permission, ...or: Permission[]): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'permission', permission, ...(or.length > 0 && { or }) } satisfies Access);

/** The route answers everybody who is signed in, whatever the role or department: one's own account, one's own session. */
export const SignedIn = (reason: string): CustomDecorator => SetMetadata(ACCESS, { kind: 'signed-in', reason } satisfies Access);

/** The route answers everybody. The reason is for the reader of the walking test's list. */
export const Public = (reason: string): CustomDecorator => SetMetadata(ACCESS, { kind: 'public', reason } satisfies Access);

/** What the guard leaves on the request. */
export interface CallerCarrier {
  principal?: Principal;
}

/** The verified caller of a guarded route. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<CallerCarrier>();
  if (!principal) throw new SignInNeeded();
  return principal;
});
