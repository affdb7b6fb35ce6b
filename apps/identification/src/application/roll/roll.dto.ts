import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

const count = z.int().min(1).max(9999);

const group = z
  .strictObject({
    groupName: z.string().trim().min(1).max(50).describe('villager group'),
    households: count.nullable().default(null).describe('households of the group, each with one voice; null: not stated by this roll'),
    adults: count.nullable().default(null).describe('villagers of the group who are of age; null: not stated by this roll'),
  })
  .refine(({ households, adults }) => households !== null || adults !== null, {
    path: ['households'],
    params: { code: 'empty', zh: '户数、成年村民数至少填一项', en: 'Give the households or the adults' },
  })
  .meta({ id: 'VoterRollGroup' });

export const EnterRollRequest = z
  .strictObject({
    villageCode: DivisionCode.describe('village'),
    validFrom: PlainDate.describe('first day on which it counts; can be before the day of the document'),
    representatives: count.nullable().default(null).describe("representatives in the village's assembly; null: not stated by this roll"),
    groups: z.array(group).max(100).default([]).describe('villager groups; those left out keep the number of the roll before'),
    sourceDocument: z.string().trim().min(5).max(200).describe('title and number of the document the numbers are from'),
    documentDate: PlainDate.describe('day of that document'),
  })
  .refine(({ representatives, groups }) => representatives !== null || groups.length > 0, {
    path: ['groups'],
    params: { code: 'empty', zh: '请至少填写一项人数', en: 'State at least one number' },
  })
  .refine(({ groups }) => new Set(groups.map(({ groupName }) => groupName)).size === groups.length, {
    path: ['groups'],
    params: { code: 'twice', zh: '同一小组出现两次', en: 'One group twice' },
  })
  .meta({ id: 'EnterVoterRoll' });
export type EnterRollRequest = z.infer<typeof EnterRollRequest>;

export const RejectRollRequest = z
  .strictObject({ reason: z.string().trim().min(5).max(500).describe('why it is not confirmed') })
  .meta({ id: 'RejectVoterRoll' });
export type RejectRollRequest = z.infer<typeof RejectRollRequest>;

const RollStatus = z.enum(['proposed', 'confirmed', 'rejected']);

export const ListRollsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  status: RollStatus.optional().describe('only these'),
  mine: z.stringbool().optional().describe('true: only those the caller can confirm'),
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListRollsQuery = z.infer<typeof ListRollsQuery>;

export const VoterRoll = z
  .object({
    id: Uuid,
    villageCode: DivisionCode,
    validFrom: PlainDate,
    representatives: z.int().nullable(),
    groups: z.array(z.object({ groupName: z.string(), households: z.int().nullable(), adults: z.int().nullable() })),
    sourceDocument: z.string(),
    documentDate: PlainDate,
    status: RollStatus.describe('counts once a second person confirmed it'),
    enteredBy: z.object({ id: Uuid, name: z.string() }),
    enteredAt: z.iso.datetime(),
    decidedBy: z.object({ id: Uuid, name: z.string() }).nullable(),
    decidedAt: z.iso.datetime().nullable(),
    decisionReason: z.string().nullable(),
  })
  .meta({ id: 'VoterRoll' });
export type VoterRoll = z.infer<typeof VoterRoll>;

export const VoterRollList = z.object({ items: z.array(VoterRoll), nextCursor: z.string().nullable() }).meta({ id: 'VoterRollList' });
export type VoterRollList = z.infer<typeof VoterRollList>;

export const RollsWantedQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division; the own area when absent'),
});
export type RollsWantedQuery = z.infer<typeof RollsWantedQuery>;

export const RollsWanted = z
  .object({
    days: z.int().describe('days a roll counts as current, by the policy of today'),
    items: z
      .array(
        z.object({
          villageCode: DivisionCode,
          latestFrom: PlainDate.nullable().describe('first day of the latest confirmed roll; null: there is none'),
          isWaiting: z.boolean().describe('one was entered and waits to be confirmed'),
        }),
      )
      .describe('villages without a roll first, then the oldest'),
  })
  .meta({ id: 'VoterRollsWanted' });
export type RollsWanted = z.infer<typeof RollsWanted>;

export const KnownGroupsQuery = z.strictObject({ villageCode: DivisionCode.describe('village') });
export type KnownGroupsQuery = z.infer<typeof KnownGroupsQuery>;

export const KnownGroups = z
  .object({ groupNames: z.array(z.string()).describe('villager groups as households of the register and running cases name them') })
  .meta({ id: 'KnownVillagerGroups' });
export type KnownGroups = z.infer<typeof KnownGroups>;

export const RollInForceQuery = z.strictObject({
  villageCode: DivisionCode.describe('village'),
  groupName: z.string().trim().min(1).max(50).optional().describe('villager group; for households and adults'),
  basis: z.enum(['adults', 'households', 'representatives']).describe('who is entitled'),
  on: PlainDate.describe('day of the meeting'),
});
export type RollInForceQuery = z.infer<typeof RollInForceQuery>;

export const RollInForceResponse = z
  .object({
    roll: z
      .object({ id: Uuid, count: z.int().describe('how many are entitled'), validFrom: PlainDate, sourceDocument: z.string() })
      .nullable()
      .describe('null: no confirmed roll states the number for that day'),
  })
  .meta({ id: 'VoterRollInForce' });
export type RollInForceResponse = z.infer<typeof RollInForceResponse>;
