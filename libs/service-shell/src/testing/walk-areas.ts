import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { isCountyWide, permissionsOf, ROLES, routesOf, type Permission, type Route } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Department } from '@jingzhun/persistence';
import { idOf, pathOf, requestsOf, type AskedWith, type Described } from './described-requests.js';
import { changedBetween, marking, type TableMarks } from './table-marks.js';
import type { WalkedService } from './walk-routes.js';

export interface AreaWalk {
  /** Tables with an area whose records were asked for. */
  tables: string[];
  asked: number;
  /** Answers that told or changed something of another area. */
  leaks: string[];
  /** Commands of which no example came as far as the area, with what they answered; each must be known to the test. */
  unreached: Record<string, string>;
  /** Commands that can name neither a record nor a place: there is no other area to try, and they are not sent. */
  nameless: string[];
  /** Commands that say yes, write nothing and tell nothing: each line of an answer is a refusal, or there is nothing of the caller's. */
  harmless: string[];
}

export interface AreaWalkOptions {
  /** Routes that answer the same to everybody, by design. */
  exempt?: readonly string[];
  /** One in which no record of the test lies. */
  area?: string;
  /** A village of another area, where records of the test lie. */
  division?: string;
  /** Tables whose records are asked for by their id, where asking for all takes too long; lists are looked through for all. */
  of?: readonly string[];
  /** Fields whose rule no schema tells. */
  fields?: Record<string, unknown>;
}

/** Of each table. */
const RECORDS = 1;
/** The audit log is the whole department's: an auditor reads it without an area. */
const WITHOUT_AREA = new Set<Permission>(['audit.read']);
const AREA_REFUSALS = [403, 404];
/** A change behind the scenes may fall between two looks; one that comes with every request is the request's. */
const LOOKS = 4;

/**
 * Asks every route of the running router, with an account that may but for another area, for every kind of record that has an area:
 * none may answer with it or act on it, and no list may name it. Commands get bodies that their OpenAPI document admits, naming records
 * and places of the other area, so that they are judged by the area and not by their form; none may write. Tables come from the
 * catalogue, routes from the router: new ones are asked for as well.
 */
export async function walkAreas(
  service: WalkedService & { database: { superuserUrl: string } },
  department: Department,
  { exempt = [], area = '360781208', division = '360781102208', of, fields = {} }: AreaWalkOptions = {},
): Promise<AreaWalk> {
  const client = new pg.Client({ connectionString: service.database.superuserUrl });
  await client.connect();
  try {
    const records = await recordsOf(client);
    const ids = records.flatMap((table) => table.ids);
    const byId = records.filter(({ table }) => !of || of.includes(table)).flatMap((table) => table.ids);
    const { body: document } = await request(service.app.getHttpServer()).get(`/api/${department}/openapi.json`);
    const walk: AreaWalk = { tables: records.map(({ table }) => table), asked: 0, leaks: [], unreached: {}, nameless: [], harmless: [] };
    const marks = await marking(client);
    const walker: Walker = { service, ids, walk, marks, before: await marks(), division };
    for (const route of routesOf(service.app)) {
      if (route.access?.kind !== 'permission' || route.method === 'HEAD' || WITHOUT_AREA.has(route.access.permission)) continue;
      if (exempt.some((path) => route.path.endsWith(path))) continue;
      const token = await tokenOf(service, department, route.access.permission, area);
      const filled = pathOf(document as Described, route, { records, division, fields });
      const every = filled.includes(':') ? byId.map((id) => filled.replaceAll(/:[A-Za-z]+/g, id)) : [filled];
      if (route.method === 'GET') {
        for (const path of every) await readOne(walker, route, path, token);
        continue;
      }
      // a command acts on one kind of record: where the path tells which, others are not tried
      const own = filled.includes(':') ? idOf(filled.split('/:')[0]!.split('/').at(-1)!, records) : undefined;
      const paths = own === undefined ? every : [filled.replaceAll(/:[A-Za-z]+/g, own)];
      const tries = requestsOf(document as Described, route, { records, division, fields });
      const named = tries.filter((one) => paths.some((path) => isNamed(walker, path, one)));
      if (named.length > 0) await command(walker, route, paths, token, named);
      else walk.nameless.push(`${route.method} ${route.path}`);
    }
    return walk;
  } finally {
    await client.end();
  }
}

interface Walker {
  service: WalkedService;
  ids: readonly string[];
  walk: AreaWalk;
  marks: () => Promise<TableMarks>;
  before: TableMarks;
  division: string;
}

