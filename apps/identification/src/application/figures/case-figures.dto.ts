import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { CaseKind, CaseState } from '../lifecycle/case-state.js';

export const CaseFiguresQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division; the own area when absent'),
  kind: CaseKind.optional().describe('only this kind'),
});
export type CaseFiguresQuery = z.infer<typeof CaseFiguresQuery>;

export const CaseFigures = z
  .object({
    states: z
      .array(
        z.object({
          state: CaseState,
          here: z.int().describe('cases that stand here now'),
          late: z.int().describe('of them, those whose next step is overdue'),
          longestDays: z.int().nullable().describe('how long the oldest of them has been here'),
          passed: z.int().describe('how often a case left this state'),
          medianDays: z.number().nullable().describe('half of those that left were here for so many days at most'),
        }),
      )
      .describe('in the order of the steps; every state that is not an end'),
    ended: z.object({ completed: z.int(), rejected: z.int(), withdrawn: z.int() }),
  })
  .meta({ id: 'CaseFigures' });
export type CaseFigures = z.infer<typeof CaseFigures>;
