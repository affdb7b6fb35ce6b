import { Module } from '@nestjs/common';
import { PagingModule } from '../../paging/paging.module.js';
import { MeetingController } from './meeting.controller.js';
import { MeetingRevisions } from './meeting-revisions.js';
import { MeetingQueries } from './meeting.queries.js';
import { MeetingService } from './meeting.service.js';

@Module({
  imports: [PagingModule],
  controllers: [MeetingController],
  providers: [MeetingService, MeetingQueries, MeetingRevisions],
  exports: [MeetingRevisions],
})
export class MeetingModule {}
