import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdCategory } from '@jingzhun/domain/household-category';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { ApplicationDraft } from '../content/application-content.js';
import { CaseKind, CaseState, CaseStep } from '../lifecycle/case-state.js';
import { NextStep } from '../step/step.dto.js';

export const CreateApplicationRequest = z
  .strictObject({
    villageCode: DivisionCode.optional().describe('village; of a registration'),
    householdId: HouseholdId.optional().describe('registered household; of a removal or a change of category'),
    content: ApplicationDraft.describe('what is known so far; everything may be missing'),
  })
  .meta({ id: 'CreateApplication' });
export type CreateApplicationRequest = z.infer<typeof CreateApplicationRequest>;

export const WriteContentRequest = z
  .strictObject({
    content: ApplicationDraft.describe('the whole content as it is to be'),
    keep: z
      .strictObject({
        phone: z.boolean().default(false).describe('the stored phone stays'),
        bankAccount: z.boolean().default(false).describe('the stored account stays'),
        idNumbers: z
          .array(z.int().min(0).max(19).nullable())
          .max(20)
          .default([])
          .describe('for each member of the content: position of the stored member whose number stays; null: the number is in the content'),
      })
      .optional()
      .describe('numbers that pages show masked and that are not to be typed again'),
    reason: z.string().trim().min(2).max(500).optional().describe('why; needed once the application is submitted'),
  })
  .meta({ id: 'WriteApplicationContent' });
export type WriteContentRequest = z.infer<typeof WriteContentRequest>;

export const AddAttachmentRequest = z
  .strictObject({
    attachmentId: Uuid.describe('finished upload'),
    role: z.enum(['applicationForm', 'consent', 'identity', 'grounds', 'withdrawalRequest', 'other']).describe('what it is'),
  })
  .meta({ id: 'AddApplicationAttachment' });
export type AddAttachmentRequest = z.infer<typeof AddAttachmentRequest>;

export const ListApplicationsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  state: CaseState.optional().describe('only this state'),
  kind: CaseKind.optional().describe('only this kind'),
  groupName: z.string().max(50).optional().describe('only this villager group'),
  householdId: HouseholdId.optional().describe('only cases about this household of the register'),
  open: z.stringbool().optional().describe('only cases that have not ended'),
  late: z.stringbool().optional().describe('only cases whose next step is overdue'),
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListApplicationsQuery = z.infer<typeof ListApplicationsQuery>;

const Officer = z.object({ id: Uuid.describe('account'), name: z.string().describe('name at that time') });

export const ApplicationRow = z
  .object({
    id: Uuid.describe('case'),
    kind: CaseKind.describe('what is asked for'),
    state: CaseState.describe('where it stands'),
    villageCode: DivisionCode.describe('village'),
    groupName: z.string().nullable().describe('villager group'),
    householdId: HouseholdId.nullable().describe('household of the register it is about, or became'),
    headName: z.string().describe('name of the head; empty while it is not filled in'),
    memberCount: z.int().describe('members named'),
    category: HouseholdCategory.nullable().describe('category asked for'),
    mainCause: PovertyCause.nullable().describe('main cause of poverty'),
    source: z.enum(['village', 'import', 'survey', 'objection']).describe('where the draft came from'),
    createdBy: Officer,
    createdAt: z.iso.datetime(),
    appliedOn: PlainDate.nullable().describe('day of the submission'),
    stateSince: z.iso.datetime().describe('when it came into this state'),
    dueOn: PlainDate.nullable().describe('by when the next step should be taken'),
    noticeLastDay: PlainDate.nullable().describe('last day of the notice that the case waits for; null: it waits for none'),
    late: z.boolean().describe('the next step is overdue'),
    version: z.int().describe('counts the changes; for If-Match and batches'),
  })
  .meta({ id: 'ApplicationRow' });
export type ApplicationRow = z.infer<typeof ApplicationRow>;

export const ApplicationList = z
  .object({
    items: z.array(ApplicationRow),
    nextCursor: z.string().nullable().describe('for the next page; null: this is the last'),
    total: z.int().optional().describe('of the whole list, with its first page only'),
  })
  .meta({ id: 'ApplicationList' });
export type ApplicationList = z.infer<typeof ApplicationList>;

const Problem = z.object({
  pointer: z.string().describe('place in the content'),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});

const VoteOfCase = { eligible: z.int(), present: z.int(), votesFor: z.int(), votesAgainst: z.int(), abstained: z.int() };

