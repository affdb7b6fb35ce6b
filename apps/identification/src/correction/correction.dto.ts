import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { Ethnicity } from '@jingzhun/domain/ethnicity';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { JOINING, LEAVING, MemberChange } from '@jingzhun/domain/member-change';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { Sex } from '@jingzhun/domain/sex';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { YearIncome } from '../household/income-items.js';
import { Living } from '../household/living.js';
import { MemberFacts } from '../household/member-facts.js';
import { CorrectionKind } from './correction-kind.js';
import { CorrectionStatus } from './correction-lifecycle.js';
import { ShownChange } from './shown-change.js';

const name = z.string().trim().min(1).max(50);
const reason = z.string().trim().min(2).max(500);

export const IdentityChanges = z
  .strictObject({
    personId: PersonId.describe('member whose identity is corrected'),
    name: name.optional().describe('right name'),
    idNumber: z.string().max(30).optional().describe('right number; sex and date of birth follow from it'),
    sex: Sex.optional().describe('right sex'),
    birthDate: PlainDate.optional().describe('right date of birth'),
  })
  .refine((changes) => Object.keys(changes).length > 1, { params: { zh: '请至少修改一项', en: 'Change at least one field' } })
  .meta({ id: 'IdentityChanges' });
export type IdentityChanges = z.infer<typeof IdentityChanges>;

const NewMember = z
  .strictObject({
    name: name.describe('name'),
    idNumber: z.string().max(30).describe('citizen ID or disability certificate number'),
    relation: RelationToHead.describe('relation to the head'),
    ethnicity: Ethnicity.optional().describe('ethnicity'),
    manner: MemberChange.refine((code) => JOINING.includes(code), { params: { zh: '请选择增加原因', en: 'Choose a way of joining' } })
      .default('07')
      .describe('how the person joined: 05, 06 or 07'),
    facts: MemberFacts.default({}).describe('further facts of the member sheet'),
  })
  .meta({ id: 'NewMember' });
export type NewMember = z.infer<typeof NewMember>;

export const MembersChanges = z
  .strictObject({
    add: z.array(NewMember).max(10).default([]).describe('persons who join'),
    remove: z
      .array(
        z.strictObject({
          personId: PersonId.describe('member who leaves'),
          manner: MemberChange.refine((code) => LEAVING.includes(code), {
            params: { zh: '请选择减少原因', en: 'Choose a way of leaving' },
          }).describe('why: 01, 02, 03, 04 or 08'),
        }),
      )
      .max(20)
      .default([])
      .describe('members who leave'),
    relation: z
      .array(z.strictObject({ personId: PersonId.describe('member'), relation: RelationToHead.describe('right relation to the head') }))
      .max(20)
      .default([])
      .describe('relations that were wrong or follow from a new head'),
    facts: z
      .array(z.strictObject({ personId: PersonId.describe('member'), facts: MemberFacts.describe('all facts of the member from now on') }))
      .max(20)
      .default([])
      .describe('facts of the member sheet'),
  })
  .refine(({ add, remove, relation, facts }) => add.length + remove.length + relation.length + facts.length > 0, {
    params: { zh: '请至少修改一项', en: 'Change at least one member' },
  })
  .meta({ id: 'MembersChanges' });
export type MembersChanges = z.infer<typeof MembersChanges>;

export const CauseChanges = z
  .strictObject({
    mainCause: PovertyCause.describe('main cause'),
    secondaryCauses: z.array(PovertyCause).max(2).default([]).describe('at most two others'),
  })
  .refine(
    ({ mainCause, secondaryCauses }) => !secondaryCauses.includes(mainCause) && new Set(secondaryCauses).size === secondaryCauses.length,
    {
      params: { zh: '主要致贫原因与次要原因不能重复', en: 'Main and further causes must differ' },
    },
  )
  .meta({ id: 'CauseChanges' });
export type CauseChanges = z.infer<typeof CauseChanges>;

export const CategoryChanges = z.strictObject({ category: HouseholdCategory.describe('right category') }).meta({ id: 'CategoryChanges' });
export type CategoryChanges = z.infer<typeof CategoryChanges>;

export const LivingChanges = z
  .strictObject({ living: Living.describe('land, housing, water, power and road from now on') })
  .meta({ id: 'LivingChanges' });
export type LivingChanges = z.infer<typeof LivingChanges>;

export const BankChanges = z
  .strictObject({
    bankName: z.string().trim().min(2).max(100).nullable().describe('right bank; null with an account that is closed'),
    account: z.string().max(40).nullable().describe('right account; null: the household has none any more'),
  })
  .refine(({ bankName, account }) => (bankName === null) === (account === null), {
    params: { zh: '开户银行与账号须一起填写或一起清空', en: 'Give bank and account together, or neither' },
  })
  .meta({ id: 'BankChanges' });
