import { z } from 'zod';
import type { CodeList } from '@jingzhun/domain/code-list';

const Words = { zh: z.string().describe('what people read'), en: z.string().describe('the same in English') };

export const FieldKind = z.enum([
  'text',
  'longText',
  'name',
  'idNumber',
  'phone',
  'money',
  'hundredths',
  'count',
  'yesNo',
  'code',
  'codes',
]);
export type FieldKind = z.infer<typeof FieldKind>;

/** One question. Money in fen, areas in hundredths of the unit: the phone shows and reads the unit people use. */
export const FormField = z
  .object({
    key: z.string().describe('path of the answer; inside a member section the part after the member'),
    kind: FieldKind.describe('how it is asked and checked'),
    ...Words,
    unit: z.object(Words).optional().describe('unit shown beside the field'),
    options: z
      .array(z.object({ code: z.string(), ...Words }))
      .optional()
      .describe('codes to choose from'),
    min: z.int().optional().describe('least value'),
    max: z.int().optional().describe('greatest value, or number of choices'),
    needed: z
      .enum(['always', 'found', 'joined'])
      .optional()
      .describe('answer needed: always, of a newly found household, of a person who joined'),
    sealed: z.boolean().optional().describe('never shown again in plain text once it has left the phone'),
    hint: z.object(Words).optional().describe('how to fill it in'),
  })
  .meta({ id: 'SurveyField' });
export type FormField = z.infer<typeof FormField>;

export const FormSection = z
  .object({
    key: z.string().describe('name of the section'),
    per: z.enum(['household', 'member']).describe('asked once, or of each member'),
    ...Words,
    fields: z.array(FormField).describe('in the order of the paper form'),
  })
  .meta({ id: 'SurveySection' });
export type FormSection = z.infer<typeof FormSection>;

/** A published form never changes: a draft on a phone is read by the version it was begun with. */
export const SurveyForm = z
  .object({ version: z.number().int().describe('version'), ...Words, sections: z.array(FormSection) })
  .meta({ id: 'SurveyForm' });
export type SurveyForm = z.infer<typeof SurveyForm>;

export const optionsOf = <C extends string>(list: CodeList<C>, only?: readonly C[]): { code: string; zh: string; en: string }[] =>
  list.entries.filter(({ code }) => !only || only.includes(code)).map(({ code, zh, en }) => ({ code, zh, en }));

/** The question behind a path of the answers; undefined when the form asks no such thing. */
export function fieldAt(form: SurveyForm, path: string): FormField | undefined {
  const [, inMember] = /^members\.[0-9a-f-]{36}\.([A-Za-z]+)$/.exec(path) ?? [];
  const per = inMember === undefined ? 'household' : 'member';
  const key = inMember ?? path;
  for (const section of form.sections) if (section.per === per) for (const field of section.fields) if (field.key === key) return field;
  return undefined;
}
