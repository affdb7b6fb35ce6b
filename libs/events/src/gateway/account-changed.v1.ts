import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { AccountId } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';
import { EVENT_OWNERS } from '../naming.js';

/** Ordering key: the account's id. Place: its area, filled up with zeros. */
export const AccountChangedV1 = defineEvent({
  department: 'gateway',
  noun: 'account',
  verb: 'changed',
  version: 1,
  classification: 'department',
  data: z.object({
    accountId: AccountId,
    version: z.int().positive().describe('Counts the changes of this account from 1'),
    department: z.enum(EVENT_OWNERS),
    roles: z.array(z.string()),
    area: DivisionPrefix,
    enabled: z.boolean(),
  }),
  summaryZh: '账号的角色、区域或启停已变更',
  summaryEn: 'Roles, area or state of an account changed. Carries no name.',
});
