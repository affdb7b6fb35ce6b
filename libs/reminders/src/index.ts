export { type DeadlineLevel, type DeadlineSource } from './deadline-source.js';
export { ReminderRounds } from './reminder-rounds.js';
export { reminderTables } from './reminder-tables.js';
export { RemindersModule, type ReminderOptions } from './reminders.module.js';
export { POLICY_DEADLINES, secondPersonDueOn } from './second-person.js';
