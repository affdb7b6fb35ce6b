import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { DecideDuplicateRequest, DuplicateList, DuplicateResponse, ListDuplicatesQuery } from '../import.dto.js';
import { DuplicateQueries } from './duplicate.queries.js';
import { DuplicateService } from './duplicate.service.js';

@ApiTags('duplicates')
@Controller('duplicates')
export class DuplicateController {
  constructor(
    @Inject(DuplicateService) private readonly service: DuplicateService,
    @Inject(DuplicateQueries) private readonly duplicates: DuplicateQueries,
  ) {}

  @Get()
  @RequirePermission('duplicate.decide')
  @ApiResponse({ status: 200, standardSchema: DuplicateList, description: 'persons of the own area found in two households, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListDuplicatesQuery }) query: ListDuplicatesQuery): Promise<DuplicateList> {
    return this.duplicates.list(principal, query);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @RequirePermission('duplicate.decide')
  @ApiResponse({ status: 200, standardSchema: DuplicateResponse, description: 'decided; the last decision of a household settles it' })
  async decide(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideDuplicateRequest }) request: DecideDuplicateRequest,
  ): Promise<DuplicateResponse> {
    await this.service.decide(principal, id, request);
    return this.duplicates.get(principal, id);
  }
}
