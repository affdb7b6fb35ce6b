import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { HouseholdStatus } from '@jingzhun/domain/household-status';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { Sex } from '@jingzhun/domain/sex';
import { HouseholdId, PersonId } from '@jingzhun/domain/uuid';

/** A member as other departments know him: no ID number, no birthday, no phone, no diagnosis. */
export const PublishedMember = z.object({
  personId: PersonId,
  name: z.string().min(1),
  sex: Sex,
  birthYear: z.int().min(1850).max(2200).optional(),
  relation: RelationToHead,
  isHead: z.boolean(),
  matchKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .nullable()
    .describe(
      'HMAC of the ID number under the county key (HMAC-SHA-256, base64url); null without an ID number. Finds the person behind a bill, nothing else',
    ),
});
export type PublishedMember = z.infer<typeof PublishedMember>;

/**
 * The whole published state of a household. Every event about a household carries all of it and its version, never a delta, so
 * that a copy may ignore older versions and duplicates, reordering and late replays change nothing newer.
 */
export const PublishedHousehold = z.object({
  householdId: HouseholdId,
  number: z.string().min(1).describe('Household number of the register'),
  version: z.int().positive().describe('Counts the changes of this household from 1'),
  status: HouseholdStatus,
  category: HouseholdCategory,
  mainCause: PovertyCause.nullable().describe('A category of cause, not a diagnosis'),
  secondaryCauses: z.array(PovertyCause),
  villageCode: DivisionCode,
  groupName: z.string().nullable().describe('Villager group'),
  headName: z.string().min(1),
  memberCount: z.int().nonnegative(),
  registeredOn: PlainDate,
  registeredElsewhere: z.boolean().describe('The register entry came from another county'),
  members: z.array(PublishedMember).max(60),
});
export type PublishedHousehold = z.infer<typeof PublishedHousehold>;
