import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import {
  AddMeetingAttachmentRequest,
  CorrectMeetingRequest,
  ListMeetingsQuery,
  MeetingList,
  MeetingResponse,
  RecordMeetingRequest,
} from './meeting.dto.js';
import { MeetingQueries } from './meeting.queries.js';
import { MeetingService } from './meeting.service.js';

@ApiTags('meetings')
@Controller('meetings')
export class MeetingController {
  constructor(
    @Inject(MeetingService) private readonly service: MeetingService,
    @Inject(MeetingQueries) private readonly meetings: MeetingQueries,
  ) {}

  @Post()
  @RequirePermission('application.appraise')
  @ApiResponse({
    status: 201,
    standardSchema: MeetingResponse,
    description: 'the record, without its minutes; the cases move with the steps appraise and review',
  })
  async record(
    @Caller() principal: Principal,
    @Body({ schema: RecordMeetingRequest }) request: RecordMeetingRequest,
  ): Promise<MeetingResponse> {
    return withoutMinutes(await this.meetings.get(principal, await this.service.record(principal, request)));
  }

  @Get()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: MeetingList, description: 'meetings of the own area, latest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListMeetingsQuery }) query: ListMeetingsQuery): Promise<MeetingList> {
    return this.meetings.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: MeetingResponse, description: 'one meeting with votes and documents' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<MeetingResponse> {
    return this.meetings.get(principal, id);
  }

  @Put(':id')
  @RequirePermission('application.appraise')
  @ApiResponse({
    status: 200,
    standardSchema: MeetingResponse,
    description: 'the corrected record, without its minutes; what it said before stays',
  })
  async correct(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: CorrectMeetingRequest }) request: CorrectMeetingRequest,
  ): Promise<MeetingResponse> {
    await this.service.correct(principal, id, version, request);
    return withoutMinutes(await this.meetings.get(principal, id));
  }

  @Post(':id/attachments')
  @RequirePermission('application.appraise')
  @ApiResponse({ status: 201, standardSchema: MeetingResponse, description: 'the meeting with the document, without its minutes' })
  async attach(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: AddMeetingAttachmentRequest }) request: AddMeetingAttachmentRequest,
  ): Promise<MeetingResponse> {
    await this.service.attach(principal, id, request);
    return withoutMinutes(await this.meetings.get(principal, id));
  }
}

/** Answers of commands are kept for a while as they are: what is sealed in its own table is not in them. */
const withoutMinutes = (meeting: MeetingResponse): MeetingResponse => ({ ...meeting, minutes: null });
