import type { Route } from '@jingzhun/auth';
import { examplesOf, type Named, type Schema } from './examples-of.js';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

/** What is read of an OpenAPI document. */
export interface Described {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface AskedWith {
  query: string;
  headers: Record<string, string>;
  body: unknown;
}

export interface Naming {
  records: readonly { table: string; ids: readonly string[] }[];
  division: string;
  fields: Record<string, unknown>;
}

/** The path with all but its ids filled in: days, codes, places. */
export function pathOf(document: Described, route: Route, naming: Naming): string {
  const operation = operationOf(document, route);
  return route.path.replaceAll(/:([A-Za-z]+)/g, (parameter, name: string) => {
    const schema = operation?.parameters?.find((one) => one.in === 'path' && one.name === name)?.schema;
    const isId = schema === undefined || schema.format === 'uuid' || (schema.type === 'string' && schema.pattern === undefined);
    return isId ? parameter : String(examplesOf(schema, namedFor(document, naming), name)[0]);
  });
}

/** Requests that the document of the service admits for this route, naming the given records and place. */
export function requestsOf(document: Described, route: Route, naming: Naming): AskedWith[] {
  const operation = operationOf(document, route);
  const named = namedFor(document, naming);
  const [type, content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? [];
  const isFile = type !== undefined && type !== 'application/json';
  const headers: Record<string, string> = isFile ? { 'Content-Type': type, 'X-File-Name': 'file' } : {};
  const query = new URLSearchParams();
  for (const { name, in: where, required, schema = {} } of operation?.parameters ?? []) {
    if (!required || where === 'path') continue;
    const value = String(examplesOf(schema, named, name)[0]);
    if (where === 'query') query.set(name, value);
    else if (where === 'header' && !SHELL_HEADERS.includes(name)) headers[name] = encodeURIComponent(value);
  }
  const bodies = isFile ? ['证件号码,姓名\n'] : content?.schema ? examplesOf(content.schema, named) : [{}];
  return bodies.map((body) => ({ query: query.size > 0 ? `?${query.toString()}` : '', headers, body }));
}

/** Of a JSON body. */
export const bodySchemaOf = (document: Described, route: Route): Schema | undefined =>
  operationOf(document, route)?.requestBody?.content['application/json']?.schema;

/** Names that a query must have. */
export const requiredOf = (document: Described, route: Route): string[] =>
  (operationOf(document, route)?.parameters ?? [])
    .filter(({ in: where, required }) => required && where === 'query')
    .map(({ name }) => name);

const SHELL_HEADERS = ['Idempotency-Key', 'If-Match', 'Authorization'];

const operationOf = ({ paths }: Described, { path, method }: Route): Operation | undefined =>
  paths?.[path.replaceAll(/:([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()];

const namedFor = ({ components }: Described, { records, division, fields }: Naming): Named => ({
  schemas: components?.schemas ?? {},
  division,
  fields,
  id: (field) => idFor(field, records),
});

/** `loanId` means a record of `loan`, else of a table that ends so; a name that says no table means a household. */
const idFor = (field: string, records: Naming['records']): string =>
  idOf(field.replace(/Ids?$/, ''), records) ?? idOf('household', records) ?? records[0]?.ids[0] ?? '01548a0c-0000-7000-8000-0000000000ff';

/** Of a word of a field or path, `paymentBatch` or `payment-batches`. */
export function idOf(word: string, records: Naming['records']): string | undefined {
  const table = word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
  const names = [table, table.replace(/ies$/, 'y'), table.replace(/s$/, ''), table.replace(/es$/, '')].filter((name) => name !== '');
  const found = [...names, ...names.map((name) => `_${name}`)].map((name, i) =>
    records.find((one) => (i < names.length ? one.table === name : one.table.endsWith(name))),
  );
  return found.find((one) => one !== undefined)?.ids[0];
}
