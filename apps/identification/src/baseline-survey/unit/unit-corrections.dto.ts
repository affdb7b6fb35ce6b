import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { CorrectionKind } from '../../correction/correction-kind.js';

export const FormVersionParameter = z.coerce.number().int().min(1).max(1000);

const ShownValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

const DifferingField = z.object({
  path: z.string().describe('field of the form'),
  memberName: z.string().nullable().describe('of whom; null: of the household'),
  register: ShownValue.describe('what the register says, masked'),
  answer: ShownValue.describe('what the household said, masked'),
});

export const SurveyDifferences = z
  .object({
    unitId: Uuid.describe('household of the round'),
    householdId: HouseholdId.describe('household of the register'),
    registerVersion: z.number().int().describe('version of the register compared with'),
    items: z
      .array(
        z.object({
          kind: CorrectionKind.describe('correction that would be proposed'),
          personId: PersonId.nullable().describe('whose identity; null for the other kinds'),
          fields: z.array(DifferingField).describe('what differs'),
        }),
      )
      .describe('one correction each, ready to propose'),
    evidenceOnly: z.array(DifferingField).describe('differences no correction exists for; they stay in the survey'),
  })
  .meta({ id: 'SurveyDifferences' });
export type SurveyDifferences = z.infer<typeof SurveyDifferences>;

export const ProposeFromSurveyRequest = z
  .strictObject({
    kind: CorrectionKind.describe('which of the differences'),
    personId: PersonId.optional().describe('whose identity'),
    registerVersion: z.int().positive().describe('version of the register the caller has compared'),
    reason: z.string().trim().min(2).max(500).optional().describe('why; absent: the survey and the day of the visit'),
    validFrom: PlainDate.optional().describe('civil date from which it holds; absent: the day of the visit'),
  })
  .meta({ id: 'ProposeFromSurveyRequest' });
export type ProposeFromSurveyRequest = z.infer<typeof ProposeFromSurveyRequest>;

export const BegunApplication = z
  .object({ applicationId: Uuid.describe('draft of the application') })
  .meta({ id: 'ApplicationFromSurvey' });
export type BegunApplication = z.infer<typeof BegunApplication>;
