import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { CaseState } from '../lifecycle/case-state.js';

const count = z.int().min(0).max(9999);

const votes = z
  .strictObject({
    applicationId: Uuid.describe('case that was voted on'),
    votesFor: count.describe('in favour'),
    votesAgainst: count.describe('against'),
    abstained: count.describe('abstained'),
  })
  .meta({ id: 'MeetingVote' });

/** Everybody who came has one voice for each household: the three numbers add up to those present. */
const meeting = {
  kind: z.enum(['group', 'assembly']).describe('group appraisal, or assembly of representatives'),
  villageCode: DivisionCode.describe('village'),
  groupName: z.string().trim().min(1).max(50).optional().describe('villager group; of a group appraisal'),
  heldOn: PlainDate.describe('day of the meeting'),
  place: z.string().trim().min(2).max(100).describe('where it was held'),
  chairName: z.string().trim().min(2).max(50).describe('who chaired it'),
  basis: z
    .enum(['adults', 'households', 'representatives'])
    .describe('who is eligible: adult members of the group, its households, or representatives of the village'),
  eligible: z
    .int()
    .min(1)
    .max(9999)
    .optional()
    .describe('how many are eligible; may be left out, and otherwise agrees with the roll of the day'),
  eligibleSource: z
    .enum(['householdRegister', 'voterRoll', 'delegateRoll', 'counted'])
    .optional()
    .describe('not asked any more: the number is that of the confirmed roll in force on the day of the meeting'),
  present: count.describe('how many came'),
  repeatReason: z
    .string()
    .trim()
    .min(5)
    .max(500)
    .optional()
    .describe('why it is voted on again; needed where one of the households lost an earlier vote at this step'),
  minutes: z.string().trim().max(10_000).default('').describe('minutes; internal, kept encrypted'),
  screeningReadOut: z.boolean().default(false).describe('the results of the comparison were read out'),
  votes: z.array(votes).min(1).max(200).describe('one line for each household'),
};

export const RecordMeetingRequest = z.strictObject(meeting).meta({ id: 'RecordMeeting' });
export type RecordMeetingRequest = z.infer<typeof RecordMeetingRequest>;

export const CorrectMeetingRequest = z
  .strictObject({
    ...meeting,
    reason: z.string().trim().min(5).max(500).describe('why the record is corrected; kept with what it said before'),
  })
  .meta({ id: 'CorrectMeeting' });
export type CorrectMeetingRequest = z.infer<typeof CorrectMeetingRequest>;

export const AddMeetingAttachmentRequest = z
  .strictObject({
    attachmentId: Uuid.describe('finished upload'),
    role: z.enum(['signIn', 'photo', 'video', 'minutes', 'other']).describe('what it is'),
  })
  .meta({ id: 'AddMeetingAttachment' });
export type AddMeetingAttachmentRequest = z.infer<typeof AddMeetingAttachmentRequest>;

export const ListMeetingsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  kind: z.enum(['group', 'assembly']).optional().describe('only this kind'),
  concluded: z.stringbool().optional().describe('only meetings that were decided on, or only those that were not'),
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListMeetingsQuery = z.infer<typeof ListMeetingsQuery>;

export const MeetingRow = z
  .object({
    id: Uuid,
    kind: z.enum(['group', 'assembly']),
    villageCode: DivisionCode,
    groupName: z.string().nullable(),
    heldOn: PlainDate,
    place: z.string(),
    chairName: z.string(),
    basis: z.enum(['adults', 'households', 'representatives']),
    eligible: z.int(),
    eligibleSource: z.enum(['householdRegister', 'voterRoll', 'delegateRoll', 'counted']).nullable().describe('where that number is from'),
    roll: z
      .object({ id: Uuid, validFrom: PlainDate, sourceDocument: z.string() })
      .nullable()
      .describe('the roll the number is of; null in a record from before rolls were kept'),
    eligibleBefore: z
      .object({ heldOn: PlainDate, eligible: z.int() })
      .nullable()
      .describe('how many were eligible at the meeting of this kind before, of the same village or group and basis'),
    present: z.int(),
    repeatReason: z.string().nullable().describe('why it was voted on again after a lost vote'),
    quorum: z.int().describe('how many had to come, by the policy of today'),
    quorate: z.boolean().describe('whether enough came'),
    screeningReadOut: z.boolean(),
    recordedByName: z.string(),
    recordedAt: z.iso.datetime(),
    concludedAt: z.iso.datetime().nullable().describe('when the first case was decided on it; from then on it does not change'),
    cases: z.int().describe('households that were voted on'),
    version: z.int(),
  })
  .meta({ id: 'MeetingRow' });
export type MeetingRow = z.infer<typeof MeetingRow>;

export const MeetingList = z.object({ items: z.array(MeetingRow), nextCursor: z.string().nullable() }).meta({ id: 'MeetingList' });
export type MeetingList = z.infer<typeof MeetingList>;

export const MeetingRevision = z
  .object({
    version: z.int().describe('the version that was corrected'),
    heldOn: PlainDate,
    eligible: z.int(),
    present: z.int(),
    votes: z.array(z.object({ applicationId: Uuid, votesFor: z.int(), votesAgainst: z.int(), abstained: z.int() })),
    correctedByName: z.string(),
    correctedAt: z.iso.datetime(),
    reason: z.string(),
  })
  .meta({ id: 'MeetingRevision' });
export type MeetingRevision = z.infer<typeof MeetingRevision>;

export const MeetingResponse = MeetingRow.extend({
  minutes: z.string().nullable().describe('internal'),
  votes: z.array(
    z.object({
      applicationId: Uuid,
      headName: z.string(),
      state: CaseState.describe('where the case stands now'),
      applicationVersion: z.int(),
      votesFor: z.int(),
      votesAgainst: z.int(),
      abstained: z.int(),
      majority: z.boolean().describe('more than half of those present'),
      used: z.boolean().describe('the case was decided on it'),
      presentContent: z.boolean().describe('the content has not been corrected since'),
    }),
  ),
  attachments: z.array(
    z.object({ id: Uuid, role: z.string(), contentType: z.string(), addedAt: z.iso.datetime(), retracted: z.boolean() }),
  ),
  missing: z.array(z.enum(['signIn', 'photo', 'video', 'minutes'])).describe('what is still to be attached'),
  revisions: z.array(MeetingRevision).describe('what the record said before its corrections, oldest first'),
}).meta({ id: 'Meeting' });
export type MeetingResponse = z.infer<typeof MeetingResponse>;
