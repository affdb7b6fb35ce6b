import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { HouseholdStatus } from '@jingzhun/domain/household-status';
import { IdentificationStandard } from '@jingzhun/domain/identification-standard';
import { ageOn, PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { Sex } from '@jingzhun/domain/sex';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import type { HouseholdState, IncomeState, MemberState } from './household-state.js';
import { IncomeItems } from './income-items.js';
import { Living } from './living.js';
import { MemberFacts } from './member-facts.js';

export const HouseholdRow = z
  .object({
    id: HouseholdId.describe('household'),
    number: z.string().describe('household number of the register'),
    villageCode: DivisionCode.describe('village'),
    groupName: z.string().nullable().describe('villager group'),
    headName: z.string().describe('name of the head'),
    memberCount: z.number().int().describe('members of the card'),
    category: HouseholdCategory.describe('category'),
    status: HouseholdStatus.describe('where it stands'),
    mainCause: PovertyCause.describe('main cause of poverty'),
    netIncomePerPersonFen: z.number().int().nullable().describe('latest year, in fen; null when no income is recorded'),
    registeredOn: PlainDate.describe('day of registration'),
    registeredElsewhere: z.boolean().describe('the entry came from another county'),
    version: z.number().int().describe('counts the changes'),
    openFindings: z.number().int().describe('doubts about its data'),
    pendingCorrections: z.number().int().describe('proposals that wait for a decision'),
  })
  .meta({ id: 'HouseholdRow' });
export type HouseholdRow = z.infer<typeof HouseholdRow>;

export const FoundHousehold = HouseholdRow.extend({
  matchedPerson: z.string().nullable().describe('name of the member the terms fit; null: the household itself fits'),
}).meta({ id: 'FoundHousehold' });
export type FoundHousehold = z.infer<typeof FoundHousehold>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('for the next page; null: this is the last'),
    total: z.number().int().optional().describe('of the whole list, with its first page only'),
  });
export const HouseholdList = listOf(HouseholdRow).meta({ id: 'HouseholdList' });
export type HouseholdList = z.infer<typeof HouseholdList>;
export const FoundHouseholdList = listOf(FoundHousehold).meta({ id: 'FoundHouseholdList' });
export type FoundHouseholdList = z.infer<typeof FoundHouseholdList>;

export const HouseholdSort = z.enum(['village', 'number', 'members', 'income']);
export type HouseholdSort = z.infer<typeof HouseholdSort>;

export const ListHouseholdsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  category: HouseholdCategory.optional().describe('only this category'),
  status: HouseholdStatus.optional().describe('only this status'),
  mainCause: PovertyCause.optional().describe('only this main cause'),
  sort: HouseholdSort.default('village').describe('village and number, number, most members, least income'),
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListHouseholdsQuery = z.infer<typeof ListHouseholdsQuery>;

export const SearchHouseholdsRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(50).optional().describe('beginning of the name of a member'),
    idNumber: z.string().trim().min(15).max(40).optional().describe('citizen ID or certificate number'),
    phone: z.string().trim().min(7).max(30).optional().describe('phone of the household'),
    bankAccount: z.string().trim().min(8).max(40).optional().describe('account of the household'),
    area: DivisionPrefix.optional().describe('below this division'),
    limit: z.int().min(1).max(100).default(50).describe('at most so many'),
  })
  .refine(({ name, idNumber, phone, bankAccount }) => [name, idNumber, phone, bankAccount].some((term) => term !== undefined), {
    params: { zh: '请至少填写一个查询条件', en: 'Give at least one term' },
  })
  .meta({ id: 'SearchHouseholdsRequest' });
export type SearchHouseholdsRequest = z.infer<typeof SearchHouseholdsRequest>;

export const HouseholdQuery = z.strictObject({
  validOn: PlainDate.optional().describe('as it held on that day'),
  knownOn: PlainDate.optional().describe('as it was known at the end of that day'),
});
export type HouseholdQuery = z.infer<typeof HouseholdQuery>;

export const MemberResponse = z
  .object({
    personId: PersonId.describe('person'),
    name: z.string().describe('name'),
    sex: Sex.describe('sex'),
    birthDate: PlainDate.describe('date of birth'),
    age: z.number().int().describe('completed years'),
    idNumberMasked: z.string().describe('document number, masked'),
    idNumberConverted: z.boolean().describe('given as an old number of 15 digits and converted'),
    ethnicity: z.string().nullable().describe('code of ethnicity'),
    relation: RelationToHead.describe('relation to the head'),
    isHead: z.boolean().describe('head of the household'),
    validFrom: PlainDate.describe('member since'),
    facts: MemberFacts.describe('further facts of the member sheet'),
  })
  .meta({ id: 'Member' });
export type MemberResponse = z.infer<typeof MemberResponse>;

export const IncomeResponse = z
  .object({
    year: z.number().int().describe('year'),
    revision: z.number().int().describe('1 is the first statement, later ones correct it'),
    wageFen: z.number().int().describe('wage income'),
    businessFen: z.number().int().describe('business income, gross'),
    propertyFen: z.number().int().describe('property income'),
    transferFen: z.number().int().describe('transfer income that counts'),
    businessExpenseFen: z.number().int().describe('expense of the business'),
    items: IncomeItems.describe('parts of property and transfer income'),
    netFen: z.number().int().describe('net income'),
    netPerPersonFen: z.number().int().describe('net income per person of the card'),
    recordedAt: z.iso.datetime({ offset: true }).describe('when it was recorded'),
  })
  .meta({ id: 'Income' });
export type IncomeResponse = z.infer<typeof IncomeResponse>;

const Text = z.object({ zh: z.string(), en: z.string() });

