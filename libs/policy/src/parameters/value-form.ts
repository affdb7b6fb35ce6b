import { z } from 'zod';
import { POLICY_KEYS, type PolicyKey } from './policy-keys.js';
import { partWords } from './value-words.js';

const Choice = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const Plain = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), whole: z.boolean(), min: z.number().nullable(), max: z.number().nullable(), money: z.boolean() }),
  z.object({ kind: z.literal('yesNo') }),
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('date') }),
  z.object({ kind: z.literal('choice'), choices: z.array(Choice) }),
  z.object({ kind: z.literal('choices'), choices: z.array(Choice) }),
  z.object({ kind: z.literal('list'), of: z.enum(['text', 'number']) }).describe('any number of short texts or numbers'),
  z.object({ kind: z.literal('json') }).describe('anything else: written as JSON'),
]);
const Part = z.object({ name: z.string(), zh: z.string(), en: z.string(), form: Plain });

/** What a value looks like, so that a form can be drawn for it. Made from the key's schema: there is no second list to keep. */
export const ValueForm = z.union([Plain, z.object({ kind: z.literal('parts'), parts: z.array(Part) })]).meta({ id: 'PolicyValueForm' });
export type ValueForm = z.infer<typeof ValueForm>;

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** @param unit amounts are kept in fen: a form asks for them in yuan */
export function formOf(key: PolicyKey, unit: string | null): ValueForm {
  const schema = z.toJSONSchema(POLICY_KEYS[key].schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const money = unit?.startsWith('fen') ?? false;
  if (schema.type !== 'object' || !schema.properties) return plain(schema, money);
  const parts = Object.entries(schema.properties).map(([name, part]) => ({
    name,
    ...wordsOf(name),
    // an amount beside other things says so by its name
    form: plain(part as JsonSchema, money || name.endsWith('Fen')),
  }));
  return { kind: 'parts', parts };
}

function plain(schema: JsonSchema, money: boolean): z.infer<typeof Plain> {
  const { type, enum: codes, items, minimum, maximum } = schema;
  if (codes) return { kind: 'choice', choices: codes.map(choice) };
  if (type === 'integer' || type === 'number') {
    const limit = (bound: number | undefined) => (bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound);
    return { kind: 'number', whole: type === 'integer', min: limit(minimum), max: limit(maximum), money };
  }
  if (type === 'boolean') return { kind: 'yesNo' };
  if (type === 'string') return { kind: schema.format === 'date' ? 'date' : 'text' };
  const inner = type === 'array' && items && typeof items === 'object' && !Array.isArray(items) ? items.enum : undefined;
  if (inner) return { kind: 'choices', choices: inner.map(String).sort(byCode).map(choice) };
  const item = type === 'array' && items && typeof items === 'object' && !Array.isArray(items) ? items.type : undefined;
  if (item === 'string') return { kind: 'list', of: 'text' };
  return item === 'integer' || item === 'number' ? { kind: 'list', of: 'number' } : { kind: 'json' };
}

/** An object puts '99' before '01'; lists of words keep their order. */
const byCode = (a: string, b: string): number => (/^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : 0);
const choice = (code: unknown) => ({ code: String(code), ...wordsOf(String(code)) });
const wordsOf = (name: string) => partWords(name) ?? { zh: name, en: name };
