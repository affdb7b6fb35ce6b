import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { ConflictList, ConflictResponse, DecideConflictRequest, ListConflictsQuery } from './conflict.dto.js';
import { ConflictQueries } from './conflict.queries.js';
import { ConflictService } from './conflict.service.js';

@ApiTags('survey-conflicts')
@Controller('survey-conflicts')
export class ConflictController {
  constructor(
    @Inject(ConflictService) private readonly service: ConflictService,
    @Inject(ConflictQueries) private readonly conflicts: ConflictQueries,
  ) {}

  @Get()
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 200, standardSchema: ConflictList, description: 'conflicts of the own area, longest waiting first' })
  list(@Caller() principal: Principal, @Query({ schema: ListConflictsQuery }) query: ListConflictsQuery): Promise<ConflictList> {
    return this.conflicts.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 200, standardSchema: ConflictResponse, description: 'both versions side by side' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<ConflictResponse> {
    return this.conflicts.get(principal, id);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 200, standardSchema: ConflictResponse, description: 'decided, under the caller’s name' })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: DecideConflictRequest }) request: DecideConflictRequest,
  ): Promise<ConflictResponse> {
    await this.service.decide(principal, id, version, request);
    return this.conflicts.get(principal, id);
  }
}
