import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { AccountId } from '@jingzhun/domain/uuid';
import { DEPARTMENTS } from '@jingzhun/persistence';
import { ROLES } from './roles.js';

/** Who is asking. Built from a verified access token and from nothing else. */
export const Principal = z.object({
  accountId: AccountId.describe('account of the gateway'),
  name: z.string().min(1).describe('name of the person, for the record of who did what'),
  department: z.enum(DEPARTMENTS).describe('department the account belongs to'),
  roles: z.array(z.enum(ROLES)).min(1),
  area: DivisionPrefix.describe('division prefix: county (6 digits), township (9) or village (12)'),
  bank: z
    .string()
    .regex(/^[a-z]{2,20}$/)
    .optional()
    .describe('of a bank clerk: the lender bank whose loans the account sees'),
  sessionId: z.string().min(1).describe('session the token was made for; ends with it'),
});
export type Principal = z.infer<typeof Principal>;
