import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { routesOf, type Route } from '@jingzhun/auth';
import { principalLike } from '@jingzhun/auth/testing';
import type { Department } from '@jingzhun/persistence';
import { admits } from './admits.js';
import { bodySchemaOf, idOf, pathOf, requestsOf, requiredOf, type AskedWith, type Described, type Naming } from './described-requests.js';
import { recordsOf, tokenOf } from './walk-areas.js';
import type { WalkedService } from './walk-routes.js';

export interface FieldWalk {
  asked: number;
  /** Of them what the document does not admit. */
  refused: number;
  /** Broke, or was refused without words, or was not refused although the document does not admit it. */
  wrong: string[];
}

export interface FieldWalkOptions {
  /** Of a place in the county. */
  division?: string;
  /** Fields whose rule no schema tells. */
  fields?: Record<string, unknown>;
  /** One that every record of the test lies in. */
  area?: string;
}

/**
 * Asks every route of the running router that takes something, by an account that may, with each field of each example of its OpenAPI
 * document left out, and with each one `null`. What the document does not admit must be refused as malformed, naming the place; what it
 * admits may be refused for its meaning, in words. Nothing may break: columns that must not be empty (`not null`) are filled by what a
 * request brings or by the service (ADR 0178).
 */
export async function walkFields(
  service: WalkedService & { database: { superuserUrl: string } },
  department: Department,
  { division = '360781102208', fields = {}, area = '360781' }: FieldWalkOptions = {},
): Promise<FieldWalk> {
  const client = new pg.Client({ connectionString: service.database.superuserUrl });
  await client.connect();
  const records = await recordsOf(client).finally(() => client.end());
  const { body } = await request(service.app.getHttpServer()).get(`/api/${department}/openapi.json`);
  const document = body as Described;
  const walk: FieldWalk = { asked: 0, refused: 0, wrong: [] };
  for (const route of routesOf(service.app)) {
    if (route.method === 'HEAD') continue;
    const naming = { records, division, fields };
    const filled = pathOf(document, route, naming);
    const own = idOf(filled.split('/:')[0]!.split('/').at(-1)!, records) ?? randomUUID();
    const path = filled.replaceAll(/:[A-Za-z]+/g, own);
    const token = await signedIn(service, department, route, area);
    for (const one of emptied(document, route, naming)) await ask({ service, walk }, route, path, token, one);
  }
  return walk;
}

/** An account that may; of a route that asks for no permission, any. */
async function signedIn(service: WalkedService, department: Department, { access }: Route, area: string): Promise<string | undefined> {
  if (access?.kind === 'permission') return tokenOf(service, department, access.permission, area);
  if (access?.kind === 'public') return undefined;
  return service.issuer.tokenFor(principalLike({ department, roles: ['county-officer'], area }));
}

interface Emptied extends AskedWith {
  what: string;
  isAdmitted: boolean;
}

/** Each example with one thing less. */
function emptied(document: Described, route: Route, naming: Naming): Emptied[] {
  const schema = bodySchemaOf(document, route);
  const schemas = document.components?.schemas ?? {};
  const examples = requestsOf(document, route, naming);
  const of = new Map<string, Emptied>();
  for (const example of examples) {
    for (const name of requiredOf(document, route)) {
      const query = new URLSearchParams(example.query);
      query.delete(name);
      of.set(`without ${name}`, { ...example, query: `?${query.toString()}`, what: `without ${name}`, isAdmitted: false });
    }
    if (!schema) continue;
    if (isPartOf(example.body, examples)) {
      of.set(`least ${JSON.stringify(example.body)}`, { ...example, what: 'with what must be there', isAdmitted: true });
      continue;
    }
    for (const { what, body } of withOneLess(example.body))
      of.set(`${what} ${JSON.stringify(body)}`, { ...example, body, what, isAdmitted: admits(schema, body, schemas) });
  }
  return [...of.values()];
}

/** The same with all that may be there is among the examples: its fields are left out there. */
const isPartOf = (body: unknown, examples: readonly AskedWith[]): boolean =>
  examples.some(({ body: other }) => other !== body && entriesOf(body).every((entry) => entriesOf(other).includes(entry)));

const entriesOf = (value: unknown): string[] => Object.entries(value as object).map((entry) => JSON.stringify(entry));

/** Every place of a value, left out and empty. */
function withOneLess(value: unknown, pointer = ''): { what: string; body: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = `${pointer}/${name}`;
    const put = (one: unknown): unknown => (Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one });
    const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
    return [
      ...(Array.isArray(value) ? [] : [{ what: `without ${place}`, body: rest }]),
      { what: `${place} null`, body: put(null) },
      ...withOneLess(inner, place).map(({ what, body }) => ({ what, body: put(body) })),
    ];
  });
}

async function ask(
  { service, walk }: { service: WalkedService; walk: FieldWalk },
  route: Route,
  path: string,
  token: string | undefined,
  { what, isAdmitted, query, headers, body }: Emptied,
): Promise<void> {
  walk.asked += 1;
  const asked = request(service.app.getHttpServer())
    [route.method.toLowerCase() as 'post'](`${path}${query}`)
    .set({ 'Idempotency-Key': randomUUID(), 'If-Match': '"1"', ...headers, ...(token && { Authorization: `Bearer ${token}` }) });
  const { status, body: told } = await (route.method === 'GET' ? asked : asked.send(body as object));
  const isWorded = status < 400 || Boolean(told?.code && told.detail && told.next);
  const isMalformed = status === 400 && told?.code === 'request.malformed' && told.problems?.length > 0;
  if (!isAdmitted) walk.refused += 1;
  if (status >= 500 || !isWorded || (!isAdmitted && !isMalformed))
    walk.wrong = [...new Set([...walk.wrong, `${route.method} ${route.path} ${what}: ${status} ${String(told?.code ?? '')}`])];
}
