import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import { GrantShown, Round } from '../round.dto.js';
import { OBSTACLES } from './project-fits.rules.js';

/** One command; a county with more is looked at township by township. */
export const MOST_PROJECTS = 5_000;

const claimIds = z.array(Uuid).min(1).max(MOST_PROJECTS);

export const PreviewProjectsRequest = z.strictObject({
  schemeCode: z.string().min(1).max(40),
  area: DivisionPrefix.optional().describe('within the own area; absent: all of it'),
  product: z.string().max(40).optional(),
  claimIds: claimIds.optional().describe('only these: what they would be granted together; absent: everything that waits'),
});
export type PreviewProjectsRequest = z.infer<typeof PreviewProjectsRequest>;

export const ApplyForProjectsRequest = z.strictObject({ schemeCode: z.string().min(1).max(40), claimIds });
export type ApplyForProjectsRequest = z.infer<typeof ApplyForProjectsRequest>;

const Forecast = GrantShown.pick({
  computedFen: true,
  countedQuantity: true,
  amountFen: true,
  cuts: true,
  earlierFen: true,
  explanation: true,
});

export const PreviewedProject = z.object({
  claimId: z.uuid(),
  householdId: z.uuid(),
  householdNumber: z.string(),
  headName: z.string(),
  villageCode: z.string(),
  product: z.string().nullable(),
  productZh: z.string().nullable(),
  stage: z.int().nullable(),
  quantity: z.int().nullable().describe('accepted by industry: 0.01 mu or pieces'),
  unit: z.enum(['centiMu', 'count']).nullable(),
  acceptedOn: z.string(),
  document: z.string(),
  forecast: Forecast.nullable().describe('if it is accepted on site as industry measured it; null: something speaks against it'),
  obstacles: z.array(z.object({ code: z.enum(OBSTACLES), zh: z.string(), en: z.string() })).describe('why it is not applied for together'),
});
export type PreviewedProject = z.infer<typeof PreviewedProject>;

export const ProjectsPreview = z
  .object({
    schemeCode: z.string(),
    isMore: z.boolean().describe(`more than ${MOST_PROJECTS} wait: look at one township or product after the other`),
    ...Round.pick({ households: true, computedFen: true, amountFen: true }).shape,
    fit: z.int().describe('that nothing speaks against; households and sums are theirs'),
    items: z.array(PreviewedProject),
  })
  .meta({ id: 'SubsidyProjectsPreview' });
export type ProjectsPreview = z.infer<typeof ProjectsPreview>;

export const ProjectsApplied = z.object({ applications: z.int(), households: z.int() }).meta({ id: 'SubsidyProjectsApplied' });
export type ProjectsApplied = z.infer<typeof ProjectsApplied>;
