import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, PersonId } from '@jingzhun/domain/uuid';
import { OutsideKinds } from './outside-kinds.js';
import { OUTSIDE_STEPS, OutsideListStates } from './outside-lifecycle.js';

const fen = z.int().describe('fen');
const positive = Fen.refine((value) => value > 0);
const declared = {
  office: z.string().trim().min(2).max(60).describe('that paid'),
  document: z.string().trim().min(1).max(200).describe('number of the paper the list came with'),
};

const kindsInAQuery = z
  .string()
  .max(300)
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(OutsideKinds.schema).min(1))
  .describe('kinds the list covers, separated by commas: what it does not name was not paid');

export const OutsideUpload = z
  .strictObject({
    kinds: kindsInAQuery,
    ...declared,
    from: PlainDate.describe('first day the list covers'),
    to: PlainDate.describe('last day the list covers'),
    count: z.coerce.number().int().positive().max(20_000).describe('rows as declared'),
    sumFen: z.coerce.number().int().positive().describe('sum as declared, in fen'),
    supersedes: z.coerce.number().int().positive().optional().describe('number of the list that this one corrects'),
  })
  .refine(({ from, to }) => from <= to, { message: 'the period ends before it begins', path: ['to'] });
export type OutsideUpload = z.infer<typeof OutsideUpload>;

export const EnterOutsideRequest = z.strictObject({
  ...declared,
  kind: OutsideKinds.schema,
  householdId: HouseholdId,
  personId: PersonId.optional().describe('whom it was paid for, where that is one person'),
  amountFen: positive.describe('in fen'),
  on: PlainDate.describe('day it was paid'),
});
export type EnterOutsideRequest = z.infer<typeof EnterOutsideRequest>;

export const OutsideStepRequest = z.strictObject({
  step: z.enum(OUTSIDE_STEPS),
  reason: z.string().trim().min(2).max(500).optional(),
});
export type OutsideStepRequest = z.infer<typeof OutsideStepRequest>;

const Other = z.object({ id: z.uuid(), number: z.int() }).nullable();
const Words = { zh: z.string(), en: z.string() };

export const OutsideList = z
  .object({
    id: z.uuid(),
    number: z.int(),
    origin: z.enum(['hand', 'list']),
    kinds: z.array(OutsideKinds.schema),
    office: z.string(),
    document: z.string(),
    from: z.string(),
    to: z.string(),
    declaredCount: z.int(),
    declaredSumFen: fen,
    supersedes: Other.describe('the list it corrects'),
    supersededBy: Other.describe('the released list that corrects it'),
    state: OutsideListStates.schema,
    stateSince: z.string(),
    enteredByName: z.string(),
    enteredAt: z.string(),
    releasedByName: z.string().nullable(),
    withdrawalAskedByName: z.string().nullable(),
    withdrawnByName: z.string().nullable(),
    reason: z.string().nullable().describe('of the latest step'),
    byKind: z.array(z.object({ kind: OutsideKinds.schema, rows: z.int(), sumFen: fen })).describe('of the own area'),
    changes: z
      .object({ same: z.int(), changed: z.int(), added: z.int(), gone: z.int() })
      .nullable()
      .describe('of a correction against the list it corrects; of the own area'),
    steps: z
      .array(
        z.object({
          step: z.enum(OUTSIDE_STEPS),
          reason: z.enum(['needed', 'none']),
          missing: z.array(z.object(Words)).describe('empty: can be taken now'),
        }),
      )
      .describe('that are the reader’s to take'),
    version: z.int(),
  })
  .meta({ id: 'OutsideList' });
export type OutsideList = z.infer<typeof OutsideList>;
export const OutsideLists = z.object({ items: z.array(OutsideList), nextCursor: z.string().nullable() }).meta({ id: 'OutsideLists' });
export type OutsideLists = z.infer<typeof OutsideLists>;

const page = { cursor: z.string().max(1000).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const OutsideListsQuery = z.strictObject({ state: OutsideListStates.schema.optional(), ...page });
export type OutsideListsQuery = z.infer<typeof OutsideListsQuery>;
export const OutsideLinesQuery = z.strictObject(page);
export type OutsideLinesQuery = z.infer<typeof OutsideLinesQuery>;

export const OutsideLine = z.object({
  id: z.uuid(),
  row: z.int().nullable().describe('of the file'),
  kind: OutsideKinds.schema,
  householdId: z.uuid(),
  householdNumber: z.string().nullable(),
  headName: z.string().nullable(),
  personName: z.string().nullable(),
  villageCode: z.string(),
  amountFen: fen,
  on: z.string(),
  change: z.enum(['same', 'changed', 'added']).nullable().describe('against the list it corrects'),
  beforeFen: fen.nullable(),
});
export type OutsideLine = z.infer<typeof OutsideLine>;
export const OutsideLines = z.object({ items: z.array(OutsideLine), nextCursor: z.string().nullable() }).meta({ id: 'OutsideLines' });
export type OutsideLines = z.infer<typeof OutsideLines>;
