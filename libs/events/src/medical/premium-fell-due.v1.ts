import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the person. Place: the village of the household. */
export const PremiumFellDueV1 = defineEvent({
  department: 'medical',
  noun: 'premium',
  verb: 'fell-due',
  version: 1,
  classification: 'department',
  data: z.object({
    premiumId: Uuid.describe('Natural key: one person, scheme and year'),
    personId: PersonId,
    householdId: HouseholdId,
    scheme: z.enum(['basic', 'criticalIllness', 'supplement', 'pension']),
    year: z.int().min(2010).max(2100),
    amountFen: Fen.refine((fen) => fen > 0).describe('The part the government pays'),
    dueOn: PlainDate,
    document: z.string().min(1).max(200),
  }),
  summaryZh: '代缴保费已到期',
  summaryEn: 'A premium that the government pays for a person fell due.',
});
