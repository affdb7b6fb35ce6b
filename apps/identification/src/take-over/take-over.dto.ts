import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

const reason = z.string().trim().min(2).max(500);

export const ProposeTakeOverRequest = z
  .strictObject({
    effectiveOn: PlainDate.describe('first day on which only applications change the register; today or later'),
    reason: reason.describe('why now: the last list taken over, what was checked'),
    sourceDocument: z.string().trim().min(2).max(200).describe('document of the decision'),
  })
  .meta({ id: 'ProposeTakeOver' });
export type ProposeTakeOverRequest = z.infer<typeof ProposeTakeOverRequest>;

export const DecideTakeOverRequest = z.strictObject({ reason: reason.optional().describe('remark') }).meta({ id: 'DecideTakeOver' });
export type DecideTakeOverRequest = z.infer<typeof DecideTakeOverRequest>;

const Officer = z.object({ id: Uuid, name: z.string() });

export const TakeOverDecision = z
  .object({
    id: Uuid,
    status: z.enum(['proposed', 'confirmed', 'withdrawn']),
    effectiveOn: PlainDate,
    effectiveAt: z.iso.datetime().nullable().describe('from this instant on; null until it is confirmed'),
    reason: z.string(),
    sourceDocument: z.string(),
    proposedBy: Officer,
    proposedAt: z.iso.datetime(),
    decidedBy: Officer.nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TakeOverDecision' });
export type TakeOverDecision = z.infer<typeof TakeOverDecision>;

export const TakeOverResponse = z
  .object({
    county: z.string(),
    takenOver: z.boolean().describe('registrations begin with an application; imports make drafts only'),
    decisions: z.array(TakeOverDecision).describe('newest first'),
  })
  .meta({ id: 'TakeOver' });
export type TakeOverResponse = z.infer<typeof TakeOverResponse>;
