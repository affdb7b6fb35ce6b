import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { Decider, DecidersOfPlan } from '../decider/decider.dto.js';
import { RoundState } from './round-lifecycle.js';

export const CreateRoundRequest = z
  .strictObject({
    name: z.string().trim().min(2).max(60).describe('what people call it'),
    area: DivisionPrefix.describe('county or township it is for'),
    villages: z.array(DivisionCode).max(1000).optional().describe('only these villages; absent: all of the area'),
    startsOn: PlainDate.describe('first day'),
    endsOn: PlainDate.describe('last day'),
    incomeYear: z.int().min(2010).max(2100).describe('year whose income is asked for'),
    formVersion: z.int().min(1).default(1).describe('form to fill in'),
    deciders: DecidersOfPlan.optional().describe(
      'who decides conflicts, and who stands in; without, any officer who did not report decides until somebody is named',
    ),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    params: { zh: '结束日期不能早于开始日期', en: 'The last day lies before the first' },
  })
  .meta({ id: 'CreateSurveyRoundRequest' });
export type CreateRoundRequest = z.infer<typeof CreateRoundRequest>;

export const CloseRoundRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why it ends now') })
  .meta({ id: 'CloseSurveyRoundRequest' });
export type CloseRoundRequest = z.infer<typeof CloseRoundRequest>;

const Officer = z.object({ id: Uuid.describe('account'), name: z.string().describe('name at that time') });

export const RoundResponse = z
  .object({
    id: Uuid.describe('survey round'),
    name: z.string().describe('what people call it'),
    area: DivisionPrefix.describe('county or township it is for'),
    startsOn: PlainDate.describe('first day'),
    endsOn: PlainDate.describe('last day'),
    incomeYear: z.number().int().describe('year whose income is asked for'),
    formVersion: z.number().int().describe('form to fill in'),
    state: RoundState.describe('where it stands'),
    version: z.number().int().describe('counts the changes'),
    villages: z.number().int().describe('villages of the own area that take part'),
    units: z.number().int().describe('households of the own area to visit, newly found ones included'),
    done: z.number().int().describe('of these: visited or confirmed'),
    openConflicts: z.number().int().describe('conflicts that wait for a decision'),
    createdBy: Officer.describe('who planned it'),
    createdAt: z.iso.datetime().describe('when'),
    openedAt: z.iso.datetime().nullable().describe('when it was opened'),
    closedAt: z.iso.datetime().nullable().describe('when it was closed'),
    deciders: z.array(Decider).describe('who decides conflicts, latest named first; empty: a round from before names were kept'),
    decides: z
      .enum(['anyone', 'named', 'substitute', 'nobody'])
      .describe('who decides today; anyone: whoever of the office did not report on the household'),
    naming: z
      .object({
        by: Officer.describe('who opened the round, or planned it'),
        canAct: z.boolean().describe('false: that account has left; any officer of the whole area names'),
        isMine: z.boolean().describe('the caller may name another'),
      })
      .describe('whose it is to name who decides'),
    closeReason: z.string().nullable().describe('why it was closed'),
  })
  .meta({ id: 'SurveyRound' });
export type RoundResponse = z.infer<typeof RoundResponse>;

export const ListRoundsQuery = z.strictObject({
  state: RoundState.optional().describe('only these'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListRoundsQuery = z.infer<typeof ListRoundsQuery>;

export const RoundList = z
  .object({ items: z.array(RoundResponse), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'SurveyRoundList' });
export type RoundList = z.infer<typeof RoundList>;
