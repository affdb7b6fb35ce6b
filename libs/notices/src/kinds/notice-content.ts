import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FIELD_KINDS } from '../fields/field-kinds.js';
import { isPublishable, type Publishable } from '../fields/publishable.js';
import type { ContentOf, NoticeField, NoticeFields, NoticeKind, OneField, TableField } from './define-notice.js';

/** Content as it lies in the database: plain values under the names of the kind's fields. */
export type StoredContent = Record<string, unknown>;

const MAX_ROWS = 500;

/** What a stored notice of this kind must be; asked again each time before one leaves. */
export function contentSchema(kind: NoticeKind): z.ZodType<StoredContent> {
  return z.strictObject(mapped(kind.fields, schemaOf));
}

const schemaOf = (field: NoticeField): z.ZodType =>
  field.shape === 'table'
    ? z
        .array(z.strictObject(mapped(field.columns, schemaOfOne)))
        .min(1)
        .max(MAX_ROWS)
    : schemaOfOne(field);

const schemaOfOne = ({ kind, optional }: OneField): z.ZodType => (optional ? FIELD_KINDS[kind].optional() : FIELD_KINDS[kind]);

const mapped = <V, R>(record: Readonly<Record<string, V>>, of: (value: V) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));

/** Somebody got around the compiler: a fault of the program, found before anything is stored. */
export class NotMadeByAConstructor extends Error {
  constructor(kind: string, field: string) {
    super(`notice ${kind}: ${field} was not made by a constructor of notice-field.ts`);
    this.name = 'NotMadeByAConstructor';
  }
}

/**
 * Takes the values out of what the constructors made. Every value is asked who made it, whatever the compiler was told.
 * @throws NotMadeByAConstructor
 */
export function storedContent<F extends NoticeFields>(kind: NoticeKind<F>, content: ContentOf<F>): StoredContent {
  const given = content as Record<string, unknown>;
  const stored: StoredContent = {};
  for (const [name, field] of Object.entries<NoticeField>(kind.fields)) {
    if (field.shape === 'table') stored[name] = rowsOf(kind.kind, name, field, given[name]);
    else if (given[name] !== undefined || !field.optional) stored[name] = valueOf(kind.kind, name, field, given[name]);
  }
  return contentSchema(kind).parse(stored);
}

function rowsOf(kind: string, name: string, { columns }: TableField, rows: unknown): StoredContent[] {
  if (!Array.isArray(rows)) throw new NotMadeByAConstructor(kind, name);
  return (rows as Record<string, unknown>[]).map((row) => {
    const stored: StoredContent = {};
    for (const [column, field] of Object.entries(columns))
      if (row[column] !== undefined || !field.optional) stored[column] = valueOf(kind, `${name}.${column}`, field, row[column]);
    return stored;
  });
}

function valueOf(kind: string, name: string, field: OneField, value: unknown): Publishable['value'] {
  if (!isPublishable(value) || value.kind !== field.kind) throw new NotMadeByAConstructor(kind, name);
  return value.value;
}

/** SHA-256 over the content with its members in order: names the text that was posted. */
export const contentDigest = (kind: string, content: StoredContent): string =>
  createHash('sha256')
    .update(`${kind}\n${inOrder(content)}`, 'utf8')
    .digest('hex');

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${inOrder(member)}`).join(',')}}`;
}
