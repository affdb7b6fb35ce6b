import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { CaseState } from '../lifecycle/case-state.js';

export const SampleLevel = z.enum(['township', 'county']);
export type SampleLevel = z.infer<typeof SampleLevel>;

export const DrawSampleRequest = z
  .strictObject({
    level: SampleLevel.describe('for the township re-check or for the county examination'),
    area: DivisionPrefix.optional().describe('township or county whose waiting cases are the list; the own area when absent'),
  })
  .meta({ id: 'DrawSample' });
export type DrawSampleRequest = z.infer<typeof DrawSampleRequest>;

export const ListSamplesQuery = z.strictObject({
  level: SampleLevel.optional().describe('only this level'),
  area: DivisionPrefix.optional().describe('only this area'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('newest so many'),
});
export type ListSamplesQuery = z.infer<typeof ListSamplesQuery>;

export const RecordVisitRequest = z
  .strictObject({
    visitedOn: PlainDate.describe('day of the visit'),
    visitors: z.array(z.string().trim().min(2).max(50)).min(1).max(10).describe('who went'),
    agrees: z.boolean().describe('what was seen agrees with the application'),
    findings: z.string().trim().min(2).max(4000).describe('what was seen; internal, kept encrypted'),
    attachmentIds: z.array(Uuid).min(1).max(20).describe('visit form and photos'),
  })
  .meta({ id: 'RecordVisit' });
export type RecordVisitRequest = z.infer<typeof RecordVisitRequest>;

export const SampleRow = z
  .object({
    id: Uuid,
    level: SampleLevel,
    area: DivisionPrefix,
    ordinal: z.int().describe('counts the samples of the area'),
    commitment: z.string().describe('SHA-256 of the seed, published before the list was fixed'),
    seed: z.string().nullable().describe('null until it is drawn'),
    percent: z.int().nullable(),
    listed: z.int().nullable().describe('households of the list'),
    chosen: z.int().nullable(),
    listDigest: z.string().nullable().describe('SHA-256 of the ids in ascending order, one a line'),
    committedAt: z.iso.datetime(),
    drawnAt: z.iso.datetime().nullable(),
    drawnByName: z.string().nullable(),
  })
  .meta({ id: 'SampleRow' });
export type SampleRow = z.infer<typeof SampleRow>;
export const SampleList = z.object({ items: z.array(SampleRow).describe('newest first') }).meta({ id: 'SampleList' });
export type SampleList = z.infer<typeof SampleList>;

export const SampleResponse = SampleRow.extend({
  cases: z
    .array(
      z.object({
        applicationId: Uuid,
        headName: z.string(),
        villageCode: DivisionCode,
        groupName: z.string().nullable(),
        state: CaseState.describe('where the case stands now'),
        rank: z.int(),
        mark: z.string().describe('SHA-256 of seed, list digest and id'),
        chosen: z.boolean().describe('is to be visited, or was'),
        movedUp: z.boolean().describe('not drawn first: the next of the list, for one that left unvisited'),
        visit: z
          .object({
            visitedOn: PlainDate,
            visitors: z.array(z.string()),
            agrees: z.boolean(),
            findings: z.string().nullable().describe('internal; null for who does not check'),
            recordedByName: z.string(),
          })
          .nullable(),
      }),
    )
    .describe('by rank; of the own area'),
}).meta({ id: 'Sample' });
export type SampleResponse = z.infer<typeof SampleResponse>;

export const PublicSample = SampleRow.omit({ drawnByName: true })
  .extend({
    method: z.string().describe('how to draw it again'),
    cases: z.array(z.object({ applicationId: Uuid, rank: z.int(), chosen: z.boolean() })).describe('the whole list; nobody is named'),
  })
  .meta({ id: 'PublicSample' });
export type PublicSample = z.infer<typeof PublicSample>;
