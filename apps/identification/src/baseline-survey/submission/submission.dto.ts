import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import { AnswerChanges } from '../form/answers.js';
import { VisitOutcome } from './unit-state.rules.js';

export const PhotoPurpose = z.enum(['house', 'document', 'signature', 'other']);
export type PhotoPurpose = z.infer<typeof PhotoPurpose>;

/**
 * One visit as a phone reports it. `changes` are against what the phone had downloaded (`baseVersion`, `registerVersion`); a second
 * report of the same unit before the next download names the earlier ones in `follows` and repeats their changes.
 */
export const SubmissionItem = z
  .strictObject({
    id: Uuid.describe('made by the phone; the same report always carries the same id'),
    unitId: Uuid.describe('household of the round; for a newly found one an id made by the phone'),
    found: z
      .strictObject({ villageCode: DivisionCode.describe('village it was found in') })
      .optional()
      .describe('only with a newly found household'),
    follows: z
      .array(Uuid)
      .max(50)
      .default([])
      .describe('earlier reports of this phone about the same unit since the last download, oldest first; whether they arrived or not'),
    baseVersion: z.int().min(0).describe('version of the answers the phone had'),
    registerVersion: z.int().min(1).nullable().describe('version of the register the phone had; null for a newly found household'),
    formVersion: z.int().min(1).describe('form it was filled in with'),
    outcome: VisitOutcome.describe('met at home, away, or did not want to answer'),
    visitedAt: z.iso.datetime({ offset: true }).describe('time of the visit by the phone’s clock'),
    changes: AnswerChanges.default({}).describe('field path → new value; null takes an answer away'),
    note: z.string().trim().max(500).optional().describe('what the surveyor wants to say about the visit'),
    photos: z
      .array(z.strictObject({ id: Uuid.describe('made by the phone'), purpose: PhotoPurpose.describe('what it shows') }))
      .max(20)
      .default([])
      .describe('photographs of the visit; the files come on their own way, before or after'),
    signedPhoto: Uuid.optional().describe('the photograph with the household’s signature under these answers'),
  })
  .refine(({ outcome, changes }) => outcome === 'met' || Object.keys(changes).length === 0, {
    path: ['changes'],
    params: { zh: '未入户的走访不能带调查内容', en: 'A visit without a meeting has no answers' },
  })
  .refine(({ signedPhoto, photos }) => !signedPhoto || photos.some(({ id }) => id === signedPhoto), {
    path: ['signedPhoto'],
    params: { zh: '签字照片不在照片清单中', en: 'The signed photograph is not in the list' },
  })
  .meta({ id: 'SurveySubmission' });
export type SubmissionItem = z.infer<typeof SubmissionItem>;

/** Items are looked at one by one: a bad one does not hold up the others. */
export const SubmitRequest = z
  .strictObject({
    items: z
      .array(z.looseObject({ id: Uuid.describe('id of the report') }))
      .min(1)
      .max(50)
      .describe('reports, each as SurveySubmission describes it'),
    sentAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('the phone’s clock while sending: what it is wrong by is taken off the times of the visits'),
  })
  .meta({ id: 'SubmitSurveyRequest' });
export type SubmitRequest = z.infer<typeof SubmitRequest>;

export const SubmissionOutcome = z.enum(['applied', 'duplicate', 'conflict', 'rejected']);
export type SubmissionOutcome = z.infer<typeof SubmissionOutcome>;

export const SubmissionAnswer = z
  .object({
    id: Uuid.describe('the report'),
    outcome: SubmissionOutcome.describe('what became of it; duplicate: it was here already, `earlier` says what became of it then'),
    earlier: z.enum(['applied', 'conflict', 'superseded', 'refused']).optional().describe('of a duplicate: where it stands'),
    version: z.number().int().optional().describe('version of the answers it led to'),
    signatureCounts: z.boolean().optional().describe('false: the answers differ from those the household signed, it has to confirm again'),
    code: z.string().optional().describe('why, stable'),
    title: z.string().optional().describe('why, in the caller’s language'),
    detail: z.string().optional().describe('what is wrong'),
    next: z.string().optional().describe('what to do now'),
    problems: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .describe('fields to look at'),
  })
  .meta({ id: 'SurveySubmissionAnswer' });
export type SubmissionAnswer = z.infer<typeof SubmissionAnswer>;

export const SubmitAnswer = z
  .object({ items: z.array(SubmissionAnswer).describe('one for each report, in its order') })
  .meta({ id: 'SurveySubmitAnswer' });
export type SubmitAnswer = z.infer<typeof SubmitAnswer>;
