import { z } from 'zod';
import { ROLES } from '@jingzhun/auth';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { AccountId, Uuid } from '@jingzhun/domain/uuid';

export const Capacity = z.enum(['named', 'substitute']);

export const DecidersOfPlan = z
  .strictObject({
    named: AccountId.describe('account that decides conflicts'),
    substitute: AccountId.describe('account that decides when the named one can act no more or reported on the household'),
  })
  .meta({ id: 'SurveyDecidersOfPlan' });

export const NameDeciderRequest = z
  .strictObject({
    capacity: Capacity.describe('which of the two is changed'),
    accountId: AccountId.describe('who takes the place'),
    reason: z.string().trim().min(2).max(500).describe('why it changes'),
  })
  .meta({ id: 'NameSurveyDeciderRequest' });
export type NameDeciderRequest = z.infer<typeof NameDeciderRequest>;

export const Decider = z
  .object({
    capacity: Capacity.describe('who decides or who stands in'),
    accountId: AccountId.describe('account; its name is asked of the gateway'),
    role: z.enum(ROLES).describe('what it worked as when it was named'),
    area: DivisionPrefix.describe('its area when it was named'),
    namedBy: z.object({ id: Uuid, name: z.string() }).describe('who named it'),
    namedAt: z.iso.datetime().describe('since when'),
    reason: z.string().nullable().describe('why it took the place of the one before; null: named with the plan'),
    current: z.boolean().describe('false: somebody followed'),
    canAct: z.boolean().describe('the account is enabled, may decide, and is responsible for the whole round today'),
  })
  .meta({ id: 'SurveyDecider' });
export type Decider = z.infer<typeof Decider>;
