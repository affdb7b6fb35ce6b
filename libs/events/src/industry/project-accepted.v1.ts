import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the project. Place: the village of the household. Finance pays what its schemes grant for it. */
export const ProjectAcceptedV1 = defineEvent({
  department: 'industry',
  noun: 'project',
  verb: 'accepted',
  version: 1,
  classification: 'department',
  data: z.object({
    projectId: Uuid.describe(
      'Natural key: a project is accepted once. Told again with the same id it is corrected: household, product, stage, measure, parcels, day and paper, the newest event counts',
    ),
    householdId: HouseholdId,
    product: z
      .string()
      .regex(/^[a-z][a-zA-Z]*$/)
      .describe('Code of the product in the catalogue of industries'),
    stage: z.int().min(1).max(9).describe('Year of cultivation or stage that was accepted, 1 for the first'),
    measure: z.discriminatedUnion('unit', [
      z.object({ unit: z.literal('centiMu'), areaCentiMu: z.int().positive() }),
      z.object({ unit: z.literal('count'), count: z.int().positive() }),
    ]),
    parcels: z
      .array(z.object({ parcelId: Uuid, areaCentiMu: z.int().positive() }))
      .max(200)
      .describe('Empty where the product needs no land'),
    acceptedOn: PlainDate,
    document: z.string().min(1).max(200).describe('Reference of the acceptance record'),
  }),
  summaryZh: '产业项目已验收',
  summaryEn: 'An industry project of a household was accepted.',
});
