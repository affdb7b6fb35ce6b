import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { JobView } from '@jingzhun/jobs';
import { RegisterKind } from '../rules/register-kind.js';
import { RuleCode, RuleResult } from '../rule-code.js';

const Text = z.object({ zh: z.string(), en: z.string() });
const SubjectKind = z.enum(['household', 'application']);
export const Standing = z
  .enum(['veto', 'unknown', 'strict', 'passed'])
  .describe('the worst of the results; strict: not all strict reviews are answered');
export type Standing = z.infer<typeof Standing>;

const Subject = z.object({
  kind: SubjectKind.describe('registered household or application'),
  id: Uuid,
  villageCode: DivisionCode.describe('village'),
  headName: z.string().describe('head of the household'),
  number: z.string().nullable().describe('number of a registered household'),
});

const Source = z.object({
  words: Text.describe('which source, of which day'),
  register: RegisterKind.nullable().describe('null: not a register'),
  importId: Uuid.nullable().describe('extract'),
  asOf: PlainDate.nullable().describe('day of the extract'),
  row: z.int().nullable().describe('row in the file'),
});

const Fact = z.object({
  role: z.enum(['hit', 'sign', 'excepted']).describe('applies; a person looks; does not count'),
  words: Text.describe('what it says'),
  person: z.object({ ref: z.string(), name: z.string() }).nullable().describe('whom it is about'),
  source: Source,
  mark: z.string().describe('names the fact in an exception'),
  exception: Text.nullable().describe('why it does not count'),
});

const RuleVerdict = z
  .object({
    rule: RuleCode.describe('V1 to V7 veto, R1 to R4 ask for a strict review'),
    result: RuleResult.describe('what the rule says'),
    title: Text.describe('what it is about'),
    text: Text.describe('the rule in full'),
    statement: Text.describe('the verdict in one sentence'),
    facts: z.array(Fact).describe('what it rests on'),
    lacking: z
      .array(
        z.object({
          register: RegisterKind,
          why: z.enum(['missing', 'old', 'not-covered', 'under-review']),
          asOf: PlainDate.nullable(),
          words: Text,
        }),
      )
      .describe('registers without which nobody can say'),
    waitsFor: z.enum(['person', 'register']).nullable().describe('who can decide what is unknown'),
    confirmation: z
      .object({
        id: Uuid,
        ground: z.string().nullable(),
        words: Text.nullable().describe('what was found; null when withheld'),
        byName: z.string(),
        on: PlainDate,
        until: PlainDate.describe('first day on which it no longer holds'),
        note: z.string().nullable(),
        attachments: z.array(Uuid),
      })
      .nullable()
      .describe('who confirmed'),
    answer: z
      .object({ id: Uuid, byName: z.string(), on: PlainDate, reason: z.string().nullable(), attachments: z.array(Uuid) })
      .nullable()
      .describe('written reason of a strict review'),
    wouldChange: z.array(Text).describe('what would have to be different for another verdict'),
    withheld: z.boolean().describe('the facts are for the confirming role'),
    grounds: z
      .array(
        z.object({
          code: z.string(),
          result: z.enum(['pass', 'except', 'veto', 'strict']),
          words: Text,
          needsEvidence: z.boolean(),
          sensitive: z.boolean(),
          forMany: z.boolean(),
        }),
      )
      .describe('what the caller may confirm here'),
    mayAnswer: z.boolean().describe('the caller may write the reason of the strict review'),
  })
  .meta({ id: 'RuleVerdict' });

export const VerdictResponse = z
  .object({
    id: Uuid.describe('screening'),
    subject: Subject,
    latest: z.boolean().describe('no newer one exists'),
    standing: Standing,
    judgedOn: PlainDate.describe('day the facts were judged for'),
    ranAt: z.iso.datetime().describe('when'),
    cause: z.string().describe('why it was judged anew'),
    contentDigest: z.string().nullable().describe('digest of the application’s content'),
    ruleSet: z.object({ version: z.string(), source: Text }).describe('rules it was judged by'),
    rules: z.array(RuleVerdict),
    registers: z
      .array(z.object({ kind: RegisterKind, name: Text, asOf: PlainDate, authority: z.string(), document: z.string() }))
      .describe('extracts it was judged by'),
  })
  .meta({ id: 'Verdict' });
export type VerdictResponse = z.infer<typeof VerdictResponse>;

