import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';

const count = z.number().int();
const households = count.describe('households');
const persons = count.describe('persons');

export const FiguresQuery = z.strictObject({ area: DivisionPrefix.optional().describe('below this division; the own area when absent') });
export type FiguresQuery = z.infer<typeof FiguresQuery>;

/** Figures of households that count as poor today (registered or returned). */
export const FiguresOverview = z
  .object({
    area: DivisionPrefix.describe('what the figures are about'),
    households,
    persons,
    byCategory: z.array(z.object({ code: HouseholdCategory, households, persons })),
    byMainCause: z
      .array(z.object({ code: PovertyCause, households, persons }))
      .describe('persons: members of households with this main cause'),
    bySubdivision: z
      .array(
        z.object({
          code: DivisionCode,
          name: z.string(),
          households,
          persons,
          illnessPersons: count.describe('persons in households whose main cause is illness'),
        }),
      )
      .describe('townships of the county, or villages of a township'),
    byHouseholdSize: z.array(z.object({ members: count.describe('members of the household'), households })),
    byAgeBand: z.array(
      z.object({ from: count.describe('least age'), to: count.nullable().describe('greatest age; null: no limit'), persons }),
    ),
    asOf: PlainDate.describe('day'),
  })
  .meta({ id: 'FiguresOverview' });
export type FiguresOverview = z.infer<typeof FiguresOverview>;
