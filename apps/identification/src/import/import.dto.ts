import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';

const Person = z.object({ id: Uuid, name: z.string() }).describe('account');

export const ImportResponse = z
  .object({
    id: Uuid.describe('batch'),
    fileName: z.string().describe('name of the uploaded file'),
    kind: z.enum(['xlsx', 'csv', 'csv-zip']).describe('what the file is, by its content'),
    sourceDocument: z.string().describe('document the rows were taken over from'),
    state: z.enum(['uploaded', 'checking', 'previewed', 'releasing', 'released', 'discarded', 'failed']).describe('where the batch stands'),
    phase: z.string().nullable().describe('what is being done right now'),
    progress: z.object({ done: z.int(), total: z.int().describe('0 while unknown') }).describe('rows'),
    uploadedBy: Person,
    uploadedAt: z.iso.datetime(),
    decidedBy: Person.nullable().describe('who released or discarded it'),
    decidedAt: z.iso.datetime().nullable(),
    releasedBy: Person.nullable(),
    counts: z
      .object({
        householdsNew: z.int(),
        householdsUnchanged: z.int(),
        householdsChanged: z.int().describe('registered, the file says something else: refused'),
        householdsRefused: z.int().describe('with a bad cell of their own or of a member; includes the changed ones'),
        applicationsDrafted: z.int().describe('after the take-over: drafts of applications made of new households'),
        householdsDuplicate: z.int().describe('wait in the queue of duplicates'),
        membersRead: z.int(),
        duplicates: z.int().describe('persons found in another household'),
        rows: z.int(),
      })
      .partial(),
    sheets: z.unknown().describe('names of the sheets, titles that nobody reads, titles whose values the register computes'),
    failure: z.object({ code: z.string(), title: z.string(), detail: z.string(), next: z.string() }).nullable(),
    workbookAvailable: z.boolean().describe('the upload is still kept'),
  })
  .meta({ id: 'Import' });
export type ImportResponse = z.infer<typeof ImportResponse>;

const page = { cursor: z.string().max(1000).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) };
export const ListImportsQuery = z.strictObject(page);
export type ListImportsQuery = z.infer<typeof ListImportsQuery>;
export const ListRefusalsQuery = z.strictObject({ ...page, limit: z.coerce.number().int().min(1).max(500).default(100) });
export type ListRefusalsQuery = z.infer<typeof ListRefusalsQuery>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });
export const ImportList = listOf(ImportResponse).meta({ id: 'ImportList' });
export type ImportList = z.infer<typeof ImportList>;

export const RefusedCell = z
  .object({
    sheet: z.string().describe('name of the sheet in the file'),
    row: z.int().describe('as the spreadsheet shows it'),
    column: z.string().nullable().describe('letters; null when the sheet lacks the column'),
    columnTitle: z.string(),
    valueMasked: z.string().nullable(),
    code: z.string(),
    reason: z.string(),
    next: z.string(),
  })
  .meta({ id: 'RefusedCell' });
export const RefusalList = listOf(RefusedCell).meta({ id: 'RefusalList' });
export type RefusalList = z.infer<typeof RefusalList>;

export const DiscardRequest = z.strictObject({ reason: z.string().trim().min(2).max(500).describe('why') }).meta({ id: 'DiscardImport' });
export type DiscardRequest = z.infer<typeof DiscardRequest>;

export const DuplicateResponse = z
  .object({
    id: Uuid,
    importId: Uuid,
    personName: z.string(),
    idNumberMasked: z.string(),
    household: z.object({ number: z.string(), headName: z.string(), villageCode: z.string() }).describe('household of the file'),
    registered: z.object({ id: Uuid, number: z.string(), villageCode: z.string() }).describe('household that has the person'),
    status: z.enum(['open', 'decided', 'withdrawn']),
    decision: z.enum(['keep-registered', 'move', 'not-same']).nullable(),
    decidedBy: Person.nullable(),
    decidedAt: z.iso.datetime().nullable(),
    foundAt: z.iso.datetime(),
  })
  .meta({ id: 'Duplicate' });
export type DuplicateResponse = z.infer<typeof DuplicateResponse>;
export const DuplicateList = listOf(DuplicateResponse).meta({ id: 'DuplicateList' });
export type DuplicateList = z.infer<typeof DuplicateList>;
export const ListDuplicatesQuery = z.strictObject({ status: z.enum(['open', 'decided', 'withdrawn']).default('open'), ...page });
export type ListDuplicatesQuery = z.infer<typeof ListDuplicatesQuery>;
export const DecideDuplicateRequest = z
  .strictObject({ decision: z.enum(['keep-registered', 'move', 'not-same']), reason: z.string().trim().min(2).max(500) })
  .meta({ id: 'DecideDuplicate' });
export type DecideDuplicateRequest = z.infer<typeof DecideDuplicateRequest>;