export type BankChanges = z.infer<typeof BankChanges>;

export const GroupChanges = z
  .strictObject({ groupName: z.string().trim().min(1).max(50).nullable().describe('right villager group of the same village; null: none') })
  .meta({ id: 'GroupChanges' });
export type GroupChanges = z.infer<typeof GroupChanges>;

/** The changes of a proposal by its kind; also what lies encrypted until it is decided. */
export const CorrectionChanges = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identity'), changes: IdentityChanges }),
  z.strictObject({ kind: z.literal('members'), changes: MembersChanges }),
  z.strictObject({ kind: z.literal('income'), changes: YearIncome }),
  z.strictObject({ kind: z.literal('cause'), changes: CauseChanges }),
  z.strictObject({ kind: z.literal('category'), changes: CategoryChanges }),
  z.strictObject({ kind: z.literal('living'), changes: LivingChanges }),
  z.strictObject({ kind: z.literal('bank'), changes: BankChanges }),
  z.strictObject({ kind: z.literal('group'), changes: GroupChanges }),
]);
export type CorrectionChanges = z.infer<typeof CorrectionChanges>;

const proposal = {
  reason: reason.describe('why the register is wrong'),
  validFrom: PlainDate.describe('civil date from which the change holds'),
  sourceDocument: z.string().trim().max(200).optional().describe('what it is based on'),
};

export const ProposeCorrectionRequest = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('identity'), changes: IdentityChanges, ...proposal }),
    z.strictObject({ kind: z.literal('members'), changes: MembersChanges, ...proposal }),
    z.strictObject({ kind: z.literal('income'), changes: YearIncome, ...proposal }),
    z.strictObject({ kind: z.literal('cause'), changes: CauseChanges, ...proposal }),
    z.strictObject({ kind: z.literal('category'), changes: CategoryChanges, ...proposal }),
    z.strictObject({ kind: z.literal('living'), changes: LivingChanges, ...proposal }),
    z.strictObject({ kind: z.literal('bank'), changes: BankChanges, ...proposal }),
    z.strictObject({ kind: z.literal('group'), changes: GroupChanges, ...proposal }),
  ])
  .meta({ id: 'ProposeCorrectionRequest' });
export type ProposeCorrectionRequest = z.infer<typeof ProposeCorrectionRequest>;

export const ApproveCorrectionRequest = z
  .strictObject({
    reason: reason.optional().describe('remark'),
    householdVersion: z
      .int()
      .positive()
      .optional()
      .describe('version the checker has looked at; needed when the household changed since the proposal'),
  })
  .meta({ id: 'ApproveCorrectionRequest' });
export type ApproveCorrectionRequest = z.infer<typeof ApproveCorrectionRequest>;

export const DecideCorrectionRequest = z.strictObject({ reason: reason.describe('why') }).meta({ id: 'DecideCorrectionRequest' });
export type DecideCorrectionRequest = z.infer<typeof DecideCorrectionRequest>;

export const ListCorrectionsQuery = z.strictObject({
  status: CorrectionStatus.optional().describe('only these'),
  area: DivisionPrefix.optional().describe('below this division'),
  householdId: HouseholdId.optional().describe('of one household'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListCorrectionsQuery = z.infer<typeof ListCorrectionsQuery>;

const Officer = z.object({ id: Uuid.describe('account'), name: z.string().describe('name at that time') });

export const CorrectionResponse = z
  .object({
    id: Uuid.describe('id of the proposal'),
    householdId: HouseholdId.describe('household'),
    headName: z.string().describe('head at the time of the proposal'),
    villageCode: DivisionCode.describe('village'),
    kind: CorrectionKind.describe('what it is about'),
    shown: z.array(ShownChange).describe('what would change, masked'),
    reason: z.string().describe('why, by the maker'),
    validFrom: PlainDate.describe('civil date from which it holds'),
    sourceDocument: z.string().nullable().describe('what it is based on'),
    status: CorrectionStatus.describe('where it stands'),
    householdVersion: z.number().int().describe('version of the household it was made for'),
    currentVersion: z.number().int().describe('version the household has now; another one than householdVersion needs a confirmation'),
    proposedBy: Officer.describe('maker'),
    proposedAt: z.iso.datetime().describe('when it was proposed'),
    decidedBy: Officer.nullable().describe('checker, or the maker who withdrew'),
    decidedAt: z.iso.datetime().nullable().describe('when it was decided'),
    decisionReason: z.string().nullable().describe('why, by who decided'),
  })
  .meta({ id: 'Correction' });
export type CorrectionResponse = z.infer<typeof CorrectionResponse>;

export const CorrectionList = z
  .object({ items: z.array(CorrectionResponse), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'CorrectionList' });
export type CorrectionList = z.infer<typeof CorrectionList>;
