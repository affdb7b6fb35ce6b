import type { ChangeDigest } from '@jingzhun/vault';
import type { IncomeItems } from './income-items.js';
import type { Living } from './living.js';
import type { MemberFacts } from './member-facts.js';

/** What a register file says about one household, in plain text; the digest of the stored household is made of the same. */
export interface HouseholdRecord {
  number: string;
  villageCode: string;
  groupName: string | null;
  category: string;
  mainCause: string;
  secondaryCauses: readonly string[];
  standard: string;
  address: string | null;
  phone: string | null;
  bankName: string | null;
  bankAccount: string | null;
  living: Living;
  members: readonly MemberRecord[];
  /** The latest year only. */
  income: IncomeRecord | null;
}

export interface MemberRecord {
  name: string;
  idNumber18: string;
  relation: string;
  ethnicity: string | null;
  facts: MemberFacts;
}

export interface IncomeRecord {
  year: number;
  wageFen: number;
  businessFen: number;
  propertyFen: number;
  transferFen: number;
  businessExpenseFen: number;
  items: IncomeItems;
}

/** Equal exactly when two records say the same, whatever the order of their members. */
export function digestOfHousehold(digest: ChangeDigest, record: HouseholdRecord): Buffer {
  const members = [...record.members].sort((a, b) => (a.idNumber18 < b.idNumber18 ? -1 : 1));
  return digest.of({
    ...record,
    living: { ...record.living },
    members: members.map((member) => ({ ...member, facts: { ...member.facts } })),
    income: record.income && { ...record.income, items: { ...record.income.items } },
  });
}
