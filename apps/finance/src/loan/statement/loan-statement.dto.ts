import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';

export const LoanStatementQuery = z.strictObject({
  on: PlainDate.describe('the day whose balance it states; today at the latest'),
  lang: z.enum(['zh', 'en']).default('zh').describe('language of the paper'),
});
export type LoanStatementQuery = z.infer<typeof LoanStatementQuery>;

export const LoanStatements = z
  .object({
    items: z
      .array(
        z.object({
          number: z.string(),
          on: z.string(),
          digest: z.string().describe('the 16 digits on the paper'),
          printedAt: z.string(),
          byName: z.string(),
          isStillSo: z.boolean().describe('the record says the same of that day now'),
        }),
      )
      .describe('the last twenty, newest first'),
  })
  .meta({ id: 'LoanStatements' });
export type LoanStatements = z.infer<typeof LoanStatements>;
