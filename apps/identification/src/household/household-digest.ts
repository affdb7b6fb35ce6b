import { createHash } from 'node:crypto';
import type { ChangeDigest } from '@jingzhun/vault';
import type { IncomeItems } from './income-items.js';
import type { Living } from './living.js';
import type { MemberFacts } from './member-facts.js';

/** What a register file says about one household, in plain text; the digest of the stored household is made of the same. */
export interface HouseholdRecord {
  number: string;
  villageCode: string;
  registeredOn: string;
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
  businessExpenseFen: number;
  items: IncomeItems;
}

/**
 * Equal exactly when two records say the same, whatever the order of their members. Made of keyed digests of the parts, so that an
 * import can put it together in SQL from rows that arrive on two sheets: SHA-256 of household, phone, then members in byte order.
 */
export function digestOfHousehold(digest: ChangeDigest, record: HouseholdRecord): Buffer {
  const members = record.members.map((member) => digestOfMember(digest, member)).sort(Buffer.compare);
  return createHash('sha256')
    .update(Buffer.concat([digestOfOwnFields(digest, record), digestOfPhone(digest, record.phone), ...members]))
    .digest();
}

export function digestOfOwnFields(digest: ChangeDigest, { members: _, phone: __, ...own }: HouseholdRecord): Buffer {
  return digest.of({ ...own, living: { ...own.living }, income: own.income && { ...own.income, items: { ...own.income.items } } });
}

/** The phone of the household stands beside its head in the member sheet. */
export const digestOfPhone = (digest: ChangeDigest, phone: string | null): Buffer => digest.of({ phone });

export const digestOfMember = (digest: ChangeDigest, member: MemberRecord): Buffer => digest.of({ ...member, facts: { ...member.facts } });
