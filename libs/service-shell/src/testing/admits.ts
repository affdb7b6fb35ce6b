import type { Schema } from './examples-of.js';

/** Whether a document admits a value as far as shape goes: what is there, what may be empty, of which kind. Patterns and bounds are not looked at. */
export function admits(schema: Schema, value: unknown, schemas: Record<string, Schema>): boolean {
  if (schema.$ref) return admits(schemas[schema.$ref.split('/').at(-1)!] ?? {}, value, schemas);
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum) return schema.enum.includes(value);
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches && !branches.some((branch) => admits(branch, value, schemas))) return false;
  if (schema.allOf?.some((part) => !admits(part, value, schemas))) return false;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  if (Array.isArray(value)) return value.every((one) => admits(schema.items ?? {}, one, schemas));
  return typeof value !== 'object' || value === null || admitsObject(schema, value as Record<string, unknown>, schemas);
}

function admitsObject(
  { properties = {}, required = [], additionalProperties = true }: Schema,
  value: Record<string, unknown>,
  schemas: Record<string, Schema>,
): boolean {
  if (required.some((name) => !(name in value))) return false;
  return Object.entries(value).every(([name, one]) => {
    const property = properties[name];
    if (property) return admits(property, one, schemas);
    return typeof additionalProperties === 'object' ? admits(additionalProperties, one, schemas) : additionalProperties;
  });
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
