import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import {
  ApproveCorrectionRequest,
  CorrectionList,
  CorrectionResponse,
  DecideCorrectionRequest,
  ListCorrectionsQuery,
  ProposeCorrectionRequest,
} from './correction.dto.js';
import { CorrectionQueries } from './correction.queries.js';
import { CorrectionService } from './correction.service.js';

@ApiTags('corrections')
@Controller()
export class CorrectionController {
  constructor(
    @Inject(CorrectionService) private readonly service: CorrectionService,
    @Inject(CorrectionQueries) private readonly corrections: CorrectionQueries,
  ) {}

  @Post('households/:id/corrections')
  @RequirePermission('correction.propose')
  @ApiResponse({ status: 201, standardSchema: CorrectionResponse, description: 'the proposal, waiting for another person' })
  async propose(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @ExpectedVersion() version: number,
    @Body({ schema: ProposeCorrectionRequest }) request: ProposeCorrectionRequest,
  ): Promise<CorrectionResponse> {
    return this.corrections.get(principal, await this.service.propose(principal, id, version, request));
  }

  @Get('corrections')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: CorrectionList, description: 'proposals of the own area, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListCorrectionsQuery }) query: ListCorrectionsQuery): Promise<CorrectionList> {
    return this.corrections.list(principal, query);
  }

  @Get('corrections/:id')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: CorrectionResponse, description: 'one proposal' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<CorrectionResponse> {
    return this.corrections.get(principal, id);
  }

  @Post('corrections/:id/approve')
  @HttpCode(200)
  @RequirePermission('correction.decide')
  @ApiResponse({ status: 200, standardSchema: CorrectionResponse, description: 'approved and applied' })
  async approve(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: ApproveCorrectionRequest }) request: ApproveCorrectionRequest,
  ): Promise<CorrectionResponse> {
    await this.service.approve(principal, id, request);
    return this.corrections.get(principal, id);
  }

  @Post('corrections/:id/reject')
  @HttpCode(200)
  @RequirePermission('correction.decide')
  @ApiResponse({ status: 200, standardSchema: CorrectionResponse, description: 'rejected' })
  async reject(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideCorrectionRequest }) { reason }: DecideCorrectionRequest,
  ): Promise<CorrectionResponse> {
    await this.service.reject(principal, id, reason);
    return this.corrections.get(principal, id);
  }

  @Post('corrections/:id/withdraw')
  @HttpCode(200)
  @RequirePermission('correction.propose')
  @ApiResponse({ status: 200, standardSchema: CorrectionResponse, description: 'withdrawn by its maker' })
  async withdraw(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: DecideCorrectionRequest }) { reason }: DecideCorrectionRequest,
  ): Promise<CorrectionResponse> {
    await this.service.withdraw(principal, id, reason);
    return this.corrections.get(principal, id);
  }
}
