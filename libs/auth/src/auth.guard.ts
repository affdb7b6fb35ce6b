import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Department } from '@jingzhun/persistence';
import { may } from './ability.js';
import { NakedRoutes, NotPermitted, OtherDepartment, SignInNeeded } from './auth.errors.js';
import { ACCESS, type Access, type CallerCarrier } from './require-permission.decorator.js';
import { isCountyWide } from './roles.js';
import { TokenVerifier } from './token-verifier.js';

export const AUTH_OPTIONS = Symbol('AUTH_OPTIONS');

export interface AuthOptions {
  department: Department;
  /** The gateway answers accounts of all departments; its own services narrow them to their own. */
  anyDepartment?: boolean;
}

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/;

/** Stands before every route of the application. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(AUTH_OPTIONS) private readonly options: AuthOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (!access) throw new NakedRoutes([`${context.getClass().name}.${context.getHandler().name}`]);
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<Request & CallerCarrier>();
    const token = BEARER.exec(request.header('authorization') ?? '')?.[1];
    if (!token) throw new SignInNeeded();
    const principal = await this.verifier.verify(token);
    const own = this.options.anyDepartment || principal.department === this.options.department;
    if (!own && !isCountyWide(principal.roles)) throw new OtherDepartment();
    if (access.kind === 'permission' && ![access.permission, ...(access.or ?? [])].some((one) => may(principal, one)))
      throw new NotPermitted();
    request.principal = principal;
    return true;
  }
}
