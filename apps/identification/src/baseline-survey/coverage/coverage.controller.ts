import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import { ConfirmVillageRequest, Coverage } from './coverage.dto.js';
import { CoverageQueries } from './coverage.queries.js';
import { CoverageService } from './coverage.service.js';

@ApiTags('survey-rounds')
@Controller('survey-rounds')
export class CoverageController {
  constructor(
    @Inject(CoverageQueries) private readonly coverage: CoverageQueries,
    @Inject(CoverageService) private readonly service: CoverageService,
  ) {}

  @Get(':id/coverage')
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: Coverage, description: 'how far the round has come, by village, day and surveyor' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<Coverage> {
    return this.coverage.of(principal, id);
  }

  @Post(':id/villages/:village/confirm')
  @HttpCode(200)
  @RequirePermission('survey.write')
  @ApiResponse({ status: 200, standardSchema: Coverage, description: 'the village’s result confirmed as it stands now' })
  async confirm(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Param('village', { schema: DivisionCode }) village: DivisionCode,
    @Body({ schema: ConfirmVillageRequest }) { capacity }: ConfirmVillageRequest,
  ): Promise<Coverage> {
    await this.service.confirm(principal, id, village, capacity);
    return this.coverage.of(principal, id);
  }
}
