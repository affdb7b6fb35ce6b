import { z } from 'zod';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { Uuid } from '@jingzhun/domain/uuid';
import type { MemberFacts } from '../household/member-facts.js';

const declared = z.boolean().optional();

/** What the applicant states himself on the form. A yes is a fact to look into; a no replaces no register. */
export const DeclaredFacts = z
  .strictObject({
    realEstate: declared.describe('owns a house, shop or land in a market town, county seat or city'),
    vehicle: declared.describe('owns a car, large farm vehicle, construction machine or ship'),
    business: declared.describe('is the owner of a firm, contracts for profit or employs others for long'),
    longAbsent: declared.describe('the household has been living elsewhere for long'),
    studyAbroad: declared.describe('a member studies abroad at own expense'),
    villageCommittee: declared.describe('a member sits on the village committee'),
    payroll: declared.describe('a member is on public payroll or has stable work in a larger firm'),
    commercialPension: declared.describe('a member has bought commercial pension insurance'),
    resettlement: declared.describe('the household is a relocation household (易地扶贫搬迁户)'),
  })
  .meta({ id: 'DeclaredFacts' });
export type DeclaredFacts = z.infer<typeof DeclaredFacts>;

export interface ApplicantPerson {
  /** Place in the application, from 0; with the application's id it names the person. */
  readonly position: number;
  readonly name: string;
  /** Department's blind index of the 18-digit number: `vault.index.of('idNumber', idNumber18)`. */
  readonly idIndex: Buffer;
  readonly birthDate: PlainDate;
  readonly relation: RelationToHead;
  readonly facts: MemberFacts;
}

/** Who is to be screened, as the application's feature hands it over. */
export interface ApplicantSubject {
  readonly applicationId: Uuid;
  /** Set when the application is about a household that is registered (removal, change of category). */
  readonly householdId: Uuid | null;
  readonly villageCode: DivisionCode;
  /** Hex digest of the application's present content. */
  readonly contentDigest: string;
  readonly persons: readonly ApplicantPerson[];
  readonly declared: DeclaredFacts;
}
