import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

const count = (what: string) => z.number().int().describe(what);

const Counts = {
  due: count('not visited yet'),
  away: count('visited, nobody there'),
  refused: count('did not want to answer'),
  visited: count('answered, not yet confirmed'),
  confirmed: count('answered and confirmed by signature'),
  total: count('households to visit, newly found ones included'),
  found: count('of these: newly found'),
  openConflicts: count('conflicts that wait for a decision'),
};

export const Capacity = z.enum(['committee', 'workTeam']);
export type Capacity = z.infer<typeof Capacity>;

export const VillageConfirmation = z.object({
  capacity: Capacity.describe('for the village committee, or for the work team in the village'),
  accountId: Uuid.describe('who confirmed'),
  name: z.string().describe('name at that time'),
  confirmedAt: z.iso.datetime().describe('when'),
  holds: z.boolean().describe('false: something was reported since, it has to be confirmed again'),
});

export const Coverage = z
  .object({
    roundId: Uuid.describe('survey round'),
    total: z.object(Counts).describe('of the own area'),
    villages: z
      .array(
        z.object({
          villageCode: DivisionCode.describe('village'),
          ...Counts,
          confirmations: z.array(VillageConfirmation).describe('by the village itself, newest first'),
        }),
      )
      .describe('village by village'),
    days: z
      .array(
        z.object({
          day: PlainDate.describe('day of the visit'),
          met: count('answered'),
          away: count('nobody there'),
          refused: count('refused'),
        }),
      )
      .describe('visits by day'),
    surveyors: z
      .array(
        z.object({
          accountId: Uuid.describe('surveyor'),
          name: z.string().describe('name'),
          visits: count('reports'),
          households: count('households answered'),
          lastVisitAt: z.iso.datetime().describe('last visit'),
        }),
      )
      .describe('by surveyor'),
  })
  .meta({ id: 'SurveyCoverage' });
export type Coverage = z.infer<typeof Coverage>;

export const ConfirmVillageRequest = z
  .strictObject({ capacity: Capacity.describe('for whom the caller confirms') })
  .meta({ id: 'ConfirmSurveyedVillageRequest' });
export type ConfirmVillageRequest = z.infer<typeof ConfirmVillageRequest>;
