import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';

const positive = Fen.refine((fen) => fen > 0);

/** One product of a scheme: what is granted for what has been accepted. Quantities in 0.01 mu or in whole pieces. */
export const SchemeProduct = z.strictObject({
  product: z
    .string()
    .regex(/^[a-z][a-zA-Z]*$/)
    .max(40)
    .describe('code in the catalogue of industries'),
  nameZh: z.string().trim().min(1).max(40),
  unit: z.enum(['centiMu', 'count']),
  minimum: z.int().min(0).describe('least quantity that is granted anything, in units'),
  /** By stage: the first year of cultivation, the second … A stage that is not listed is granted nothing. */
  ratesFen: z.array(positive).min(1).max(9).describe('fen per mu or piece, for stage 1, 2 …'),
  capQuantity: z.int().positive().nullable().describe('no more than this is granted for, per household and year; null: no limit'),
});
export type SchemeProduct = z.infer<typeof SchemeProduct>;

/** What a county grants in a year: dated, never changed once somebody has applied; another year is another scheme. */
export const SubsidyScheme = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*-\d{4}$/)
    .max(40),
  nameZh: z.string().trim().min(2).max(80),
  nameEn: z.string().trim().min(2).max(120),
  fundCode: z.string().min(1).max(40),
  householdCapFen: positive.describe('all batches together'),
  batchCapFen: positive.describe('one batch'),
  products: z.array(SchemeProduct).min(1).max(60),
  sourceDocument: z.string().trim().min(1).max(200),
});
export type SubsidyScheme = z.infer<typeof SubsidyScheme>;
