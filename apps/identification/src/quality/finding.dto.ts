import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';

const Text = z.object({ zh: z.string(), en: z.string() });
const RuleCode = z.string().regex(/^Q([1-9]|1[0-8])$/);

export const FindingResponse = z
  .object({
    id: Uuid.describe('id of the finding'),
    rule: RuleCode.describe('rule Q1 to Q18'),
    severity: z.enum(['error', 'doubt']).describe('error: wrong for sure; doubt: to be verified'),
    householdId: HouseholdId.describe('household'),
    householdNumber: z.string().describe('number of the household'),
    headName: z.string().describe('head of the household'),
    villageCode: DivisionCode.describe('village'),
    personId: PersonId.nullable().describe('member it is about; null: the household'),
    personName: z.string().nullable().describe('name of the member'),
    title: Text.describe('what the rule says'),
    reasons: z.array(Text.extend({ code: z.string() })).describe('what exactly was found'),
    next: Text.describe('what to do'),
    foundAt: z.iso.datetime().describe('when it was found'),
  })
  .meta({ id: 'Finding' });
export type FindingResponse = z.infer<typeof FindingResponse>;

export const FindingList = z
  .object({ items: z.array(FindingResponse), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'FindingList' });
export type FindingList = z.infer<typeof FindingList>;

export const ListFindingsQuery = z.strictObject({
  rule: RuleCode.optional().describe('only this rule'),
  area: DivisionPrefix.optional().describe('below this division'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('rows of a page'),
});
export type ListFindingsQuery = z.infer<typeof ListFindingsQuery>;

export const FindingSummaryQuery = z.strictObject({ area: DivisionPrefix.optional().describe('below this division') });
export type FindingSummaryQuery = z.infer<typeof FindingSummaryQuery>;

export const FindingSummary = z
  .object({
    items: z.array(
      Text.extend({
        rule: RuleCode.describe('rule'),
        severity: z.enum(['error', 'doubt']),
        checked: z.boolean().describe('false: nothing to check with yet, `needs` says what'),
        needs: Text.optional().describe('what is missing'),
        count: z.number().int().describe('open findings'),
        next: Text.describe('what to do'),
      }),
    ),
    checkedRules: z.number().int().describe('rules that were checked'),
    waitingRules: z.number().int().describe('rules without input yet'),
  })
  .meta({ id: 'FindingSummary' });
export type FindingSummary = z.infer<typeof FindingSummary>;

export const StartCheckRequest = z.strictObject({}).meta({ id: 'StartCheckRequest' });
export type StartCheckRequest = z.infer<typeof StartCheckRequest>;

export const StartedCheck = z.object({ jobId: Uuid.describe('job to look at') }).meta({ id: 'StartedCheck' });
export type StartedCheck = z.infer<typeof StartedCheck>;
