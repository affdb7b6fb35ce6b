import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { CaseState, CaseStep, RETURN_TARGETS } from '../lifecycle/case-state.js';

const reason = z.string().trim().min(2).max(500);

/**
 * Steps that are commands of their own. A correction is made by writing the content, a notice is closed where the notice is, and what follows
 * from an upheld objection is carried out with its decision.
 */
export const COMMANDED_STEPS = [
  'submit',
  'signForm',
  'appraise',
  'postGroupNotice',
  'review',
  'postVillageNotice',
  'recheck',
  'examine',
  'announce',
  'complete',
  'return',
  'reject',
  'withdraw',
] as const satisfies readonly CaseStep[];

const step = {
  step: z.enum(COMMANDED_STEPS).describe('what is to be done'),
  to: z.enum(RETURN_TARGETS).optional().describe('of a return: where the case goes'),
  reason: reason.optional().describe('why; needed for return, reject and withdraw'),
  mark: z
    .strictObject({
      scan: Uuid.describe('attachment with the signed page, role applicationForm; of a withdrawal, role withdrawalRequest'),
      kind: z.enum(['signature', 'thumbprint']).describe('how the head signed'),
    })
    .optional()
    .describe('of a step the household signs: the scanned page; the official who takes the step is the witness'),
};
const proof = z.string().max(4000).optional().describe('of POST /api/gateway/v1/signing-proofs for the digest of the preview');

export const PreviewStepRequest = z.strictObject(step).meta({ id: 'PreviewStep' });
export type PreviewStepRequest = z.infer<typeof PreviewStepRequest>;
export const TakeStepRequest = z.strictObject({ ...step, proof }).meta({ id: 'TakeStep' });
export type TakeStepRequest = z.infer<typeof TakeStepRequest>;

const cases = z
  .array(z.strictObject({ id: Uuid.describe('case'), version: z.int().positive().describe('version it was seen at') }))
  .min(1)
  .max(200)
  .describe('cases that take the step together: all or none');

export const PreviewStepsRequest = z.strictObject({ ...step, cases }).meta({ id: 'PreviewSteps' });
export type PreviewStepsRequest = z.infer<typeof PreviewStepsRequest>;
export const TakeStepsRequest = z.strictObject({ ...step, cases, proof }).meta({ id: 'TakeSteps' });
export type TakeStepsRequest = z.infer<typeof TakeStepsRequest>;

export const CheckedNeedResponse = z
  .object({
    code: z.string().describe('stable name of the condition'),
    met: z.boolean().describe('whether it is fulfilled'),
    by: z
      .enum(['village', 'household', 'township', 'county', 'verification', 'another-person', 'time'])
      .describe('who can bring what is missing'),
    zh: z.string().describe('in words of the office'),
    en: z.string(),
  })
  .meta({ id: 'CheckedNeed' });

export const NextStep = z
  .object({
    step: CaseStep.describe('step'),
    zh: z.string(),
    en: z.string(),
    to: z.array(CaseState).describe('where it can lead'),
    who: z.object({ zh: z.string(), en: z.string(), permission: z.string(), levels: z.array(z.string()) }).describe('whose step it is'),
    mayDo: z.boolean().describe('whether it is the caller’s: permission, level, and not one who must stay out'),
    possible: z.boolean().describe('whether nothing is missing'),
    signature: z.enum(['official', 'household', 'none']).describe('what it is signed with'),
    reasonNeeded: z.boolean(),
    limitedTo: z
      .literal('contact')
      .nullable()
      .describe('of a correction: the caller changes only where the household can be reached and paid; what was judged is for `who`'),
    checklist: z.array(CheckedNeedResponse).describe('what it needs, from the table that also decides'),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;

export const StepPreview = z
  .object({
    possible: z.boolean(),
    cases: z.array(
      z.object({
        id: Uuid,
        to: CaseState.nullable().describe('where it would go; null: it is not possible'),
        missing: z.array(CheckedNeedResponse),
      }),
    ),
    signature: z.enum(['official', 'household', 'none']).describe('what the step is signed with'),
    digest: z.string().nullable().describe('what to sign: 64 hex digits; null when nothing is signed or it is not possible'),
    meaning: z.object({ zh: z.string(), en: z.string() }).nullable().describe('what the signature says'),
    document: z.unknown().describe('exactly what an official signs; null for a household, whose page holds ID numbers'),
  })
  .meta({ id: 'StepPreview' });
export type StepPreview = z.infer<typeof StepPreview>;

export const CaseEventResponse = z
  .object({
    version: z.int(),
    step: CaseStep,
    from: CaseState,
    to: CaseState,
    outcome: z.string().nullable(),
    actor: z.object({ id: Uuid, name: z.string() }).nullable().describe('null: the system'),
    at: z.iso.datetime(),
    decidedOn: PlainDate,
    reason: z.string().nullable(),
    contentVersion: z.int().describe('version of the content that was decided on'),
    screeningId: Uuid.nullable(),
    meetingId: Uuid.nullable(),
    noticeId: Uuid.nullable(),
    objectionId: Uuid.nullable(),
    sampleId: Uuid.nullable(),
    signatureId: Uuid.nullable(),
    policyParameterIds: z.array(Uuid).describe('parameters that were applied'),
  })
  .meta({ id: 'CaseEvent' });
export const CaseEventList = z.object({ items: z.array(CaseEventResponse).describe('newest first') }).meta({ id: 'CaseEventList' });
export type CaseEventList = z.infer<typeof CaseEventList>;

export const StepsTaken = z
  .object({
    cases: z.array(z.object({ id: Uuid, state: CaseState, version: z.int() })).describe('as they stand now'),
  })
  .meta({ id: 'StepsTaken' });
export type StepsTaken = z.infer<typeof StepsTaken>;
