import { Body, Controller, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { AnswerReadAnew, ExpectedVersion } from '@jingzhun/service-shell';
import {
  AddAttachmentRequest,
  ApplicationList,
  ApplicationResponse,
  CorrectedApplicationResponse,
  CreateApplicationRequest,
  ListApplicationsQuery,
  WriteContentRequest,
} from './application.dto.js';
import { ApplicationQueries } from './application.queries.js';
import { ApplicationService } from './application.service.js';
import { CASE_READ_ANEW } from './case-read-anew.js';

@ApiTags('applications')
@Controller('applications')
export class ApplicationController {
  constructor(
    @Inject(ApplicationService) private readonly service: ApplicationService,
    @Inject(ApplicationQueries) private readonly applications: ApplicationQueries,
  ) {}

  @Post()
  @AnswerReadAnew(CASE_READ_ANEW)
  @RequirePermission('application.write')
  @ApiResponse({ status: 201, standardSchema: ApplicationResponse, description: 'the draft' })
  async create(
    @Caller() principal: Principal,
    @Body({ schema: CreateApplicationRequest }) request: CreateApplicationRequest,
  ): Promise<ApplicationResponse> {
    return this.applications.page(principal, await this.service.create(principal, request));
  }

  @Get()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: ApplicationList, description: 'cases of the own area, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListApplicationsQuery }) query: ListApplicationsQuery): Promise<ApplicationList> {
    return this.applications.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: ApplicationResponse, description: 'one case: content masked, what is needed next' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ApplicationResponse> {
    return this.applications.page(principal, id);
  }

  @Put(':id/content')
  @AnswerReadAnew<CorrectedApplicationResponse, Pick<CorrectedApplicationResponse, 'id' | 'correction'>>({
    keep: ({ id, correction }) => ({ id, correction }),
    read: async (the, principal, { id, correction }) => ({ ...(await CASE_READ_ANEW.read(the, principal, { id })), correction }),
  })
  @RequirePermission('application.write')
  @ApiResponse({
    status: 200,
    standardSchema: CorrectedApplicationResponse,
    description: 'a draft is kept; a submitted case is corrected, and the answer says which signatures are void and what is to be repeated',
  })
  async write(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: WriteContentRequest }) request: WriteContentRequest,
  ): Promise<CorrectedApplicationResponse> {
    const correction = await this.service.write(principal, id, version, request);
    return { ...(await this.applications.page(principal, id)), correction };
  }

  @Post(':id/attachments')
  @AnswerReadAnew(CASE_READ_ANEW)
  @RequirePermission('application.write')
  @ApiResponse({ status: 201, standardSchema: ApplicationResponse, description: 'the case with the document' })
  async attach(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: AddAttachmentRequest }) request: AddAttachmentRequest,
  ): Promise<ApplicationResponse> {
    await this.service.attach(principal, id, request);
    return this.applications.page(principal, id);
  }
}
