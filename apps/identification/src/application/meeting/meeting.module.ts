import { Module } from '@nestjs/common';
import { MeetingController } from './meeting.controller.js';
import { MeetingRevisions } from './meeting-revisions.js';
import { MeetingQueries } from './meeting.queries.js';
import { MeetingService } from './meeting.service.js';

@Module({
  controllers: [MeetingController],
  providers: [MeetingService, MeetingQueries, MeetingRevisions],
  exports: [MeetingRevisions],
})
export class MeetingModule {}
