import { Module, type DynamicModule } from '@nestjs/common';
import { REMINDER_PLACES, REMINDER_SOURCES, type ReminderOptions } from './reminder-options.js';
import { ReminderRounds } from './reminder-rounds.js';
import { ReminderRoundController } from './reminder-round.controller.js';
import { ReminderController } from './reminder.controller.js';
import { Reminders } from './reminders.js';

export type { ReminderOptions } from './reminder-options.js';

/** Reminders of a department: needs its policy and audit, and the tables of `reminderTables`. */
@Module({})
export class RemindersModule {
  static forRoot({ sources, places, imports = [] }: ReminderOptions): DynamicModule {
    return {
      module: RemindersModule,
      imports: [...imports],
      controllers: [ReminderController, ReminderRoundController],
      providers: [
        { provide: REMINDER_SOURCES, useValue: sources },
        { provide: REMINDER_PLACES, useExisting: places },
        ...[ReminderRounds, Reminders],
      ],
      exports: [ReminderRounds],
    };
  }
}
