import { Module } from '@nestjs/common';
import { NOTICE_DEADLINES } from '@jingzhun/notices';
import { RemindersModule } from '@jingzhun/reminders';
import { CountyPack } from '../county-pack.js';
import { DivisionNames } from '../notice/division-names.js';
import { DivisionNamesModule } from '../notice/notice.module.js';
import { CASE_DEADLINES } from './case-deadlines.js';

@Module({
  imports: [
    RemindersModule.forRoot({
      sources: [CASE_DEADLINES, NOTICE_DEADLINES],
      imports: [DivisionNamesModule],
      places: DivisionNames,
      county: CountyPack,
    }),
  ],
})
export class ReminderModule {}
