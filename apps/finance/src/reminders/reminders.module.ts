import { Module } from '@nestjs/common';
import { NOTICE_DEADLINES } from '@jingzhun/notices';
import { RemindersModule } from '@jingzhun/reminders';
import { CountyPack } from '../county-pack.js';
import { DivisionNames } from '../notice/division-names.js';
import { DivisionNamesModule } from '../notice/notice.module.js';

@Module({
  imports: [
    RemindersModule.forRoot({
      sources: [NOTICE_DEADLINES],
      imports: [DivisionNamesModule],
      places: DivisionNames,
      county: CountyPack,
    }),
  ],
})
export class ReminderModule {}
