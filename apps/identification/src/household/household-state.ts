import type { Living } from './living.js';
import type { IncomeItems } from './income-items.js';
import type { MemberFacts } from './member-facts.js';
import { BANK_MARK, ID_MARK, PHONE_MARK } from './number-marks.js';

/**
 * A household's whole state as history keeps it and as the page shows it. Numbers appear masked; a `…Mark` (part of the blind
 * index) tells two numbers with the same mask apart, so that a timeline can say "changed" without keeping either.
 */
export interface HouseholdState {
  number: string;
  villageCode: string;
  groupName: string | null;
  status: string;
  category: string;
  mainCause: string;
  secondaryCauses: string[];
  standard: string;
  registeredOn: string;
  registeredElsewhere: boolean;
  sourceDocument: string | null;
  headPersonId: string;
  headName: string;
  memberCount: number;
  address: string | null;
  phoneMasked: string | null;
  phoneMark: string | null;
  bankName: string | null;
  bankAccountMasked: string | null;
  bankMark: string | null;
  living: Living;
  members: Record<string, MemberState>;
  incomes: Record<string, IncomeState>;
}

export interface MemberState {
  name: string;
  sex: string;
  birthDate: string;
  documentKind: string;
  idNumberMasked: string;
  idMark: string;
  ethnicity: string | null;
  relation: string;
  validFrom: string;
  facts: MemberFacts;
}

export interface IncomeState {
  revision: number;
  wageFen: number;
  businessFen: number;
  propertyFen: number;
  transferFen: number;
  businessExpenseFen: number;
  items: IncomeItems;
  netFen: number;
  netPerPersonFen: number;
  recordedAt: string;
}

const MEMBERS = `(select coalesce(json_object_agg(p.id, json_build_object(
    'name', p.name, 'sex', p.sex, 'birthDate', p.birth_date, 'documentKind', p.document_kind,
    'idNumberMasked', p.id_masked, 'idMark', ${ID_MARK}, 'ethnicity', p.ethnicity,
    'relation', m.relation, 'validFrom', m.valid_from, 'facts', m.facts)), '{}')
  from member m join person p on p.id = m.person_id
  where m.household_id = h.id and m.valid_to is null)`;

const INCOMES = `(select coalesce(json_object_agg(i.year, json_build_object(
    'revision', i.revision, 'wageFen', i.wage_fen, 'businessFen', i.business_fen, 'propertyFen', i.property_fen,
    'transferFen', i.transfer_fen, 'businessExpenseFen', i.business_expense_fen, 'items', i.items,
    'netFen', i.net_fen, 'netPerPersonFen', i.net_per_person_fen, 'recordedAt', i.recorded_at)), '{}')
  from (select distinct on (year) * from household_income where household_id = h.id order by year, revision desc) i)`;

/**
 * SQL expression over `household h`: its {@link HouseholdState} as `json`. The one place where a state is put together. Text is built
 * and, where it is stored, parsed once: building nested `jsonb` would copy every level again.
 */
export const HOUSEHOLD_STATE = `json_build_object(
  'number', h.number, 'villageCode', h.village_code, 'groupName', h.group_name, 'status', h.status, 'category', h.category,
  'mainCause', h.main_cause, 'secondaryCauses', to_json(h.secondary_causes), 'standard', h.standard,
  'registeredOn', h.registered_on, 'registeredElsewhere', h.registered_elsewhere, 'sourceDocument', h.source_document,
  'headPersonId', h.head_person_id, 'headName', h.head_name, 'memberCount', h.member_count, 'address', h.address,
  'phoneMasked', h.phone_masked, 'phoneMark', ${PHONE_MARK},
  'bankName', h.bank_name, 'bankAccountMasked', h.bank_masked, 'bankMark', ${BANK_MARK},
  'living', h.living, 'members', ${MEMBERS}, 'incomes', ${INCOMES})`;
