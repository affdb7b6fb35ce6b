import { checkCharacter } from '@jingzhun/domain/id-number';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  /** `true` in the manner of OpenAPI 3.0. */
  exclusiveMinimum?: number | boolean;
  maximum?: number;
  multipleOf?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** What an example names where a document only says "an id" or "a division". */
export interface Named {
  /** By the name of the field, e.g. `householdId`. */
  id(field: string): string;
  /** 12 digits. */
  division: string;
  schemas: Record<string, Schema>;
  /** Ready values of fields whose rule no schema tells, e.g. a code of a list. */
  fields?: Record<string, unknown>;
}

const DEEPEST = 14;
/** Of a closed list of words so many are tried: one may choose what the others of the body mean. */
const WORDS = 4;
const DAY = '2016-03-01';
/** A person that no county has: prefix 360799. */
const PERSON = '36079919700101001';
const BY_FORMAT: Record<string, string> = { date: DAY, 'date-time': `${DAY}T00:00:00Z`, binary: 'x' };
/** Rules of the domain that a document tells in words only, by the name of the field. */
const BY_NAME: readonly [RegExp, string][] = [
  [/id(entity)?Number$/i, PERSON + checkCharacter(PERSON)],
  [/(phone|mobile)$/i, '19900001234'],
  [/(account|card)(Number)?$/i, '6299990000000000001'],
  [/(year|quarter)$/i, '2016-Q1'],
];
/** Tried on a pattern, the first that fits. */
const CANDIDATES = [
  '2016',
  '2016-03',
  '2016-Q1',
  'Q1',
  'a',
  'abc',
  'abc-2016',
  'a'.repeat(64),
  'a'.repeat(32),
  'A001',
  '1',
  '0.5',
  '12.34',
  '1.0.0',
  '100000',
  '/a',
  'zh',
];

/**
 * Examples that a schema of an OpenAPI document admits: of an object with all it may hold and with what it must hold, of a choice each
 * branch. What only words say (checksums of ID numbers, codes of lists) comes from the name of the field.
 */
export function examplesOf(schema: Schema, named: Named, field = '', depth = 0): unknown[] {
  // a schema that holds itself: one branch fewer
  if (depth > DEEPEST) return [];
  const given = named.fields?.[field];
  if (given !== undefined) return [given];
  if (schema.$ref) return examplesOf(named.schemas[schema.$ref.split('/').at(-1)!] ?? {}, named, field, depth + 1);
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum.slice(0, WORDS);
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches) return distinct(branches.flatMap((branch) => examplesOf(branch, named, field, depth + 1)));
  if (schema.allOf) return [Object.assign({}, ...schema.allOf.map((part) => examplesOf(part, named, field, depth + 1)[0]))];
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objects(schema, named, depth);
    case 'array':
      return arrays(schema, named, field, depth);
    case 'integer':
    case 'number':
      return [numberOf(schema, field)];
    case 'boolean':
      return [true];
    case 'null':
      return [null];
    case undefined:
      return schema.properties ? objects(schema, named, depth) : ['x'];
    default:
      return [textOf(schema, named, field)];
  }
}

function arrays({ minItems = 0, items = {} }: Schema, named: Named, field: string, depth: number): unknown[] {
  const [one] = examplesOf(items, named, singular(field), depth + 1);
  return one === undefined ? [] : [Array.from({ length: Math.max(1, minItems) }, () => one)];
}

function objects({ properties = {}, required = [], additionalProperties }: Schema, named: Named, depth: number): unknown[] {
  const choices = Object.entries(properties)
    .map(([name, property]) => [name, examplesOf(property, named, name, depth + 1)] as const)
    .filter(([, values]) => values.length > 0);
  const most = Math.max(1, ...choices.map(([, values]) => values.length));
  // a choice within is walked branch by branch, the other fields staying as they are
  const full = Array.from({ length: most }, (_, turn) =>
    Object.fromEntries(choices.map(([name, values]) => [name, values[turn % values.length]])),
  );
  const mapped =
    typeof additionalProperties === 'object' && choices.length === 0
      ? [{ a: examplesOf(additionalProperties, named, '', depth + 1)[0] }]
      : [];
  const least = full.map((object) => Object.fromEntries(Object.entries(object).filter(([name]) => required.includes(name))));
  return distinct([...mapped, ...full, ...least]);
}

function numberOf({ minimum, exclusiveMinimum, maximum, multipleOf = 1 }: Schema, field: string): number {
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : exclusiveMinimum && minimum;
  const least = typeof above === 'number' ? above + multipleOf : minimum;
  const wanted = /year$/i.test(field) ? 2016 : /fen$/i.test(field) ? 100_000 : 1;
  const bounded = Math.min(Math.max(wanted, least === undefined || least < -1_000_000_000 ? wanted : least), maximum ?? wanted);
  return bounded;
}

function textOf({ format = '', pattern, minLength = 0, maxLength = Infinity }: Schema, named: Named, field: string): string {
  if (format === 'uuid') return named.id(field);
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const byFormat = BY_FORMAT[format];
  if (byFormat !== undefined && fits(byFormat)) return byFormat;
  const byName = BY_NAME.filter(([name]) => name.test(field)).map(([, text]) => text);
  const digits = [12, 9, 6].map((length) => named.division.slice(0, length));
  const words = `有据可查，经会议研究同意${'。'.repeat(Math.max(0, minLength - 12))}`.slice(
    0,
    Math.min(maxLength, Math.max(minLength, 12)),
  );
  const found = [...byName, ...(pattern === undefined ? [words] : [...digits, ...CANDIDATES])].find(fits);
  if (found === undefined) throw new Error(`no example of ${field}: ${pattern ?? ''} ${minLength}-${maxLength}`);
  return found;
}

const singular = (field: string): string => field.replace(/ies$/, 'y').replace(/s$/, '');

function distinct(values: unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
