import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion, fileBody, LIST_TYPES, NotACommand } from '@jingzhun/service-shell';
import { TABLE_LIMITS } from '@jingzhun/workbooks';
import { OutsideLists as Lists } from './outside-lists.js';
import { OutsideSteps } from './outside-steps.js';
import { outsideTemplate } from './outside-template.js';
import {
  EnterOutsideRequest,
  OutsideLines,
  OutsideLinesQuery,
  OutsideList,
  OutsideLists,
  OutsideListsQuery,
  OutsideStepRequest,
  OutsideUpload,
} from './outside.dto.js';
import { OutsideQueries } from './outside.queries.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('benefits paid by other offices')
@Controller('outside-lists')
export class OutsideController {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(OutsideSteps) private readonly steps: OutsideSteps,
    @Inject(OutsideQueries) private readonly queries: OutsideQueries,
  ) {}

  @Get()
  @RequirePermission('claim.read')
  @ApiResponse({ status: 200, standardSchema: OutsideLists, description: 'lists of other offices, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: OutsideListsQuery }) query: OutsideListsQuery): Promise<OutsideLists> {
    return this.queries.list(principal, query);
  }

  @Get('template.xlsx')
  @RequirePermission('claim.read')
  @Header('content-disposition', 'attachment; filename="outside-list.xlsx"')
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the titles, with the kinds to choose from', content: { [XLSX]: {} } })
  async template(): Promise<StreamableFile> {
    return new StreamableFile(await outsideTemplate(), { type: XLSX });
  }

  @Post()
  @RequirePermission('claim.write')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: 'the list of the office, a workbook or CSV with a last row 合计', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({
    status: 201,
    standardSchema: OutsideList,
    description: 'taken whole, waits for release; the same file again is the list it was',
  })
  async take(
    @Caller() principal: Principal,
    @Query({ schema: OutsideUpload }) upload: OutsideUpload,
    @Req() request: Request,
  ): Promise<OutsideList> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return this.queries.get(principal, await this.lists.take(principal, upload, content));
  }

  @Post('marked.xlsx')
  @NotACommand()
  @HttpCode(200)
  @RequirePermission('claim.write')
  @Header('content-disposition', 'attachment; filename="outside-list-marked.xlsx"')
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ description: 'the list that was refused, once more', schema: { type: 'string', format: 'binary' } })
  @ApiProduces(XLSX)
  @ApiResponse({ status: 200, description: 'the same rows, each with what is wrong; nothing is kept', content: { [XLSX]: {} } })
  async marked(
    @Caller() principal: Principal,
    @Query({ schema: OutsideUpload }) upload: OutsideUpload,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const content = await fileBody(request, TABLE_LIMITS.fileBytes);
    return new StreamableFile(await this.lists.marked(principal, upload, content), { type: XLSX });
  }

  @Post('single')
  @RequirePermission('claim.write')
  @ApiResponse({
    status: 201,
    standardSchema: OutsideList,
    description: 'one benefit entered by hand, a list of one that waits for release',
  })
  async enter(@Caller() principal: Principal, @Body({ schema: EnterOutsideRequest }) request: EnterOutsideRequest): Promise<OutsideList> {
    return this.queries.get(principal, await this.lists.enter(principal, request));
  }

  @Get(':id')
  @RequirePermission('claim.read')
  @ApiResponse({ status: 200, standardSchema: OutsideList, description: 'one list, and what the reader can do with it' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<OutsideList> {
    return this.queries.get(principal, id);
  }

  @Get(':id/lines')
  @RequirePermission('claim.read')
  @ApiResponse({ status: 200, standardSchema: OutsideLines, description: 'its rows of the own area' })
  lines(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Query({ schema: OutsideLinesQuery }) query: OutsideLinesQuery,
  ): Promise<OutsideLines> {
    return this.queries.lines(principal, id, query);
  }

  @Post(':id/steps')
  @HttpCode(200)
  @RequirePermission('claim.write', 'payment.approve')
  @ApiResponse({ status: 200, standardSchema: OutsideList, description: 'released, rejected, or withdrawn by two persons' })
  async step(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: OutsideStepRequest }) request: OutsideStepRequest,
  ): Promise<OutsideList> {
    await this.steps.take(principal, id, version, request);
    return this.queries.get(principal, id);
  }
}