export const HouseholdResponse = HouseholdRow.extend({
  secondaryCauses: z.array(PovertyCause).describe('at most two further causes'),
  standard: IdentificationStandard.describe('by whose standard'),
  sourceDocument: z.string().nullable().describe('document the entry is based on'),
  headPersonId: PersonId.describe('the head'),
  address: z.string().nullable().describe('address'),
  phoneMasked: z.string().nullable().describe('phone, masked'),
  bankName: z.string().nullable().describe('bank'),
  bankAccountMasked: z.string().nullable().describe('account, masked'),
  living: Living.describe('land, housing, water, power, road'),
  members: z.array(MemberResponse).describe('the head first'),
  incomes: z.array(IncomeResponse).describe('latest year first, the latest revision of each'),
  findings: z
    .array(
      z.object({
        id: Uuid,
        rule: z.string().describe('rule Q1 to Q18'),
        severity: z.enum(['error', 'doubt']),
        personId: PersonId.nullable(),
        title: Text,
        reasons: z.array(Text.extend({ code: z.string() })),
        next: Text,
      }),
    )
    .describe('open doubts about the data'),
  corrections: z
    .array(
      z.object({
        id: Uuid,
        kind: z.string(),
        proposedByName: z.string(),
        proposedAt: z.iso.datetime({ offset: true }),
        reason: z.string(),
      }),
    )
    .describe('proposals that wait for a decision'),
  asOf: z
    .object({ validOn: PlainDate, knownOn: PlainDate })
    .nullable()
    .describe('null: the present state; else the day and the knowledge it shows'),
  changedAt: z.iso.datetime({ offset: true }).describe('when this version was recorded'),
}).meta({ id: 'Household' });
export type HouseholdResponse = z.infer<typeof HouseholdResponse>;

export const TimelineResponse = z
  .object({
    items: z.array(
      z.object({
        version: z.number().int().describe('version the change made'),
        change: z.string().describe('kind of change'),
        validFrom: PlainDate.describe('holds from this day'),
        recordedAt: z.iso.datetime().describe('when it was recorded'),
        accountName: z.string().nullable().describe('who; null: the system'),
        reason: z.string().nullable().describe('why'),
        sourceDocument: z.string().nullable().describe('what it is based on'),
        fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })).describe('what changed, masked'),
      }),
    ),
  })
  .meta({ id: 'Timeline' });
export type TimelineResponse = z.infer<typeof TimelineResponse>;

export const RevealRequest = z
  .strictObject({
    field: z.enum(['idNumber', 'bankAccount', 'phone']).describe('what to show'),
    personId: PersonId.optional().describe('whose ID number'),
    purpose: z.string().trim().min(4).max(200).describe('why it is needed; goes to the audit log'),
  })
  .refine(({ field, personId }) => (field === 'idNumber') === (personId !== undefined), {
    path: ['personId'],
    params: { zh: '查看身份证号码须指明成员，其他项不须', en: 'An ID number needs the member, the others do not' },
  })
  .meta({ id: 'RevealRequest' });
export type RevealRequest = z.infer<typeof RevealRequest>;
export const RevealResponse = z.object({ value: z.string().describe('in plain text; not to be stored') }).meta({ id: 'Revealed' });
export type RevealResponse = z.infer<typeof RevealResponse>;

export const ContactRequest = z
  .strictObject({
    phone: z.string().trim().max(30).nullable().optional().describe('new phone; null removes it'),
    address: z.string().trim().min(2).max(200).optional().describe('new address'),
    reason: z.string().trim().min(2).max(500).describe('why'),
    validFrom: PlainDate.optional().describe('since when; today when absent'),
  })
  .refine(({ phone, address }) => phone !== undefined || address !== undefined, {
    params: { zh: '请填写电话或地址', en: 'Give a phone or an address' },
  })
  .meta({ id: 'ContactRequest' });
export type ContactRequest = z.infer<typeof ContactRequest>;

export interface HouseholdPage {
  id: string;
  version: number;
  changedAt: string;
  state: HouseholdState;
  findings: HouseholdResponse['findings'];
  corrections: HouseholdResponse['corrections'];
  asOf: HouseholdResponse['asOf'];
}

/** @param on civil date that ages are counted on */
export function toHouseholdResponse(page: HouseholdPage, on: PlainDate): HouseholdResponse {
  const { state } = page;
  const { members, incomes, phoneMark: _phone, bankMark: _bank, ...shown } = state;
  const years = Object.entries(incomes)
    .map(([year, income]) => toIncomeResponse(Number(year), income))
    .sort((a, b) => b.year - a.year);
  return {
    id: page.id,
    ...shown,
    version: page.version,
    netIncomePerPersonFen: years[0]?.netPerPersonFen ?? null,
    openFindings: page.findings.length,
    pendingCorrections: page.corrections.length,
    members: Object.entries(members)
      .map(([personId, member]) => toMemberResponse(personId, member, on))
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    incomes: years,
    findings: page.findings,
    corrections: page.corrections,
    asOf: page.asOf,
    changedAt: page.changedAt,
    // stored text is checked when written; the brands of the contract are given here
  } as HouseholdResponse;
}

/** The head, then by relation and age. */
const orderOf = ({ relation, birthDate, personId }: MemberResponse): string => `${relation} ${birthDate} ${personId}`;

function toMemberResponse(personId: string, member: MemberState, on: PlainDate): MemberResponse {
  const { idMark: _, documentKind, ...shown } = member;
  return {
    personId,
    ...shown,
    age: ageOn(member.birthDate as PlainDate, on),
    idNumberConverted: documentKind === 'citizen15',
    isHead: member.relation === '01',
  } as MemberResponse;
}

const toIncomeResponse = (year: number, income: IncomeState): IncomeResponse => ({ year, ...income });