const page = {
  cursor: z.string().max(1000).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const VerdictHistory = z
  .object({
    items: z.array(
      z.object({
        id: Uuid,
        ranAt: z.iso.datetime(),
        cause: z.string(),
        standing: Standing,
        veto: z.array(RuleCode),
        unknown: z.array(RuleCode),
      }),
    ),
  })
  .meta({ id: 'VerdictHistory' });
export type VerdictHistory = z.infer<typeof VerdictHistory>;

export const ListVerdictsQuery = z.strictObject({
  kind: SubjectKind.default('household').describe('registered households or open applications'),
  area: DivisionPrefix.optional().describe('below this division'),
  rule: RuleCode.optional().describe('only where this rule says `result`'),
  result: RuleResult.optional().describe('with `rule`: what it says; alone: some rule says it'),
  ...page,
});
export type ListVerdictsQuery = z.infer<typeof ListVerdictsQuery>;

const VerdictLine = z.object({
  screeningId: Uuid.nullable().describe('null: never screened'),
  subject: Subject,
  standing: Standing.nullable(),
  veto: z.array(RuleCode),
  strict: z.array(RuleCode),
  unknown: z.array(RuleCode),
  unanswered: z.array(RuleCode).describe('strict reviews without a reason'),
  judgedOn: PlainDate.nullable(),
});
export const VerdictList = z.object({ items: z.array(VerdictLine), nextCursor: z.string().nullable() }).meta({ id: 'VerdictList' });
export type VerdictList = z.infer<typeof VerdictList>;

export const VerdictSummaryQuery = z.strictObject({
  kind: SubjectKind.default('household').describe('registered households or open applications'),
  area: DivisionPrefix.optional().describe('below this division'),
});
export type VerdictSummaryQuery = z.infer<typeof VerdictSummaryQuery>;
export const VerdictSummary = z
  .object({
    subjects: z.int(),
    never: z.int().describe('never screened'),
    standings: z.object({ veto: z.int(), unknown: z.int(), strict: z.int(), passed: z.int() }),
    rules: z.array(
      z.object({
        rule: RuleCode,
        title: Text,
        veto: z.int(),
        strict: z.int(),
        unknown: z.int(),
        toConfirm: z.int().describe('unknown and waiting for a person'),
        toAnswer: z.int().describe('strict without a written reason'),
      }),
    ),
  })
  .meta({ id: 'VerdictSummary' });
export type VerdictSummary = z.infer<typeof VerdictSummary>;

export const ListTasksQuery = z.strictObject({
  task: z.enum(['confirm', 'answer']).default('confirm').describe('to look at and decide, or to give a reason for'),
  kind: SubjectKind.default('household').describe('registered households or open applications'),
  rule: RuleCode.optional().describe('only this rule'),
  area: DivisionPrefix.optional().describe('below this division'),
  ...page,
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;
export const TaskList = z
  .object({
    items: z.array(
      z.object({ screeningId: Uuid, subject: Subject, rules: z.array(RuleCode).describe('what is to be done'), since: z.iso.datetime() }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ScreeningTaskList' });
export type TaskList = z.infer<typeof TaskList>;

export const ReportList = z
  .object({
    items: z.array(
      z.object({
        id: Uuid,
        receivedOn: PlainDate,
        takenBy: z.string(),
        doubt: z.string(),
        reporter: z.object({ name: z.string().nullable(), contact: z.string().nullable() }),
      }),
    ),
  })
  .meta({ id: 'ScreeningReportList' });
export type ReportList = z.infer<typeof ReportList>;

export const RuleSetResponse = z
  .object({
    version: z.string(),
    source: Text,
    rules: z.array(
      z.object({
        code: RuleCode,
        outcome: z.enum(['veto', 'strict']),
        decidedBy: z.enum(['machine', 'person']),
        sensitive: z.boolean(),
        title: Text,
        text: Text,
        wouldChange: Text,
        needs: z.array(RegisterKind),
        grounds: z.array(z.object({ code: z.string(), result: z.string(), words: Text, forMany: z.boolean() })),
      }),
    ),
    parameters: z.record(z.string(), Uuid).describe('rows of the policy table in use, by key'),
  })
  .meta({ id: 'ScreeningRuleSet' });
export type RuleSetResponse = z.infer<typeof RuleSetResponse>;

export const StartRunRequest = z.strictObject({}).meta({ id: 'StartScreeningRun' });
export type StartRunRequest = z.infer<typeof StartRunRequest>;

export const RunList = z.object({ items: z.array(JobView).describe('newest first') }).meta({ id: 'ScreeningRunList' });
export type RunList = z.infer<typeof RunList>;
