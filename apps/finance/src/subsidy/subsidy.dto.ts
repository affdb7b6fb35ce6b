import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { OverlapAnswer, OverlapAnswered } from '../benefit-overlap/overlap.dto.js';
import { SubsidyState, SubsidyStep } from './lifecycle/subsidy-state.js';
import { PossibleDuplicateAnswer, PossibleDuplicateAnswered } from './parcels/possible-duplicates.dto.js';
import { GrantShown } from './round.dto.js';
import { SubsidyScheme } from './scheme.js';

const fen = z.int().describe('fen');
const reason = z.string().trim().min(2).max(500);
const Words = { zh: z.string(), en: z.string() };
const version = z.int().positive().describe('version the decision is based on');

const Evidence = z.strictObject({
  code: z.string().min(1).max(40).describe('code of the scheme’s evidence, or photo'),
  attachmentIds: z.array(Uuid).min(1).max(30),
});

const content = {
  product: z.string().min(1).max(40),
  stage: z.int().min(1).max(9).default(1).describe('year of cultivation'),
  quantity: z.int().min(1).max(1_000_000).describe('0.01 mu or pieces'),
  parcel: z.string().trim().min(2).max(60).describe('name of the parcel or facility as the village calls it: one a year'),
  parcelVillage: DivisionCode.optional().describe('village the parcel lies in; absent: that of the household'),
  possibleDuplicates: PossibleDuplicateAnswer.optional().describe('of what may be there already: why it is another one'),
};

export const ApplyRequest = z.strictObject({
  schemeCode: z.string().min(1).max(40),
  householdId: HouseholdId,
  claimId: Uuid.optional().describe('the accepted project it is for: of the same household, told by industry, not applied for yet'),
  ...content,
  evidence: z.array(Evidence).max(20).default([]),
});
export type ApplyRequest = z.infer<typeof ApplyRequest>;

export const WaitingProjects = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid().describe('claimId of an application'),
        householdId: z.uuid(),
        householdNumber: z.string(),
        headName: z.string(),
        villageCode: z.string(),
        product: z.string(),
        stage: z.int(),
        quantity: z.int().describe('accepted by industry: 0.01 mu or pieces'),
        unit: z.enum(['centiMu', 'count']),
        acceptedOn: z.string(),
        document: z.string(),
      }),
    ),
  })
  .meta({ id: 'WaitingProjects' });
export type WaitingProjects = z.infer<typeof WaitingProjects>;

export const CorrectRequest = z.strictObject({ ...content, evidence: z.array(Evidence).max(20).default([]), reason });
export type CorrectRequest = z.infer<typeof CorrectRequest>;

export const AddEvidenceRequest = z.strictObject({ evidence: z.array(Evidence).min(1).max(20) });
export type AddEvidenceRequest = z.infer<typeof AddEvidenceRequest>;

export const MeasureRequest = z.strictObject({
  quantity: z.int().min(1).max(1_000_000).describe('measured on site: 0.01 mu or pieces'),
  on: PlainDate.describe('day on site'),
  remark: z.string().trim().max(500).optional().describe('needed for a day before the application, and for more than was asked for'),
  evidence: z.array(Evidence).min(1).max(20),
});
export type MeasureRequest = z.infer<typeof MeasureRequest>;

export const AcknowledgeRequest = z.strictObject({
  attachmentIds: z.array(Uuid).min(1).max(5).describe('photographs of the certificate that the household has signed'),
});
export type AcknowledgeRequest = z.infer<typeof AcknowledgeRequest>;

/** Of one command: the applications of a county's round. */
export const MOST_CASES = 5_000;

/** Steps that need nothing but a reason; several at once, all or none. */
export const TakeSubsidyStepRequest = z
  .strictObject({
    step: z.enum(['check', 'accept', 'post', 'approve', 'return', 'reject', 'withdraw', 'demandBack', 'dropDemand', 'reclaim']),
    to: z.enum(['applied', 'villageChecked', 'accepted']).optional().describe('of a return'),
    reason: reason.optional(),
    overlaps: OverlapAnswer.optional().describe('of an approval that meets a warning'),
    receipt: z
      .strictObject({
        on: PlainDate.describe('day on which the money reached the treasury'),
        sourceDocument: z.string().trim().min(2).max(200).describe('receipt'),
      })
      .optional()
      .describe('of a reclaim, as of a part that came back; absent: booked today'),
    cases: z
      .array(z.strictObject({ id: Uuid, version }))
      .min(1)
      .max(MOST_CASES),
  })
  .refine(({ step, receipt }) => step === 'reclaim' || !receipt, { path: ['receipt'], error: 'a receipt belongs to a reclaim' });
export type TakeSubsidyStepRequest = z.infer<typeof TakeSubsidyStepRequest>;

export const SubsidyRowShown = z
  .object({
    id: z.uuid(),
    schemeCode: z.string(),
    householdId: z.uuid(),
    householdNumber: z.string(),
    headName: z.string(),
    villageCode: z.string(),
    product: z.string(),
    productZh: z.string(),
    unit: z.enum(['centiMu', 'count']),
    stage: z.int(),
    quantity: z.int(),
    acceptedQuantity: z.int().nullable(),
    parcel: z.string(),
    parcelVillage: z.string().describe('village it lies in'),
    amountFen: fen.nullable(),
    state: SubsidyState,
    stateSince: z.string(),
    enteredByName: z.string(),
    enteredAt: z.string(),
    paidOn: z.string().nullable(),
    restFen: fen.nullable().describe('of a rest: what the batch before left; null: a whole application'),
    version: z.int(),
  })
  .meta({ id: 'SubsidyApplicationRow' });
