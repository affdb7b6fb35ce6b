import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { isCountyWide, permissionsOf, ROLES, routesOf, type Permission, type Route } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Department } from '@jingzhun/persistence';
import type { WalkedService } from './walk-routes.js';

export interface AreaWalk {
  /** Tables with an area whose records were asked for. */
  tables: string[];
  asked: number;
  /** Answers that told or changed something of another area. */
  leaks: string[];
}

/** Of each table. */
const RECORDS = 1;
/** The audit log is the whole department's: an auditor reads it without an area. */
const WITHOUT_AREA = new Set<Permission>(['audit.read']);

/**
 * Asks every route of the running router, with an account that may but for another area, for every kind of record that has an area:
 * none may answer with it or act on it, and no list may name it. The tables are taken from the catalogue, so a new one is asked for as well.
 *
 * @param exempt routes that answer the same to everybody, by design
 * @param area one in which no record of the test lies
 * @param of tables whose records are asked for by their id, where asking for all takes too long; lists are looked through for all
 */
export async function walkAreas(
  service: WalkedService & { database: { superuserUrl: string } },
  department: Department,
  { exempt = [], area = '360781208', of }: { exempt?: readonly string[]; area?: string; of?: readonly string[] } = {},
): Promise<AreaWalk> {
  const records = await recordsOf(service.database.superuserUrl);
  const ids = records.flatMap((table) => table.ids);
  const byId = records.filter(({ table }) => !of || of.includes(table)).flatMap((table) => table.ids);
  const walk: AreaWalk = { tables: records.map(({ table }) => table), asked: 0, leaks: [] };
  for (const route of routesOf(service.app)) {
    if (route.access?.kind !== 'permission' || route.method === 'HEAD' || WITHOUT_AREA.has(route.access.permission)) continue;
    if (exempt.some((path) => route.path.endsWith(path))) continue;
    const token = await tokenOf(service, department, route.access.permission, area);
    const paths = route.path.includes(':')
      ? byId.map((id) => route.path.replaceAll(/:[A-Za-z]+/g, id))
      : route.method === 'GET'
        ? [route.path]
        : [];
    for (const path of paths) {
      walk.asked += 1;
      const leak = await leakOf(service, route, path, token, ids);
      if (leak) walk.leaks.push(`${route.method} ${path}: ${leak}`);
    }
  }
  return walk;
}

async function leakOf(
  service: WalkedService,
  { method }: Route,
  path: string,
  token: string,
  ids: readonly string[],
): Promise<string | undefined> {
  const asked = request(service.app.getHttpServer())
    [method.toLowerCase() as 'get'](path)
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', randomUUID())
    .set('If-Match', '"1"');
  const { status, text, body } = await (method === 'GET' ? asked : asked.send({}));
  if (status >= 500) return `${status}`;
  if (status >= 300) return undefined;
  const named = ids.filter((id) => text?.includes(id) && !path.includes(id));
  if (named.length > 0) return `${status} names ${named.join(' ')}`;
  const isAbout = path.split('/').some((part) => ids.includes(part));
  // a list of nothing says nothing
  const isEmptyList = method === 'GET' && Array.isArray(body?.items) && body.items.length === 0;
  return isAbout && !isEmptyList ? `${status}` : undefined;
}

async function tokenOf(service: WalkedService, department: Department, permission: Permission, area: string): Promise<string> {
  const role =
    ROLES.find((one) => !isCountyWide([one]) && permissionsOf([one]).includes(permission)) ??
    ROLES.find((one) => permissionsOf([one]).includes(permission));
  return service.issuer.tokenFor(principalLike({ department, roles: role ? [role] : [], area }));
}

async function recordsOf(superuserUrl: string): Promise<{ table: string; ids: string[] }[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; key: string }>(
      `select c.relname as table, k.attname as key
       from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
       join pg_attribute k on k.attrelid = c.oid and k.attnum = i.indkey[0] and k.atttypid = 'uuid'::regtype
       where c.relnamespace = 'public'::regnamespace and exists (
         select from pg_attribute a where a.attrelid = c.oid and a.attname in ('village_code', 'area_code', 'place_code') and not a.attisdropped)
       order by 1`,
    );
    const found: { table: string; ids: string[] }[] = [];
    for (const { table, key } of rows) {
      const { rows: some } = await client.query<{ id: string }>(`select distinct "${key}"::text as id from "${table}" limit ${RECORDS}`);
      if (some.length > 0) found.push({ table, ids: some.map(({ id }) => id) });
    }
    return found;
  } finally {
    await client.end();
  }
}
