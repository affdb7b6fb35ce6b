export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly maximum?: number;
}
export interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Every field an answer can have, as a path; lists are passed through. */
export function fieldsOf({ components }: OpenApi, name: string): string[] {
  const walk = (schema: Schema, path: string): string[] => {
    if (schema.$ref) return walk(components.schemas[schema.$ref.split('/').pop()!]!, path);
    const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
    const inner = [
      ...parts.flatMap((part) => walk(part, path)),
      ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) => walk(field, path ? `${path}.${key}` : key)),
    ];
    return inner.length > 0 ? inner : [path];
  };
  return [...new Set(walk(components.schemas[name]!, ''))];
}

/** A value of the schema with every field it can have, lists with one item. @param leaf what stands in a field */
export function filled({ components }: OpenApi, name: string, leaf: (schema: Schema, path: string) => unknown): unknown {
  const fill = (schema: Schema, path: string): unknown => {
    if (schema.$ref) return fill(components.schemas[schema.$ref.split('/').pop()!]!, path);
    if (schema.allOf?.[0]) return fill(schema.allOf[0], path);
    if (schema.items) return [fill(schema.items, path)];
    if (!schema.properties) return leaf(schema, path);
    return Object.fromEntries(Object.entries(schema.properties).map(([key, field]) => [key, fill(field, path ? `${path}.${key}` : key)]));
  };
  return fill(components.schemas[name]!, '');
}

/** What stands at a path; of a list, of each of its items. */
export function valuesAt(at: unknown, path: string): unknown[] {
  const [key = '', ...rest] = path.split('.');
  if (path === '') return [at];
  if (Array.isArray(at)) return at.flatMap((one) => valuesAt(one, path));
  const value = (at as Record<string, unknown> | null)?.[key];
  return value === undefined ? [] : valuesAt(value, rest.join('.'));
}
