import { z } from 'zod';
import { ROLES } from '@jingzhun/auth';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { Capacity } from '../decider/decider.dto.js';
import { ConflictKind, ConflictState } from './conflict-kind.js';

const Officer = z.object({ id: Uuid.describe('account'), name: z.string().describe('name at that time') });
const ShownValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

export const ContestedAnswer = z
  .object({
    path: z.string().describe('field of the form'),
    memberName: z.string().nullable().describe('of whom; null: of the household'),
    base: ShownValue.describe('what both had before them'),
    current: ShownValue.describe('what counts now'),
    submitted: ShownValue.describe('what the report says'),
    sealed: z.boolean().describe('numbers are shown masked'),
    differsAt: z.array(z.number().int()).describe('of masked numbers: the places in which they differ, counted from 1'),
  })
  .meta({ id: 'ContestedAnswer' });
export type ContestedAnswer = z.infer<typeof ContestedAnswer>;

export const ConflictRow = z
  .object({
    id: Uuid.describe('conflict'),
    kind: ConflictKind.describe('other answers, perhaps the same household twice, or received after the end'),
    state: ConflictState.describe('where it stands'),
    roundId: Uuid.describe('survey round'),
    roundName: z.string().describe('what people call the round'),
    unitId: Uuid.describe('household of the round'),
    householdId: HouseholdId.nullable().describe('of the register; null: newly found'),
    villageCode: DivisionCode.describe('village'),
    groupName: z.string().nullable().describe('villager group'),
    headName: z.string().describe('head'),
    version: z.number().int().describe('version of the answers; a decision names it'),
    reportedBy: Officer.describe('whose report waits'),
    reportedAt: z.iso.datetime().describe('when it arrived'),
    openedAt: z.iso.datetime().describe('since when it waits'),
    dueOn: PlainDate.describe('by when it is to be decided'),
    daysWaiting: z.int().describe('days since it came up'),
    late: z.boolean().describe('open and overdue'),
    decider: z
      .object({
        kind: z.enum(['anyone', 'person', 'nobody']).describe('anyone: a round from before names were kept'),
        capacity: Capacity.nullable().describe('the named person, or the substitute who stands in'),
        role: z.enum(ROLES).nullable().describe('post: what the person works as'),
        area: DivisionPrefix.nullable().describe('post: where'),
        isMe: z.boolean().describe('the caller decides'),
      })
      .describe('who decides this conflict'),
    decidedBy: Officer.nullable().describe('who decided'),
    decidedAt: z.iso.datetime().nullable().describe('when'),
    decision: z.string().nullable().describe('choose, same, different, accept or refuse'),
    reason: z.string().nullable().describe('why'),
  })
  .meta({ id: 'SurveyConflictRow' });
export type ConflictRow = z.infer<typeof ConflictRow>;

export const ConflictResponse = ConflictRow.extend({
  formVersion: z.number().int().describe('form the report was filled in with'),
  visitedAt: z.iso.datetime().describe('time of the visit by the phone’s clock'),
  note: z.string().nullable().describe('what the surveyor said about the visit'),
  currentBy: Officer.nullable().describe('whose answers count now; null: the register'),
  currentAt: z.iso.datetime().nullable().describe('since when'),
  contested: z.array(ContestedAnswer).describe('answers to choose between, as they stand now'),
  others: z.number().int().describe('further answers of the report that nobody contests; they come along'),
  other: z
    .object({
      unitId: Uuid.nullable(),
      householdId: HouseholdId.nullable(),
      headName: z.string().nullable(),
      villageCode: DivisionCode.nullable(),
      beyondArea: z.boolean(),
    })
    .nullable()
    .describe('the other household of a possible double; beyond the own area nothing more is said'),
  ownReport: z.boolean().describe('the caller reported on this household and cannot decide'),
}).meta({ id: 'SurveyConflict' });
export type ConflictResponse = z.infer<typeof ConflictResponse>;

export const ConflictList = z
  .object({ items: z.array(ConflictRow), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'SurveyConflictList' });
export type ConflictList = z.infer<typeof ConflictList>;

export const ListConflictsQuery = z.strictObject({
  roundId: Uuid.optional().describe('of one round'),
  state: ConflictState.default('open').describe('only these'),
  mine: z.stringbool().optional().describe('only those the caller has to decide'),
  late: z.stringbool().optional().describe('only what is overdue'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListConflictsQuery = z.infer<typeof ListConflictsQuery>;

const reason = z.string().trim().min(2).max(500).describe('why');

export const DecideConflictRequest = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('choose'),
      choices: z.record(z.string().max(120), z.enum(['current', 'submitted'])).describe('contested field → whose answer counts'),
      reason,
    }),
    z.strictObject({ decision: z.literal('same').describe('one household, surveyed twice'), reason }),
    z.strictObject({ decision: z.literal('different').describe('two households'), reason }),
    z.strictObject({ decision: z.literal('accept').describe('the late report counts'), reason }),
    z.strictObject({ decision: z.literal('refuse').describe('the late report is kept and does not count'), reason }),
  ])
  .meta({ id: 'DecideSurveyConflictRequest' });
export type DecideConflictRequest = z.infer<typeof DecideConflictRequest>;