interface Answer {
  status: number;
  text: string;
  code: string;
  items?: unknown;
}

async function readOne(walker: Walker, route: Route, path: string, token: string): Promise<void> {
  const { ids, walk } = walker;
  walk.asked += 1;
  const answer = await sent(walker, route.method, path, token);
  const named = ids.filter((id) => answer.text.includes(id) && !path.includes(id));
  const isAbout = path.split('/').some((part) => ids.includes(part));
  if (answer.status >= 500) walk.leaks.push(`GET ${path}: ${answer.status}`);
  else if (answer.status < 300 && named.length > 0) walk.leaks.push(`GET ${path}: ${answer.status} names ${named.join(' ')}`);
  else if (answer.status < 300 && isAbout && !isEmpty(answer.items)) walk.leaks.push(`GET ${path}: ${answer.status}`);
}

/** One route with every example of its request, on every path. */
async function command(walker: Walker, route: Route, paths: readonly string[], token: string, tries: readonly AskedWith[]): Promise<void> {
  const { walk, ids } = walker;
  const others = new Set<string>();
  let isReached = false;
  for (const path of paths)
    for (const one of tries) {
      walk.asked += 1;
      const said = saidBy(path, one);
      const { status, code, text, items } = await sent(walker, route.method, path, token, one);
      const written = await writtenBy(walker, status < 300 ? undefined : () => sent(walker, route.method, path, token, one));
      const told = status < 300 ? ids.filter((id) => text.includes(id) && !said.includes(id)) : [];
      const leak = [
        ...(status >= 500 ? [''] : []),
        ...(told.length > 0 ? [` names ${told.join(' ')}`] : []),
        ...(written.length > 0 ? [` and writes ${written.join(', ')}`] : []),
      ];
      isReached ||= leak.length > 0 || status < 300 || AREA_REFUSALS.includes(status);
      if (leak.length > 0) walk.leaks.push(`${route.method} ${path}: ${status}${leak.join('')}`);
      // a search finds nothing
      else if (status < 300 && !isEmpty(items)) others.add(String(status));
      else if (status >= 300 && !AREA_REFUSALS.includes(status)) others.add(`${status} ${code}`);
    }
  const name = `${route.method} ${route.path}`;
  if (!isReached) walk.unreached[name] = [...others].join(', ');
  else if ([...others].some((answer) => !answer.includes(' '))) walk.harmless.push(name);
}

const saidBy = (path: string, { query, body }: AskedWith): string => `${path}${query}${JSON.stringify(body)}`;

const isNamed = ({ ids, division }: Walker, path: string, one: AskedWith): boolean =>
  [...ids, division.slice(0, 9)].some((name) => saidBy(path, one).includes(name));

const isEmpty = (items: unknown): boolean => Array.isArray(items) && items.length === 0;

/** The tables that changed; with `again`, only those that change each time the request is sent. */
async function writtenBy(walker: Walker, again?: () => Promise<unknown>): Promise<string[]> {
  let written: string[] | undefined;
  for (let look = 0; look < LOOKS; look += 1) {
    const now = await walker.marks();
    const changed = changedBetween(walker.before, now);
    walker.before = now;
    written = written === undefined ? changed : written.filter((table) => changed.includes(table));
    if (written.length === 0 || !again) return written;
    if (look < LOOKS - 1) await again();
  }
  return written ?? [];
}

async function sent(
  { service }: Walker,
  method: string,
  path: string,
  token: string,
  { query, headers, body }: AskedWith = NOTHING,
): Promise<Answer> {
  const asked = request(service.app.getHttpServer())
    [method.toLowerCase() as 'get'](`${path}${query}`)
    .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID(), 'If-Match': '"1"', ...headers });
  const { status, text, body: told } = await (method === 'GET' ? asked : asked.send(body as object));
  return { status, text: text ?? '', code: String(told?.code ?? ''), items: told?.items };
}

const NOTHING: AskedWith = { query: '', headers: {}, body: undefined };

/** Of an account whose role has the permission. */
export async function tokenOf(service: WalkedService, department: Department, permission: Permission, area: string): Promise<string> {
  const role =
    ROLES.find((one) => !isCountyWide([one]) && permissionsOf([one]).includes(permission)) ??
    ROLES.find((one) => permissionsOf([one]).includes(permission));
  return service.issuer.tokenFor(principalLike({ department, roles: role ? [role] : [], area }));
}

/** Some of every kind that has an area. */
export async function recordsOf(client: pg.Client): Promise<{ table: string; ids: string[] }[]> {
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
}
