import { z } from 'zod';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Certainty } from '@jingzhun/policy';

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

/** A paper or a photograph that the scheme asks for before a step is taken. */
export const SchemeEvidence = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-zA-Z]*$/)
    .max(40),
  nameZh: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().min(1).max(60),
  at: z.enum(['application', 'acceptance']).describe('with the application, or at the acceptance on site'),
  atLeast: z.int().min(1).max(20),
});
export type SchemeEvidence = z.infer<typeof SchemeEvidence>;

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
  categories: z
    .array(HouseholdCategory)
    .min(1)
    .max(3)
    .default(['general', 'livingAllowance'])
    .describe('households that may apply; five-guarantee households are looked after otherwise'),
  evidence: z.array(SchemeEvidence).max(20).default([]),
  opensOn: PlainDate.optional().describe('first day of applications; absent: from when it is recorded'),
  closesOn: PlainDate.optional().describe('last day of applications; absent: the end of its year'),
  sourceDocument: z.string().trim().min(1).max(200),
  certainty: Certainty.default('L').describe('how far the amounts can be trusted'),
  noteZh: z.string().trim().max(500).default(''),
});
export type SubsidyScheme = z.infer<typeof SubsidyScheme>;

export const findProduct = (scheme: Pick<SubsidyScheme, 'products'>, code: string): SchemeProduct | undefined =>
  scheme.products.find(({ product }) => product === code);

export const evidenceAt = ({ evidence }: Pick<SubsidyScheme, 'evidence'>, at: SchemeEvidence['at']): SchemeEvidence[] =>
  evidence.filter((one) => one.at === at);
