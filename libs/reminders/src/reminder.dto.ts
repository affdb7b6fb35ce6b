import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { DEADLINE_LEVELS } from './deadline-source.js';
import { REMINDER_STAGES } from './reminding.rules.js';

const Both = z.object({ zh: z.string(), en: z.string() });

export const ListRemindersQuery = z.strictObject({
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('the most urgent so many'),
});
export type ListRemindersQuery = z.infer<typeof ListRemindersQuery>;

export const ReminderResponse = z
  .object({
    id: Uuid,
    stage: z.enum(REMINDER_STAGES).describe('soon or late: the caller acts; township or county: somebody below has not acted'),
    step: Both.describe('what is to be done'),
    level: z.enum(DEADLINE_LEVELS).describe('whom it reminds'),
    subject: z.object({ kind: z.string(), id: Uuid }).describe('what it is about: application, notice, objection'),
    number: z.string().nullable().describe('business number, where there is one'),
    place: DivisionCode,
    placeNames: z.array(z.string()).describe('from the county down'),
    dueOn: PlainDate.describe('last day on which it is in time'),
    daysLeft: z.int().describe('until that day; negative: late'),
    isRead: z.boolean().describe('the caller has seen it'),
  })
  .meta({ id: 'Reminder' });
export type ReminderResponse = z.infer<typeof ReminderResponse>;

export const ReminderList = z
  .object({
    items: z.array(ReminderResponse).describe('the most urgent first'),
    counts: z.object({ all: z.int(), unread: z.int(), late: z.int() }).describe('of all, not of this answer'),
    nextCursor: z.string().nullable().describe('for the next so many; null: that is all'),
  })
  .meta({ id: 'ReminderList' });
export type ReminderList = z.infer<typeof ReminderList>;

export const ReminderRound = z
  .object({ day: PlainDate, raised: z.int().describe('reminders given now'), ended: z.int().describe('reminders that are settled now') })
  .meta({ id: 'ReminderRound' });
export type ReminderRound = z.infer<typeof ReminderRound>;

export const ReadRemindersRequest = z
  .strictObject({ ids: z.array(Uuid).min(1).max(200).describe('what was shown') })
  .meta({ id: 'ReadReminders' });
export type ReadRemindersRequest = z.infer<typeof ReadRemindersRequest>;

export const DismissReminderRequest = z.strictObject({}).meta({ id: 'DismissReminder' });
export type DismissReminderRequest = z.infer<typeof DismissReminderRequest>;
