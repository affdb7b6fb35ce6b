import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import { RuleCode } from '../rule-code.js';

const attachments = z.array(Uuid).max(20).default([]).describe('evidence, uploaded before');

export const ConfirmRequest = z
  .strictObject({
    rule: RuleCode.describe('rule it is about'),
    ground: z.string().max(40).describe('what was found, one of the grounds of the rule'),
    marks: z.array(z.string().max(60)).max(50).optional().describe('facts meant by an exception; absent: all that were found'),
    note: z.string().trim().min(2).max(1000).describe('what was seen or asked, in words'),
    attachments,
  })
  .meta({ id: 'ConfirmScreening' });
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;

export const AnswerRequest = z
  .strictObject({
    rule: RuleCode.describe('strict review that is answered'),
    reason: z.string().trim().min(5).max(2000).describe('why the household is eligible all the same, or is not'),
    attachments,
  })
  .meta({ id: 'AnswerStrictReview' });
export type AnswerRequest = z.infer<typeof AnswerRequest>;

export const WithdrawConfirmationRequest = z
  .strictObject({ reason: z.string().trim().min(2).max(500).describe('why it was wrong') })
  .meta({ id: 'WithdrawConfirmation' });
export type WithdrawConfirmationRequest = z.infer<typeof WithdrawConfirmationRequest>;

export const ReportRequest = z
  .strictObject({
    doubt: z.string().trim().min(5).max(2000).describe('what is reported or doubted'),
    reporter: z
      .strictObject({
        name: z.string().trim().max(50).nullable().default(null).describe('who; null: does not want to be named'),
        contact: z.string().trim().max(50).nullable().default(null).describe('how to reach him'),
      })
      .default({ name: null, contact: null })
      .describe('shown to the confirming role only'),
  })
  .meta({ id: 'ReportHousehold' });
export type ReportRequest = z.infer<typeof ReportRequest>;

export const ReportTaken = z
  .object({ id: Uuid.describe('report'), screeningId: Uuid.describe('verdict that followed') })
  .meta({ id: 'ReportTaken' });
export type ReportTaken = z.infer<typeof ReportTaken>;

export const ScreeningMade = z.object({ screeningId: Uuid.describe('verdict that followed') }).meta({ id: 'ScreeningMade' });
export type ScreeningMade = z.infer<typeof ScreeningMade>;

export const GroupConfirmRequest = z
  .strictObject({
    rule: RuleCode.describe('V4, V6 or R4'),
    ground: z.string().max(40).describe('that nothing speaks against'),
    area: DivisionPrefix.describe('township or village'),
    note: z.string().trim().min(5).max(1000).describe('how it was found out'),
    attachments,
  })
  .meta({ id: 'ConfirmForMany' });
export type GroupConfirmRequest = z.infer<typeof GroupConfirmRequest>;

export const StartedRun = z.object({ jobId: Uuid.describe('job to look at') }).meta({ id: 'StartedScreening' });
export type StartedRun = z.infer<typeof StartedRun>;
