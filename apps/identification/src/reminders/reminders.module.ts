import { Module } from '@nestjs/common';
import { noticeDeadlines } from '@jingzhun/notices';
import { POLICY_DEADLINES, RemindersModule } from '@jingzhun/reminders';
import { MAKERS_OF_CASE } from '../application/case/makers-of-case.sql.js';
import { DivisionNames } from '../notice/division-names.js';
import { DivisionNamesModule } from '../notice/notice.module.js';
import { CASE_DEADLINES } from './case-deadlines.js';

@Module({
  imports: [
    RemindersModule.forRoot({
      sources: [
        CASE_DEADLINES,
        noticeDeadlines(`(select ${MAKERS_OF_CASE} from application a where a.id = n.subject_id)`),
        POLICY_DEADLINES,
      ],
      imports: [DivisionNamesModule],
      places: DivisionNames,
    }),
  ],
})
export class ReminderModule {}
