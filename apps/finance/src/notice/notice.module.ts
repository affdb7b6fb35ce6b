import { Module } from '@nestjs/common';
import { NoticeClosedV1 } from '@jingzhun/events/finance/notice-closed.v1';
import { NoticePostedV1 } from '@jingzhun/events/finance/notice-posted.v1';
import { NoticeWithdrawnV1 } from '@jingzhun/events/finance/notice-withdrawn.v1';
import { ObjectionDecidedV1 } from '@jingzhun/events/finance/objection-decided.v1';
import { DivisionNames, DivisionNamesModule } from '@jingzhun/household-directory';
import { NoticesModule } from '@jingzhun/notices';
import { NOTICE_KINDS } from './notice-kinds.js';

@Module({
  imports: [
    NoticesModule.forRoot({
      department: 'finance',
      kinds: NOTICE_KINDS,
      events: { posted: NoticePostedV1, closed: NoticeClosedV1, withdrawn: NoticeWithdrawnV1, objectionDecided: ObjectionDecidedV1 },
      imports: [DivisionNamesModule],
      places: DivisionNames,
    }),
  ],
})
export class NoticeModule {}
