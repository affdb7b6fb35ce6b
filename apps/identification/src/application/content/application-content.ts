import { z } from 'zod';
import { Ethnicity } from '@jingzhun/domain/ethnicity';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { IdentificationStandard } from '@jingzhun/domain/identification-standard';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { YearIncome } from '../../household/income-items.js';
import { Living } from '../../household/living.js';
import { MemberFacts } from '../../household/member-facts.js';
import { DeclaredFacts } from '../../screening/applicant-subject.js';

const name = z.string().trim().min(1).max(50);
const statement = z.string().trim().min(2).max(1000);

export const ApplicantMember = z
  .strictObject({
    name: name.describe('name'),
    idNumber: z.string().trim().min(1).max(30).describe('citizen ID or disability certificate number'),
    relation: RelationToHead.describe('relation to the head; exactly one member is the head (01)'),
    ethnicity: Ethnicity.optional().describe('ethnicity'),
    facts: MemberFacts.default({}).describe('further facts of the member sheet'),
  })
  .meta({ id: 'ApplicantMember' });
export type ApplicantMember = z.infer<typeof ApplicantMember>;

/** What a household says of itself when it asks to be registered; the fields are those of the register. */
export const RegistrationContent = z.strictObject({
  kind: z.literal('registration'),
  groupName: name.describe('villager group that will appraise it'),
  address: z.string().trim().min(2).max(200).describe('address'),
  phone: z.string().trim().max(30).nullable().default(null).describe('phone of the household'),
  bankName: z.string().trim().min(2).max(100).nullable().default(null).describe('bank'),
  bankAccount: z.string().trim().max(40).nullable().default(null).describe('account of the household'),
  standard: IdentificationStandard.default('01').describe('by whose standard'),
  category: HouseholdCategory.describe('category asked for'),
  mainCause: PovertyCause.describe('main cause of poverty'),
  secondaryCauses: z.array(PovertyCause).max(2).default([]).describe('at most two others'),
  living: Living.describe('land, housing, water, power, road'),
  incomes: z.array(YearIncome).min(1).max(5).describe('incomes of the latest years, each year once'),
  members: z.array(ApplicantMember).min(1).max(20).describe('everybody of the household'),
  declared: DeclaredFacts.default({}).describe('what the household states about the vetoes and strict reviews'),
  statement: statement.describe('why the household asks, in its own words'),
});
export type RegistrationContent = z.infer<typeof RegistrationContent>;

export const RemovalContent = z.strictObject({
  kind: z.literal('removal'),
  ground: z
    .enum(['veto', 'income', 'untrue', 'gone'])
    .describe('a veto applies, income is above the line, entry was untrue, household is gone'),
  statement: statement.describe('what was found'),
});
export type RemovalContent = z.infer<typeof RemovalContent>;

export const CategoryChangeContent = z.strictObject({
  kind: z.literal('categoryChange'),
  category: HouseholdCategory.describe('category asked for'),
  basis: z.string().trim().min(2).max(200).describe('document it is based on'),
  statement: statement.describe('why'),
});
export type CategoryChangeContent = z.infer<typeof CategoryChangeContent>;

/** Complete: fit to be submitted. */
export const ApplicationContent = z.discriminatedUnion('kind', [RegistrationContent, RemovalContent, CategoryChangeContent]);
export type ApplicationContent = z.infer<typeof ApplicationContent>;

const text = (max: number) => z.string().max(max).optional();

/** What a draft may hold: everything may be missing, nothing may be endless. Numbers that are not right yet are kept as typed. */
const RegistrationDraft = z
  .strictObject({
    kind: z.literal('registration'),
    groupName: text(50),
    address: text(200),
    phone: z.string().max(30).nullable().optional(),
    bankName: z.string().max(100).nullable().optional(),
    bankAccount: z.string().max(40).nullable().optional(),
    standard: IdentificationStandard.optional(),
    category: HouseholdCategory.optional(),
    mainCause: PovertyCause.optional(),
    secondaryCauses: z.array(PovertyCause).max(2).optional(),
    living: Living.optional(),
    incomes: z.array(YearIncome.partial()).max(5).optional(),
    members: z
      .array(
        z.strictObject({
          name: text(50),
          idNumber: text(30),
          relation: RelationToHead.optional(),
          ethnicity: Ethnicity.optional(),
          facts: MemberFacts.optional(),
        }),
      )
      .max(20)
      .optional(),
    declared: DeclaredFacts.optional(),
    statement: text(1000),
  })
  .meta({ id: 'RegistrationDraft' });
const RemovalDraft = z
  .strictObject({ kind: z.literal('removal'), ground: RemovalContent.shape.ground.optional(), statement: text(1000) })
  .meta({ id: 'RemovalDraft' });
const CategoryChangeDraft = z
  .strictObject({ kind: z.literal('categoryChange'), category: HouseholdCategory.optional(), basis: text(200), statement: text(1000) })
  .meta({ id: 'CategoryChangeDraft' });

export const ApplicationDraft = z.discriminatedUnion('kind', [RegistrationDraft, RemovalDraft, CategoryChangeDraft]);
export type ApplicationDraft = z.infer<typeof ApplicationDraft>;
