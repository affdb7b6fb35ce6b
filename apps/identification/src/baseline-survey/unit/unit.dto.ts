import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { AnswerValue } from '../form/answers.js';
import { RoundResponse } from '../round/round.dto.js';
import { PhotoPurpose } from '../submission/submission.dto.js';
import { UnitState, VisitOutcome } from '../submission/unit-state.rules.js';

export const UnitRow = z
  .object({
    id: Uuid.describe('household of the round'),
    householdId: HouseholdId.nullable().describe('of the register; null: newly found'),
    number: z.string().nullable().describe('household number of the register'),
    villageCode: DivisionCode.describe('village'),
    groupName: z.string().nullable().describe('villager group'),
    headName: z.string().describe('head'),
    state: UnitState.describe('where it stands'),
    version: z.number().int().describe('version of its answers; 0: none yet'),
    visitedAt: z.iso.datetime().nullable().describe('visit that counts'),
    visitedByName: z.string().nullable().describe('who was there'),
    openConflicts: z.number().int().describe('conflicts that wait for a decision'),
  })
  .meta({ id: 'SurveyUnitRow' });
export type UnitRow = z.infer<typeof UnitRow>;

export const UnitList = z
  .object({ items: z.array(UnitRow), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'SurveyUnitList' });
export type UnitList = z.infer<typeof UnitList>;

export const ListUnitsQuery = z.strictObject({
  village: DivisionCode.optional().describe('of one village'),
  state: UnitState.optional().describe('only these'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('rows of a page'),
});
export type ListUnitsQuery = z.infer<typeof ListUnitsQuery>;

const AnswersShown = {
  registerVersion: z.number().int().nullable().describe('version of the register the answers were filled from'),
  answers: z.record(z.string(), AnswerValue).describe('field path → what is known; nobody types it again'),
  masked: z.record(z.string(), z.string()).describe('field path → mask of a number that is known'),
};

/** A household as the surveyor's phone keeps it, encrypted there. */
export const WorkItem = UnitRow.extend(AnswersShown).meta({ id: 'SurveyWorkItem' });
export type WorkItem = z.infer<typeof WorkItem>;

export const Workload = z
  .object({
    round: RoundResponse.describe('the round'),
    device: z
      .object({
        keepDays: z.number().int().describe('days the phone may keep the list without contact'),
        pinTries: z.number().int().describe('wrong PINs before everything on the phone is wiped'),
        lockMinutes: z.number().int().describe('minutes after which the PIN is asked again'),
        photoEdge: z.number().int().describe('longest edge of a photograph in pixels'),
      })
      .describe('rules for the phone, from the policy parameters'),
    items: z.array(WorkItem).describe('households of the village'),
    nextCursor: z.string().nullable().describe('for the next page'),
  })
  .meta({ id: 'SurveyWorkload' });
export type Workload = z.infer<typeof Workload>;

export const WorkloadQuery = z.strictObject({
  village: DivisionCode.describe('village whose list is taken'),
  unit: Uuid.optional().describe('only this household, to take it anew'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('rows of a page'),
});
export type WorkloadQuery = z.infer<typeof WorkloadQuery>;

const Officer = z.object({ id: Uuid.describe('account'), name: z.string().describe('name at that time') });

export const UnitResponse = WorkItem.extend({
  roundId: Uuid.describe('survey round'),
  formVersion: z.number().int().describe('form of the round'),
  signedVersion: z.number().int().nullable().describe('version the household confirmed by signature'),
  foldedInto: Uuid.nullable().describe('turned out to be this household of the round'),
  visits: z
    .array(
      z.object({
        id: Uuid,
        outcome: VisitOutcome,
        by: Officer,
        visitedAt: z.iso.datetime(),
        receivedAt: z.iso.datetime(),
        result: z.enum(['applied', 'conflict', 'superseded', 'refused']),
        version: z.number().int().nullable(),
        signed: z.boolean().describe('with the household’s signature'),
        signatureCounts: z.boolean().nullable().describe('false: the answers were changed, the household has to confirm again'),
        note: z.string().nullable(),
      }),
    )
    .describe('all reports, newest first'),
  photos: z
    .array(z.object({ id: Uuid, purpose: PhotoPurpose, arrived: z.boolean(), visitId: Uuid }))
    .describe('photographs; content under attachments/{id}/content'),
  corrections: z
    .array(z.object({ id: Uuid, kind: z.string(), status: z.string() }))
    .describe('corrections of the register proposed from these answers'),
  applications: z.array(z.object({ id: Uuid, state: z.string() })).describe('applications begun from these answers'),
}).meta({ id: 'SurveyUnit' });
export type UnitResponse = z.infer<typeof UnitResponse>;
