import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { OverlapAnswer, OverlapAnswered } from '../benefit-overlap/overlap.dto.js';
import { ClaimKinds, Milestones, MoneySources, PremiumSchemes } from './claim-kinds.js';
import { ClaimStates } from './claim-lifecycle.js';

const fen = z.int().describe('fen');
const Words = { zh: z.string(), en: z.string() };
const shared = {
  householdId: HouseholdId,
  amountFen: Fen.refine((value) => value > 0).describe('in fen'),
  dueOn: PlainDate.describe('day on which it fell due'),
  document: z.string().trim().min(1).max(200).describe('number of the paper it rests on'),
  fundCode: z.string().min(1).max(40),
};

/** An accepted project is not entered here: it is applied for as a reward subsidy. */
export const EnterClaimRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('relocation'), ...shared, milestone: Milestones.schema, source: MoneySources.schema }),
  z.strictObject({
    kind: z.literal('premium'),
    ...shared,
    personId: PersonId,
    scheme: PremiumSchemes.schema,
    year: z.int().min(2010).max(2100),
  }),
]);
export type EnterClaimRequest = z.infer<typeof EnterClaimRequest>;

export const ClaimListKind = z.enum(['relocation', 'premium', 'project']);
export type ClaimListKind = z.infer<typeof ClaimListKind>;
export const ClaimListUpload = z
  .strictObject({ kind: ClaimListKind, fund: z.string().min(1).max(40).optional().describe('of every kind but accepted projects') })
  .refine(({ kind, fund }) => (kind === 'project') === (fund === undefined), {
    message: 'a list has a fund, unless it is one of accepted projects',
    path: ['fund'],
  });
export type ClaimListUpload = z.infer<typeof ClaimListUpload>;

export const TakenClaims = z
  .object({
    rows: z.int(),
    entered: z.int().describe('proposed by this list'),
    known: z.int().describe('were entered before, or have ended'),
    notEntered: z
      .array(z.object({ row: z.int().describe('of the file'), state: ClaimStates.schema }))
      .describe('the rows of these, the first 500, and where their claim stands'),
  })
  .meta({ id: 'TakenClaims' });
export type TakenClaims = z.infer<typeof TakenClaims>;

export const ClaimStepsRequest = z.strictObject({
  step: z.enum(['propose', 'approve', 'return', 'reject', 'renew']),
  fundCode: z.string().min(1).max(40).optional().describe('of a proposal, and of what is taken up again'),
  reason: z.string().trim().min(2).max(500).optional(),
  overlaps: OverlapAnswer.optional().describe('of an approval that meets a warning'),
  cases: z
    .array(z.strictObject({ id: Uuid, version: z.int().positive() }))
    .min(1)
    .max(500),
});
export type ClaimStepsRequest = z.infer<typeof ClaimStepsRequest>;

export const Claim = z
  .object({
    id: z.uuid(),
    kind: ClaimKinds.schema,
    about: z.object(Words).describe('what is to be paid'),
    householdId: z.uuid(),
    householdNumber: z.string().nullable().describe('null: the household is not in the copy yet'),
    headName: z.string().nullable(),
    villageCode: z.string(),
    amountFen: fen.nullable().describe('null: worked out by a reward subsidy'),
    dueOn: z.string(),
    document: z.string(),
    fundCode: z.string().nullable(),
    state: ClaimStates.schema,
    stateSince: z.string(),
    enteredByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    paidOn: z.string().nullable(),
    differs: z.boolean().describe('reports name different amounts'),
    reports: z.array(
      z.object({ origin: z.enum(['event', 'hand', 'list']), amountFen: fen.nullable(), at: z.string(), byName: z.string().nullable() }),
    ),
    overlap: OverlapAnswered.nullable().describe('why it was approved in spite of a warning; null: none, or not approved yet'),
    application: z
      .object({ id: z.uuid(), state: z.string(), zh: z.string(), en: z.string() })
      .nullable()
      .describe('of an accepted project: the reward subsidy that names it, the newest'),
    renewsId: z.uuid().nullable().describe('the claim that was given up before'),
    renewedById: z.uuid().nullable().describe('the claim by which this one was taken up again'),
    version: z.int(),
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;
export const ClaimPage = z.object({ items: z.array(Claim), nextCursor: z.string().nullable() }).meta({ id: 'ClaimPage' });
export type ClaimPage = z.infer<typeof ClaimPage>;

export const ClaimsQuery = z.strictObject({
  state: ClaimStates.schema.optional(),
  kind: ClaimKinds.schema.optional(),
  area: DivisionPrefix.optional(),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ClaimsQuery = z.infer<typeof ClaimsQuery>;
