import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PremiumSchemes } from '../claim/claim-kinds.js';
import { CreditCode } from './credit-code.js';

export const INSTITUTION_STATES = ['proposed', 'confirmed', 'refused', 'replaced'] as const;

export const ProposeInstitutionRequest = z.strictObject({
  creditCode: CreditCode.describe('unified social credit code, 18 characters (GB 32100)'),
  name: z.string().trim().min(2).max(30).describe('as the bank has the holder'),
  schemes: z.array(PremiumSchemes.schema).min(1).max(PremiumSchemes.codes.length).describe('whose premiums it is paid'),
  bankName: z.string().trim().min(2).max(60),
  accountNumber: z.string().trim().min(12).max(40).describe('12 to 19 digits'),
  validFrom: PlainDate.describe('first day of premiums that are paid to it'),
  validTo: PlainDate.optional().describe('last day of such premiums; absent: until another takes its place'),
  sourceDocument: z.string().trim().min(1).max(200),
  reason: z.string().trim().min(2).max(500),
});
export type ProposeInstitutionRequest = z.infer<typeof ProposeInstitutionRequest>;

export const ConfirmInstitutionRequest = z.strictObject({
  endsEarlierDays: z
    .boolean()
    .optional()
    .describe(
      'the days before the first day of this version, for which premiums were paid to it, were entered wrongly and end with the former version',
    ),
});
export type ConfirmInstitutionRequest = z.infer<typeof ConfirmInstitutionRequest>;

export const RefuseInstitutionRequest = z.strictObject({ reason: z.string().trim().min(2).max(500) });
export type RefuseInstitutionRequest = z.infer<typeof RefuseInstitutionRequest>;

const Words = z.object({ code: PremiumSchemes.schema, zh: z.string(), en: z.string() });

export const PayeeInstitution = z
  .object({
    id: z.uuid().describe('of this version'),
    number: z.int(),
    institutionId: z.uuid(),
    creditCode: z.string(),
    name: z.string(),
    schemes: z.array(Words),
    bankName: z.string(),
    accountMasked: z.string(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    sourceDocument: z.string(),
    reason: z.string(),
    state: z.enum(INSTITUTION_STATES),
    changes: z.array(z.enum(['name', 'account', 'schemes', 'period'])).describe('of a proposal: what differs from the version that holds'),
    sharedWith: z.int().describe('others paid to the same number'),
    proposedByName: z.string(),
    isOwn: z.boolean().describe('proposed by who asks: somebody else decides'),
    decidedByName: z.string().nullable(),
    refusal: z.string().nullable(),
  })
  .meta({ id: 'PayeeInstitution' });
export type PayeeInstitution = z.infer<typeof PayeeInstitution>;
export const PayeeInstitutionList = z.object({ items: z.array(PayeeInstitution) }).meta({ id: 'PayeeInstitutionList' });
export type PayeeInstitutionList = z.infer<typeof PayeeInstitutionList>;
