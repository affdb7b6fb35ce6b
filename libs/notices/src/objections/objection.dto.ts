import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { BothLanguages } from '../posting/notice.dto.js';
import { AnswerCode } from './answers.js';

export const ObjectionText = z.string().trim().min(5).max(2000);

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reject') }),
  z.strictObject({ kind: z.literal('return'), step: z.string().min(1).max(60).describe('one of the steps the objection lists') }),
]);

export const EnterObjectionRequest = z
  .strictObject({
    via: z.enum(['paper', 'phone']).describe('how it came in'),
    receivedOn: PlainDate.describe('day on which it came in'),
    submissionId: Uuid.describe('made with the form: sent twice, it is one objection'),
    text: ObjectionText.describe('what is objected to'),
    name: z.string().trim().min(1).max(50).nullable().default(null).describe('who objects; null: not to be known'),
    phone: z.string().trim().max(30).nullable().default(null).describe('where the objector can be reached'),
    address: z.string().trim().max(200).nullable().default(null).describe('where the objector lives'),
    scanAttachmentId: Uuid.nullable().default(null).describe('the page, readable above the village only; needed for paper'),
  })
  .refine(({ name, phone, address }) => name !== null || (phone === null && address === null), {
    path: ['name'],
    params: { code: 'name', zh: '填写了电话或住址的，请填写姓名', en: 'Give the name with the phone or the address' },
  })
  .meta({ id: 'EnterObjectionRequest' });
export type EnterObjectionRequest = z.infer<typeof EnterObjectionRequest>;

export const ReceiptResponse = z
  .object({
    receiptNumber: z.string().describe('names the objection'),
    secret: z.string().describe('with the number it opens the status page; shown once'),
    dueOn: PlainDate.describe('last day for the answer'),
  })
  .meta({ id: 'ObjectionReceipt' });
export type ReceiptResponse = z.infer<typeof ReceiptResponse>;

export const ListObjectionsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  state: z.enum(['open', 'decided']).optional().describe('only these'),
  noticeId: Uuid.optional().describe('to one notice'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListObjectionsQuery = z.infer<typeof ListObjectionsQuery>;

const summary = {
  id: Uuid,
  receiptNumber: z.string(),
  noticeId: Uuid,
  noticeTitle: BothLanguages,
  place: DivisionCode,
  placeNames: z.array(z.string()),
  investigator: z.enum(['township', 'county']).describe('level that investigates it'),
  state: z.enum(['open', 'decided']),
  via: z.enum(['web', 'paper', 'phone']),
  receivedOn: PlainDate,
  dueOn: PlainDate.describe('last day for the answer'),
  daysLate: z.int().describe('0: in time or answered'),
  isAnonymous: z.boolean(),
  outcome: z.enum(['upheld', 'dismissed']).nullable(),
  version: z.int(),
};

export const ObjectionSummaryResponse = z.object(summary).meta({ id: 'ObjectionSummary' });
export type ObjectionSummaryResponse = z.infer<typeof ObjectionSummaryResponse>;

export const ObjectionList = z
  .object({ items: z.array(ObjectionSummaryResponse), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'ObjectionList' });
export type ObjectionList = z.infer<typeof ObjectionList>;

const Identity = z.object({ name: z.string(), phone: z.string().nullable(), address: z.string().nullable() });

export const ObjectionResponse = z
  .object({
    ...summary,
    text: z.string().describe('what is objected to'),
    identity: Identity.nullable().describe('masked; the plain one is revealed for a reason'),
    identityKeptUntil: PlainDate.nullable().describe(
      'last day on which it is known who objected; null: not answered, without a name or paper, or deleted',
    ),
    identityDeletedOn: PlainDate.nullable().describe('day on which it was forgotten who objected'),
    receivedBy: z.string().nullable().describe('officer who entered it; null: from the public page'),
    scanAttachmentId: Uuid.nullable(),
    returnSteps: z.array(BothLanguages.extend({ code: z.string() })).describe('where an upheld objection may send the case'),
    answers: z
      .array(BothLanguages.extend({ code: AnswerCode, outcome: z.enum(['upheld', 'dismissed']) }))
      .describe('what the objector can be told'),
    decision: z
      .object({
        outcome: z.enum(['upheld', 'dismissed']),
        effect: effect.nullable(),
        answer: AnswerCode,
        findings: z.string(),
        attachmentIds: z.array(Uuid),
        signatureId: Uuid,
        decidedAt: z.iso.datetime(),
        decidedBy: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Objection' });
export type ObjectionResponse = z.infer<typeof ObjectionResponse>;

const decision = {
  outcome: z.enum(['upheld', 'dismissed']),
  effect: effect.nullable().default(null).describe('what happens to the case when it is upheld; null when dismissed'),
  answer: AnswerCode.describe('what the objector is told'),
  findings: z.string().trim().min(10).max(4000).describe('what the investigation found; for the office only'),
  attachmentIds: z.array(Uuid).max(20).default([]).describe('evidence of the investigation'),
};

const effectFits = {
  check: ({ outcome, effect: given }: { outcome: string; effect: unknown }): boolean => (outcome === 'upheld') === (given !== null),
  told: {
    path: ['effect'],
    params: { code: 'effect', zh: '异议成立须选择处理方式，不成立则不选', en: 'Choose what happens exactly when the objection is upheld' },
  },
};

export const FindingRequest = z.strictObject(decision).refine(effectFits.check, effectFits.told).meta({ id: 'ObjectionFindingRequest' });
export type FindingRequest = z.infer<typeof FindingRequest>;

export const FindingDigest = z
  .object({ digest: z.string().describe('what the signing proof is for'), meaning: BothLanguages.describe('what the signature says') })
  .meta({ id: 'ObjectionFindingDigest' });
export type FindingDigest = z.infer<typeof FindingDigest>;

export const DecideObjectionRequest = z
  .strictObject({ ...decision, proof: z.string().min(10).max(4000).describe('signing proof of the gateway for the digest') })
  .refine(effectFits.check, effectFits.told)
  .meta({ id: 'DecideObjectionRequest' });
export type DecideObjectionRequest = z.infer<typeof DecideObjectionRequest>;

export const RevealObjectorRequest = z
  .strictObject({ purpose: z.string().trim().min(4).max(200).describe('what it is needed for') })
  .meta({ id: 'RevealObjectorRequest' });
export type RevealObjectorRequest = z.infer<typeof RevealObjectorRequest>;

export const RevealedObjector = z.object({ identity: Identity.nullable() }).meta({ id: 'RevealedObjector' });
export type RevealedObjector = z.infer<typeof RevealedObjector>;