export type SubsidyRowShown = z.infer<typeof SubsidyRowShown>;

const Need = z.object({ code: z.string(), met: z.boolean(), ...Words });
export const SubsidyNextStep = z
  .object({
    step: SubsidyStep,
    ...Words,
    to: z.array(SubsidyState),
    who: z.object(Words),
    mayDo: z.boolean().describe('the account has the permission and the level'),
    possible: z.boolean().describe('nothing is missing but what the step itself brings'),
    reasonNeeded: z.boolean(),
    checklist: z.array(Need),
  })
  .meta({ id: 'SubsidyNextStep' });

export const SubsidyApplication = z
  .object({
    ...SubsidyRowShown.shape,
    memberCount: z.int(),
    scheme: z.object({
      nameZh: z.string(),
      nameEn: z.string(),
      sourceDocument: z.string(),
      certainty: z.string(),
      evidence: SubsidyScheme.shape.evidence,
    }),
    evidence: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        attachmentId: z.uuid(),
        at: z.string(),
        byName: z.string(),
        acceptanceId: z.uuid().nullable(),
      }),
    ),
    acceptances: z.array(
      z.object({
        id: z.uuid(),
        quantity: z.int(),
        on: z.string(),
        remark: z.string().nullable(),
        measuredByName: z.string(),
        confirmedByName: z.string().nullable(),
        isVoid: z.boolean(),
      }),
    ),
    grant: GrantShown.nullable(),
    parts: z
      .array(z.object({ id: z.uuid(), state: SubsidyState, amountFen: fen.nullable(), restFen: fen.nullable() }))
      .describe('the application and what batches left of it, in their order; empty where nothing was left'),
    similarParcels: z
      .array(
        z.object({
          id: z.uuid(),
          householdNumber: z.string(),
          headName: z.string(),
          parcel: z.string(),
          productZh: z.string(),
          state: SubsidyState,
        }),
      )
      .describe(
        'of the same village and year, of the own area, with a name like this one: whoever accepts looks whether it is the same land',
      ),
    notice: z
      .object({
        id: z.uuid(),
        state: z.string(),
        postedOn: z.string().nullable(),
        lastDay: z.string().nullable(),
        openObjections: z.int(),
        upheldObjections: z.int(),
      })
      .nullable(),
    payment: z
      .object({ batchId: z.uuid(), batchNumber: z.int(), batchState: z.string(), state: z.string(), returnReason: z.string().nullable() })
      .nullable()
      .describe('null as well for who may not read payments'),
    overlap: OverlapAnswered.nullable().describe('why it was approved in spite of a warning; null: none, or not approved yet'),
    possibleDuplicates: z
      .array(PossibleDuplicateAnswered)
      .describe('what was possible duplicates when it was entered, and why it is another one; newest first'),
    claim: z
      .object({
        ...{ id: z.uuid(), document: z.string(), acceptedOn: z.string() },
        differs: z.object(Words).nullable().describe('what industry has corrected since, and what to do; null: nothing that matters'),
      })
      .nullable()
      .describe('the accepted project it is for'),
    certificate: z
      .object({ paymentId: z.uuid(), number: z.string() })
      .nullable()
      .describe('of the money that lies with the household; printed at payments/{id}/certificate'),
    next: z.array(SubsidyNextStep),
    events: z.array(
      z.object({
        step: SubsidyStep,
        ...Words,
        from: SubsidyState,
        to: SubsidyState,
        byName: z.string().nullable(),
        at: z.string(),
        reason: z.string().nullable(),
        receipt: z
          .object({ on: PlainDate, sourceDocument: z.string() })
          .nullable()
          .describe('of money that came back whole; null of one from before it was asked for'),
      }),
    ),
  })
  .meta({ id: 'SubsidyApplication' });
export type SubsidyApplication = z.infer<typeof SubsidyApplication>;

export const SubsidyList = z
  .object({ items: z.array(SubsidyRowShown), nextCursor: z.string().nullable() })
  .meta({ id: 'SubsidyApplicationList' });
export type SubsidyList = z.infer<typeof SubsidyList>;

export const SubsidyListQuery = z.strictObject({
  state: SubsidyState.optional(),
  scheme: z.string().max(40).optional(),
  householdId: HouseholdId.optional(),
  area: DivisionPrefix.optional(),
  waiting: z.enum(['me']).optional().describe('what the own office acts on next'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type SubsidyListQuery = z.infer<typeof SubsidyListQuery>;

export const SubsidyWork = z
  .object({ items: z.array(z.object({ state: SubsidyState, step: SubsidyStep, ...Words, count: z.int(), amountFen: fen })) })
  .meta({ id: 'SubsidyWork' });
export type SubsidyWork = z.infer<typeof SubsidyWork>;

export const SubsidyStepsTaken = z
  .object({ items: z.array(z.object({ id: z.uuid(), state: SubsidyState, version: z.int() })) })
  .meta({ id: 'SubsidyStepsTaken' });
export type SubsidyStepsTaken = z.infer<typeof SubsidyStepsTaken>;
