import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { permissionsOf, ROLES, routesOf, type Permission, type Principal, type Role, type Route } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Department } from '@jingzhun/persistence';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** A running service and who signs tokens for it. */
export interface WalkedService {
  app: NestExpressApplication;
  issuer: { tokenFor(principal: Principal): Promise<string> };
}

export interface WalkedRoute {
  route: string;
  permission: string;
  /** What was tried and what came back, e.g. `no sign-in → 401 auth.sign-in-needed`. */
  answers: string[];
  /** Tries that were not refused as they must be. */
  wrong: string[];
}

/** The county-wide readers of every department's records; a route they may use is open to other departments for them. */
const OTHER_DEPARTMENT_ROLE: Role = 'county-officer';
const OVERSIZED = JSON.stringify({ filler: 'x'.repeat(1_200_000) });

/**
 * Walks every route of the running router: no sign-in, a token that is none, another department, every role without the
 * permission, a malformed body, an oversized one. Each must be refused as problem+json with a code and a next step. Of a public route
 * that takes a body only this is asked: whatever comes, it does not break. Wrong areas are `walkAreas`.
 */
export async function walkRoutes(service: WalkedService, department: Department): Promise<WalkedRoute[]> {
  const routes = routesOf(service.app).filter(({ method }) => method !== 'HEAD');
  const walked: WalkedRoute[] = [];
  for (const route of routes)
    if (route.access?.kind !== 'public') walked.push(await walkOne(service, department, route));
    else if (route.method !== 'GET') walked.push(await walkPublic(service, route));
  return walked;
}

async function walkOne(service: WalkedService, department: Department, route: Route): Promise<WalkedRoute> {
  const permission = route.access?.kind === 'permission' ? route.access.permission : undefined;
  const others = (route.access?.kind === 'permission' && route.access.or) || [];
  const walked: WalkedRoute = {
    route: `${route.method} ${route.path}`,
    permission: permission ? [permission, ...others].join(' or ') : (route.access?.kind ?? 'none'),
    answers: [],
    wrong: [],
  };
  const attempt = async (name: string, expected: number[], send: (test: request.Test) => request.Test): Promise<void> => {
    const method = route.method.toLowerCase() as 'get';
    const path = route.path.replaceAll(/:[A-Za-z]+/g, randomUUID());
    const { status, body, headers } = await send(request(service.app.getHttpServer())[method](path));
    const line = `${name} → ${status} ${String(body?.code ?? '')}`;
    walked.answers.push(line);
    const isProblem = String(headers['content-type']).startsWith('application/problem+json') && body.code && body.detail && body.next;
    if (!expected.includes(status) || !isProblem) walked.wrong.push(line);
  };
  const tokenOf = (roles: Role[], dept: Department): Promise<string> => service.issuer.tokenFor(principalLike({ department: dept, roles }));
  const withToken = (token: string) => (test: request.Test) =>
    test.set('Authorization', `Bearer ${token}`).set('Idempotency-Key', randomUUID());

  await attempt('no sign-in', [401], (test) => test);
  await attempt('not a token', [401], withToken('abc.def.ghi'));
  if (permission && department !== 'gateway') {
    const other: Department = department === 'medical' ? 'finance' : 'medical';
    await attempt('other department', [403], withToken(await tokenOf([OTHER_DEPARTMENT_ROLE], other)));
  }
  for (const role of permission ? rolesWithout([permission, ...others]) : []) {
    await attempt(`role ${role}`, [403], withToken(await tokenOf([role], department)));
  }
  const permitted = permission ? ROLES.find((role) => permissionsOf([role]).includes(permission)) : 'county-officer';
  if (permission && !permitted) walked.wrong.push('no role has this permission');
  if (permitted && ['POST', 'PUT', 'PATCH'].includes(route.method)) {
    const token = await tokenOf([permitted], department);
    const json = (body: string) => (test: request.Test) =>
      withToken(token)(test).set('Content-Type', 'application/json').set('If-Match', '"1"').send(body);
    await attempt('unreadable body', [400, 404, 415], json('{"a":'));
    await attempt('body of another shape', [400, 404, 409, 415], json('{"noSuchField":{"deep":[1]}}'));
    await attempt('oversized body', [413, 415], json(OVERSIZED));
  }
  return walked;
}

async function walkPublic(service: WalkedService, { method, path }: Route): Promise<WalkedRoute> {
  const walked: WalkedRoute = { route: `${method} ${path}`, permission: 'public', answers: [], wrong: [] };
  for (const [name, body] of Object.entries({ 'unreadable body': '{"a":', 'body of another shape': '[1]', 'oversized body': OVERSIZED })) {
    const { status } = await request(service.app.getHttpServer())
      [method.toLowerCase() as 'post'](path.replaceAll(/:[A-Za-z]+/g, randomUUID()))
      .set('Content-Type', 'application/json')
      .send(body);
    walked.answers.push(`${name} → ${status}`);
    if (status >= 500) walked.wrong.push(`${name} → ${status}`);
  }
  return walked;
}

const rolesWithout = (permissions: readonly Permission[]): Role[] =>
  ROLES.filter((role) => !permissionsOf([role]).some((held) => permissions.includes(held)));
