import { z } from 'zod';

const fen = z.int().describe('fen');
export const BENEFITS = ['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other'] as const;

export const HouseholdBenefits = z
  .object({
    household: z.object({ id: z.uuid(), number: z.string(), headName: z.string(), villageCode: z.string() }),
    paidFen: fen.describe('what lies with the household'),
    totals: z.array(z.object({ benefit: z.enum(BENEFITS), paidFen: fen })),
    items: z
      .array(
        z.object({
          id: z.uuid(),
          benefit: z.enum([...BENEFITS, 'project']),
          title: z.string().nullable().describe('of the batch; null: told, in no batch yet'),
          on: z.string().describe('day it was credited, or the day it fell due'),
          amountFen: fen.nullable(),
          state: z.enum(['paid', 'onItsWay', 'told', 'returned', 'takenBack', 'ended']),
        }),
      )
      .describe('newest first'),
    sources: z
      .array(z.object({ kind: z.enum(['relocation', 'premium', 'project']), heardAt: z.string().nullable() }))
      .describe('departments that tell finance by events, and when one was last heard of in the own area; null: never'),
  })
  .meta({ id: 'HouseholdBenefits' });
export type HouseholdBenefits = z.infer<typeof HouseholdBenefits>;
