import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { RegisterKind } from '../screening/rules/register-kind.js';

const Text = z.object({ zh: z.string(), en: z.string() });
const page = {
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};
const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('for the next page'), total: z.int().optional() });

export const UploadRegisterQuery = z.strictObject({
  kind: RegisterKind.describe('which register'),
  asOf: PlainDate.describe('day on which the authority drew the extract'),
  authority: z.string().trim().min(2).max(80).describe('who keeps the register'),
  document: z.string().trim().min(2).max(120).describe('letter or list the extract came with'),
});
export type UploadRegisterQuery = z.infer<typeof UploadRegisterQuery>;

export const RegisterImportResponse = z
  .object({
    id: Uuid.describe('extract'),
    kind: RegisterKind.describe('register'),
    asOf: PlainDate.describe('day of the extract'),
    authority: z.string().describe('who keeps the register'),
    sourceDocument: z.string().describe('letter or list it came with'),
    fileName: z.string().describe('name of the file; the file itself is not kept'),
    state: z.enum(['received', 'taken', 'failed', 'withdrawn']).describe('where it stands'),
    counts: z
      .object({
        rows: z.int().describe('rows of the file'),
        matched: z.int().describe('of known persons: the fact is kept'),
        unsure: z.int().describe('wait for a decision'),
        unmatched: z.int().describe('of nobody known: counted and deleted'),
        refused: z.int().describe('with a bad cell'),
        other: z.int().describe('kept as "other": a wording nobody foresaw'),
      })
      .partial(),
    ignoredTitles: z.array(z.string()).describe('titles nobody reads'),
    failure: z.object({ code: z.string(), title: z.string(), detail: z.string(), next: z.string() }).nullable(),
    importedBy: z.object({ id: Uuid, name: z.string() }).describe('account'),
    importedAt: z.iso.datetime(),
    withdrawn: z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
    factsDeletedAt: z.iso.datetime().nullable().describe('the period for which facts are kept is over'),
  })
  .meta({ id: 'RegisterImport' });
export type RegisterImportResponse = z.infer<typeof RegisterImportResponse>;
export const RegisterImportList = listOf(RegisterImportResponse).meta({ id: 'RegisterImportList' });
export type RegisterImportList = z.infer<typeof RegisterImportList>;
export const ListRegisterImportsQuery = z.strictObject({ kind: RegisterKind.optional().describe('only this register'), ...page });
export type ListRegisterImportsQuery = z.infer<typeof ListRegisterImportsQuery>;

export const RegisterRefusalList = listOf(
  z.object({
    row: z.int().describe('as the spreadsheet shows it'),
    column: z.string().nullable().describe('letters; null when the sheet lacks the column'),
    columnTitle: z.string(),
    valueMasked: z.string().nullable().describe('null for a sensitive register'),
    code: z.string(),
    reason: z.string(),
    next: z.string(),
  }),
).meta({ id: 'RegisterRefusalList' });
export type RegisterRefusalList = z.infer<typeof RegisterRefusalList>;
export const ListRegisterRefusalsQuery = z.strictObject({ ...page, limit: z.coerce.number().int().min(1).max(500).default(100) });
export type ListRegisterRefusalsQuery = z.infer<typeof ListRegisterRefusalsQuery>;

export const WithdrawRegisterRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why it must not be used') })
  .meta({ id: 'WithdrawRegister' });
export type WithdrawRegisterRequest = z.infer<typeof WithdrawRegisterRequest>;

export const RegisterStatus = z
  .object({
    items: z.array(
      z.object({
        kind: RegisterKind.describe('register'),
        name: Text.describe('what it is called'),
        state: z.enum(['fresh', 'old', 'missing']).describe('whether it can be used today'),
        inForce: z
          .object({ id: Uuid, asOf: PlainDate, authority: z.string(), document: z.string() })
          .nullable()
          .describe('the extract in use'),
        usableUntil: PlainDate.nullable().describe('last day on which the extract in use counts'),
        maxAgeDays: z.int().describe('how old an extract may be'),
        rules: z.array(z.string()).describe('rules that need it'),
        openMatches: z.int().describe('matches to decide in the own area'),
        sensitive: z.boolean().describe('imported and seen by the confirming role only'),
      }),
    ),
  })
  .meta({ id: 'RegisterStatus' });
export type RegisterStatus = z.infer<typeof RegisterStatus>;

export const RegisterMatchResponse = z
  .object({
    id: Uuid.describe('match'),
    importId: Uuid.describe('extract'),
    kind: RegisterKind.describe('register'),
    asOf: PlainDate.describe('day of the extract'),
    row: z.int().describe('row in the file'),
    reason: z.enum(['old-number', 'name-differs', 'no-number']).describe('why it is unsure'),
    reasonText: Text.describe('why it is unsure'),
    villageCode: DivisionCode.describe('village of the person known here'),
    subject: z.object({ kind: z.enum(['household', 'application']), id: Uuid }).describe('household or application the person belongs to'),
    given: z
      .object({ name: z.string(), numberMasked: z.string().nullable(), birthYear: z.int().nullable() })
      .describe('as the extract says; the name is empty where it has none and once the case has ended'),
    known: z.object({ name: z.string() }).describe('as the register of poor households says; empty once the case has ended'),
    fact: z
      .object({ class: Text, place: Text.nullable(), from: PlainDate.nullable(), to: PlainDate.nullable() })
      .nullable()
      .describe('what is said about the person; null once it was somebody else'),
    status: z.enum(['open', 'same', 'different', 'withdrawn']),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    decisionReason: z.string().nullable(),
    carriedOver: z.boolean().describe('decided for an earlier extract'),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: 'RegisterMatch' });
export type RegisterMatchResponse = z.infer<typeof RegisterMatchResponse>;
export const RegisterMatchList = listOf(RegisterMatchResponse).meta({ id: 'RegisterMatchList' });
export type RegisterMatchList = z.infer<typeof RegisterMatchList>;
export const ListRegisterMatchesQuery = z.strictObject({
  status: z.enum(['open', 'same', 'different', 'withdrawn']).default('open').describe('where they stand'),
  kind: RegisterKind.optional().describe('only this register'),
  area: DivisionPrefix.optional().describe('below this division'),
  ...page,
});
export type ListRegisterMatchesQuery = z.infer<typeof ListRegisterMatchesQuery>;
export const DecideMatchRequest = z
  .strictObject({
    decision: z.enum(['same', 'different']).describe('the same person or somebody else'),
    reason: z.string().trim().min(2).max(500).describe('how it was found out'),
  })
  .meta({ id: 'DecideRegisterMatch' });
export type DecideMatchRequest = z.infer<typeof DecideMatchRequest>;

export const WithdrawMatchRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why the decision was wrong') })
  .meta({ id: 'WithdrawRegisterMatch' });
export type WithdrawMatchRequest = z.infer<typeof WithdrawMatchRequest>;
