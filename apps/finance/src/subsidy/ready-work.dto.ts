import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { MOST_CASES, SubsidyRowShown } from './subsidy.dto.js';

/** Papers alone decide these; what is looked at on site, by two persons, is not here. Withdrawn is what the own hand entered and nobody has checked. */
export const StepTakenTogether = z.enum(['check', 'approve', 'withdraw']);
export type StepTakenTogether = z.infer<typeof StepTakenTogether>;

export const ReadyWorkQuery = z.strictObject({
  scheme: z.string().max(40).optional(),
  area: DivisionPrefix.optional().describe('within the own area; absent: all of it'),
});
export type ReadyWorkQuery = z.infer<typeof ReadyWorkQuery>;

export const ReadyWork = z
  .object({
    step: StepTakenTogether,
    mayDo: z.boolean().describe('the account has the permission and the level'),
    isMore: z.boolean().describe(`more than ${MOST_CASES} wait: look at one township or scheme after the other`),
    ready: z.int().describe('that nothing speaks against'),
    amountFen: z.int().describe('fen, of what is ready'),
    items: z.array(
      z.object({
        ...SubsidyRowShown.shape,
        against: z
          .array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))
          .describe('why it is not taken together with others; empty: it is ready'),
      }),
    ),
  })
  .meta({ id: 'SubsidyReadyWork' });
export type ReadyWork = z.infer<typeof ReadyWork>;
