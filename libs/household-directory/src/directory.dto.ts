import { z } from 'zod';
import { DivisionCode, DivisionLevel, DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { HouseholdStatus } from '@jingzhun/domain/household-status';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { RelationToHead } from '@jingzhun/domain/relation-to-head';
import { Sex } from '@jingzhun/domain/sex';

const Limit = z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page');
const Area = DivisionPrefix.optional().describe('division prefix of 6, 9 or 12 digits, within your own area');

export const DirectoryQuery = z.strictObject({
  area: Area,
  status: HouseholdStatus.optional(),
  category: HouseholdCategory.optional(),
  mainCause: PovertyCause.optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional()
    .describe('nextCursor of the page before'),
  limit: Limit,
});
export type DirectoryQuery = z.infer<typeof DirectoryQuery>;

export const DirectorySearch = z
  .strictObject({
    name: z.string().trim().min(1).max(50).optional().describe('beginning of the name of the head or of a member'),
    number: z.string().trim().min(1).max(40).optional().describe('household number, whole'),
    area: Area,
    limit: Limit,
  })
  .refine(({ name, number }) => name !== undefined || number !== undefined, { path: ['name'], message: 'name or number' })
  .meta({ id: 'DirectorySearch' });
export type DirectorySearch = z.infer<typeof DirectorySearch>;

export const DirectoryRow = z
  .object({
    id: z.uuid(),
    number: z.string().describe('household number of the register'),
    version: z.int().describe('version of the register entry this copy has'),
    villageCode: DivisionCode,
    groupName: z.string().nullable().describe('villager group'),
    status: HouseholdStatus,
    category: HouseholdCategory,
    mainCause: PovertyCause.nullable(),
    secondaryCauses: z.array(PovertyCause),
    headName: z.string(),
    memberCount: z.int(),
    registeredOn: PlainDate,
    registeredElsewhere: z.boolean(),
  })
  .meta({ id: 'DirectoryHouseholdRow' });
export type DirectoryRow = z.infer<typeof DirectoryRow>;

export const DirectoryMember = z
  .object({
    personId: z.uuid(),
    name: z.string(),
    sex: Sex,
    birthYear: z.int().nullable(),
    relation: RelationToHead,
    isHead: z.boolean(),
  })
  .meta({ id: 'DirectoryMember' });
export type DirectoryMember = z.infer<typeof DirectoryMember>;

export const DirectoryHousehold = DirectoryRow.extend({ members: z.array(DirectoryMember) }).meta({ id: 'DirectoryHousehold' });
export type DirectoryHousehold = z.infer<typeof DirectoryHousehold>;

export const DirectoryPage = z
  .object({ items: z.array(DirectoryRow), nextCursor: z.string().nullable(), total: z.int().optional().describe('on the first page only') })
  .meta({ id: 'DirectoryPage' });
export type DirectoryPage = z.infer<typeof DirectoryPage>;

export const DirectoryHit = DirectoryRow.extend({
  matchedPerson: z.string().nullable().describe('the member the name was found for, when it is not the head'),
}).meta({ id: 'DirectoryHit' });
export type DirectoryHit = z.infer<typeof DirectoryHit>;

export const DirectoryHits = z
  .object({ items: z.array(DirectoryHit), nextCursor: z.null().describe('a search has one page: narrow it down') })
  .meta({ id: 'DirectoryHits' });
export type DirectoryHits = z.infer<typeof DirectoryHits>;

export const DirectoryDivision = z
  .object({
    code: DivisionCode,
    name: z.string(),
    level: DivisionLevel,
    kind: z.string(),
    parentCode: DivisionCode.nullable(),
    validFrom: PlainDate,
    validTo: PlainDate.nullable(),
    successorCode: DivisionCode.nullable(),
  })
  .meta({ id: 'DirectoryDivision' });
export type DirectoryDivision = z.infer<typeof DirectoryDivision>;

export const DirectoryDivisions = z.object({ items: z.array(DirectoryDivision) }).meta({ id: 'DirectoryDivisions' });
export type DirectoryDivisions = z.infer<typeof DirectoryDivisions>;

export const DigestQuery = z.strictObject({ area: Area });
export type DigestQuery = z.infer<typeof DigestQuery>;

export const DirectoryDigest = z
  .object({ households: z.int(), persons: z.int(), digest: z.string().describe('SHA-256, hex; equal to the register’s for the same area') })
  .meta({ id: 'DirectoryDigest' });
export type DirectoryDigest = z.infer<typeof DirectoryDigest>;

const Progress = z
  .object({ settled: z.int().describe('messages read since the start of the stream'), waiting: z.int().describe('messages still to read') })
  .nullable()
  .describe('null while the broker is away');
export const RebuildProgress = z.object({ households: Progress, divisions: Progress }).meta({ id: 'DirectoryRebuildProgress' });
export type RebuildProgress = z.infer<typeof RebuildProgress>;
