import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { ApplicationRow } from '../case/application.dto.js';
import { CaseKind, CaseState, CaseStep } from '../lifecycle/case-state.js';

const area = DivisionPrefix.optional().describe('below this division; the own area when absent');

export const WorkListQuery = z.strictObject({
  area,
  step: CaseStep.optional().describe('only cases that wait for this step'),
  kind: CaseKind.optional().describe('only this kind'),
  late: z.stringbool().optional().describe('only what is overdue'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('the most urgent so many'),
});
export type WorkListQuery = z.infer<typeof WorkListQuery>;

export const WorkItem = ApplicationRow.extend({
  step: CaseStep.describe('the step that waits for the caller'),
  zh: z.string(),
  en: z.string(),
  daysLeft: z.int().nullable().describe('until it is due; negative: overdue; null: no date'),
}).meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof WorkItem>;

export const WorkList = z
  .object({
    items: z.array(WorkItem).describe('the most urgent first'),
    counts: z
      .array(z.object({ step: CaseStep, zh: z.string(), en: z.string(), waiting: z.int(), late: z.int() }))
      .describe('what waits for the caller, by step'),
  })
  .meta({ id: 'WorkList' });
export type WorkList = z.infer<typeof WorkList>;

export const FunnelQuery = z.strictObject({ area, kind: CaseKind.optional().describe('only this kind') });
export type FunnelQuery = z.infer<typeof FunnelQuery>;

const days = z.number().nullable();

export const Funnel = z
  .object({
    states: z
      .array(
        z.object({
          state: CaseState,
          zh: z.string(),
          en: z.string(),
          now: z.int().describe('cases that stand here'),
          late: z.int().describe('whose next step is overdue'),
          medianDaysWaiting: days.describe('of those that stand here'),
          passed: z.int().describe('cases that went on from here'),
          medianDaysPassed: days.describe('how long those had stood here'),
        }),
      )
      .describe('in the order of the steps'),
  })
  .meta({ id: 'Funnel' });
export type Funnel = z.infer<typeof Funnel>;

export const LateQuery = z.strictObject({ area, by: z.enum(['township', 'village']).default('village').describe('one line for each') });
export type LateQuery = z.infer<typeof LateQuery>;

export const LateList = z
  .object({
    items: z
      .array(
        z.object({
          division: DivisionCode.describe('township or village'),
          state: CaseState,
          cases: z.int(),
          oldestDueOn: PlainDate,
          daysLate: z.int().describe('of the oldest'),
        }),
      )
      .describe('longest overdue first'),
    total: z.int(),
  })
  .meta({ id: 'LateList' });
export type LateList = z.infer<typeof LateList>;
