/** One value as COPY's text format writes it; bytea, arrays and jsonb included. */
export type CopyValue = string | number | boolean | null | Buffer | readonly string[] | { readonly json: unknown };

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escape = (text: string): string => (SPECIAL.test(text) ? text.replace(SPECIAL, (one) => ESCAPED[one] as string) : text);

function field(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return escape(`{${value.map((item: string) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  // PostgreSQL has no text with a zero byte; readers of cells remove it, a key can only come from this program
  return escape(JSON.stringify((value as { json: unknown }).json));
}

export const copyLine = (values: readonly CopyValue[]): string => `${values.map(field).join('\t')}\n`;
