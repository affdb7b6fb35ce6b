import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

export const FormQuery = z.strictObject({ lang: z.enum(['zh', 'en']).default('zh').describe('language of the paper') });
export type FormQuery = z.infer<typeof FormQuery>;

export const RevealingFormRequest = z
  .strictObject({ purpose: z.string().trim().min(4).max(200).describe('why the document numbers are needed; goes to the audit log') })
  .meta({ id: 'RevealingForm' });
export type RevealingFormRequest = z.infer<typeof RevealingFormRequest>;

export const IssueHandbookRequest = z
  .strictObject({
    number: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z-]{4,40}$/)
      .describe('number printed in the handbook'),
    issuedOn: PlainDate.describe('day it was handed over'),
    receivedBy: z.string().trim().min(2).max(50).describe('who took it'),
  })
  .meta({ id: 'IssueHandbook' });
export type IssueHandbookRequest = z.infer<typeof IssueHandbookRequest>;

export const HandbookList = z
  .object({
    items: z
      .array(
        z.object({
          id: Uuid,
          number: z.string(),
          issuedOn: PlainDate,
          receivedBy: z.string(),
          recordedByName: z.string(),
          recordedAt: z.iso.datetime(),
        }),
      )
      .describe('latest first; a lost one is followed by another'),
  })
  .meta({ id: 'HandbookList' });
export type HandbookList = z.infer<typeof HandbookList>;