export const CaseMeeting = z
  .object({
    id: Uuid.describe('meeting'),
    kind: z.enum(['group', 'assembly']),
    heldOn: PlainDate,
    basis: z.enum(['adults', 'households', 'representatives']).describe('who was eligible'),
    ...VoteOfCase,
    eligibleSource: z.enum(['householdRegister', 'voterRoll', 'delegateRoll', 'counted']).nullable(),
    eligibleBefore: z.object({ heldOn: PlainDate, eligible: z.int() }).nullable().describe('at the decided meeting of this kind before'),
    majority: z.boolean().describe('more than half of those present were in favour'),
    used: z.boolean().describe('the case was decided on it'),
    repeatReason: z.string().nullable().describe('why it was voted on again after a lost vote'),
    recordedByName: z.string(),
    corrections: z
      .array(
        z.object({
          ...VoteOfCase,
          heldOn: PlainDate,
          voted: z.boolean().describe('whether the record had this household at all'),
          correctedByName: z.string(),
          correctedAt: z.iso.datetime(),
          reason: z.string(),
        }),
      )
      .describe('what the record said of this household before each correction'),
  })
  .meta({ id: 'CaseMeeting' });
export type CaseMeeting = z.infer<typeof CaseMeeting>;

export const CaseAttempt = z
  .object({
    id: Uuid.describe('case'),
    kind: CaseKind.describe('what was asked for'),
    state: CaseState.describe('where it stands or how it ended'),
    headName: z.string().describe('name of its head'),
    appliedOn: PlainDate.describe('day of its submission'),
    endedOn: PlainDate.nullable().describe('null: it is still running'),
    reason: z.string().nullable().describe('why it was withdrawn or rejected'),
    samePersons: z.int().describe('persons named in both'),
    sameHousehold: z.boolean().describe('about the same household of the register'),
    when: z.enum(['earlier', 'later']).describe('than the case that is looked at'),
  })
  .meta({ id: 'CaseAttempt' });
export type CaseAttempt = z.infer<typeof CaseAttempt>;

export const ApplicationResponse = ApplicationRow.extend({
  content: z.record(z.string(), z.unknown()).describe('as written, without members; phone and account masked'),
  members: z
    .array(
      z.object({
        position: z.int().describe('place in the content'),
        name: z.string(),
        idNumberMasked: z.string().describe('document number, masked'),
        sex: z.string().nullable(),
        birthDate: PlainDate.nullable().describe('from the number'),
        relation: z.string().nullable().describe('relation to the head'),
        ethnicity: z.string().nullable(),
        facts: z.record(z.string(), z.unknown()),
      }),
    )
    .describe('members of a registration'),
  problems: z.array(Problem).describe('what is missing or wrong in the content'),
  contentVersion: z.int().describe('counts the changes of the content'),
  contentDigest: z.string().describe('names the present content'),
  sourceDocument: z.string().nullable().describe('document it was taken from'),
  countyStep: z.boolean().nullable().describe('whether the county examines it; null until the township has decided'),
  formSigned: z.boolean().describe('the signature on the present content stands'),
  signatures: z
    .array(
      z.object({
        id: Uuid.describe('signature'),
        step: CaseStep,
        signedBy: z.string().describe('official who signed or witnessed'),
        signedAt: z.iso.datetime(),
        voidedAt: z.iso.datetime().nullable().describe('since when it counts no longer for this case'),
        voidReason: z.string().nullable(),
      }),
    )
    .describe('oldest first; void ones stay to be seen'),
  attachments: z.array(
    z.object({
      id: Uuid,
      role: z.string(),
      contentType: z.string(),
      addedAt: z.iso.datetime(),
      retracted: z.boolean().describe('a retracted one counts no longer'),
    }),
  ),
  notice: z
    .object({
      id: Uuid,
      postedOn: PlainDate,
      lastDay: PlainDate,
      firstProof: z.boolean(),
      lastProof: z.boolean(),
      openObjections: z
        .int()
        .describe(
          'objections to this notice that are not answered; those to an earlier notice of the case hold it up as well and are not in it',
        ),
    })
    .nullable()
    .describe('the notice that hangs now'),
  meetingId: Uuid.nullable().describe('the recorded meeting the next decision will rest on'),
  meetings: z
    .array(CaseMeeting)
    .describe(
      'every meeting that voted on this household, oldest first: also lost votes, and what records said before they were corrected',
    ),
  sample: z
    .object({
      id: Uuid,
      listed: z.int(),
      chosen: z.int(),
      visited: z.int(),
      visit: z.enum(['not-chosen', 'waiting', 'agrees', 'deviates']),
    })
    .nullable()
    .describe('the sample the case is in now'),
  attempts: z
    .array(CaseAttempt)
    .describe(
      'other cases of the same household or persons within the own area, oldest first: withdrawn and rejected ones, and what came after',
    ),
  next: z.array(NextStep).describe('the steps from here: whose, what they need, what is missing'),
}).meta({ id: 'Application' });
export type ApplicationResponse = z.infer<typeof ApplicationResponse>;

export const CorrectedApplicationResponse = ApplicationResponse.extend({
  correction: z
    .object({
      material: z.boolean().describe('what was judged has changed, not only where the household can be reached'),
      voided: z.array(z.object({ step: CaseStep, signedBy: z.string() })).describe('signatures that count no longer'),
      repeat: z.array(CaseStep).describe('steps that have to be taken again'),
    })
    .nullable()
    .describe('null for a draft'),
}).meta({ id: 'CorrectedApplication' });
export type CorrectedApplicationResponse = z.infer<typeof CorrectedApplicationResponse>;
