import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import { ExpectedVersion } from '@jingzhun/service-shell';
import { NameDeciderRequest } from '../decider/decider.dto.js';
import { DeciderService } from '../decider/decider.service.js';
import { CloseRoundRequest, CreateRoundRequest, ListRoundsQuery, RoundList, RoundResponse } from './round.dto.js';
import { RoundQueries } from './round.queries.js';
import { RoundService } from './round.service.js';

@ApiTags('survey-rounds')
@Controller('survey-rounds')
export class RoundController {
  constructor(
    @Inject(RoundService) private readonly service: RoundService,
    @Inject(RoundQueries) private readonly rounds: RoundQueries,
    @Inject(DeciderService) private readonly deciders: DeciderService,
  ) {}

  @Post()
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 201, standardSchema: RoundResponse, description: 'planned; households are put on the list when it is opened' })
  async plan(@Caller() principal: Principal, @Body({ schema: CreateRoundRequest }) request: CreateRoundRequest): Promise<RoundResponse> {
    return this.rounds.get(principal, await this.service.plan(principal, request));
  }

  @Get()
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: RoundList, description: 'rounds that concern the own area, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListRoundsQuery }) query: ListRoundsQuery): Promise<RoundList> {
    return this.rounds.list(principal, query);
  }

  @Get(':id')
  @RequirePermission('survey.read')
  @ApiResponse({ status: 200, standardSchema: RoundResponse, description: 'one round' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<RoundResponse> {
    return this.rounds.get(principal, id);
  }

  @Post(':id/open')
  @HttpCode(200)
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 200, standardSchema: RoundResponse, description: 'open; surveyors can take their lists' })
  async open(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
  ): Promise<RoundResponse> {
    await this.service.open(principal, id, version);
    return this.rounds.get(principal, id);
  }

  @Post(':id/deciders')
  @HttpCode(200)
  @RequirePermission('survey.manage')
  @ApiResponse({
    status: 200,
    standardSchema: RoundResponse,
    description: 'another person decides or stands in from now on; the one before is kept',
  })
  async nameDecider(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: NameDeciderRequest }) request: NameDeciderRequest,
  ): Promise<RoundResponse> {
    await this.deciders.change(principal, id, version, request);
    return this.rounds.get(principal, id);
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('survey.manage')
  @ApiResponse({ status: 200, standardSchema: RoundResponse, description: 'closed; what arrives later waits for a decision' })
  async close(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @ExpectedVersion() version: number,
    @Body({ schema: CloseRoundRequest }) { reason }: CloseRoundRequest,
  ): Promise<RoundResponse> {
    await this.service.close(principal, id, version, reason);
    return this.rounds.get(principal, id);
  }
}
