import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Uuid } from '@jingzhun/domain/uuid';
import {
  EnterRollRequest,
  KnownGroups,
  KnownGroupsQuery,
  ListRollsQuery,
  RejectRollRequest,
  RollInForceQuery,
  RollInForceResponse,
  RollsWanted,
  RollsWantedQuery,
  VoterRoll,
  VoterRollList,
} from './roll.dto.js';
import { RollQueries } from './roll.queries.js';
import { RollService } from './roll.service.js';

@ApiTags('rolls')
@Controller('rolls')
export class RollController {
  constructor(
    @Inject(RollService) private readonly service: RollService,
    @Inject(RollQueries) private readonly rolls: RollQueries,
  ) {}

  @Post()
  @RequirePermission('roll.keep')
  @ApiResponse({ status: 201, standardSchema: VoterRoll, description: 'entered; it counts once another person confirmed it' })
  async enter(@Caller() principal: Principal, @Body({ schema: EnterRollRequest }) request: EnterRollRequest): Promise<VoterRoll> {
    return this.rolls.get(principal, await this.service.enter(principal, request));
  }

  @Get()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: VoterRollList, description: 'rolls of the own area, latest entered first' })
  list(@Caller() principal: Principal, @Query({ schema: ListRollsQuery }) query: ListRollsQuery): Promise<VoterRollList> {
    return this.rolls.list(principal, query);
  }

  @Get('wanted')
  @RequirePermission('roll.keep')
  @ApiResponse({
    status: 200,
    standardSchema: RollsWanted,
    description: 'villages without a confirmed roll, or with one that is older than the policy allows',
  })
  wanted(@Caller() principal: Principal, @Query({ schema: RollsWantedQuery }) query: RollsWantedQuery): Promise<RollsWanted> {
    return this.rolls.wanted(principal, query);
  }

  @Get('in-force')
  @RequirePermission('application.read')
  @ApiResponse({
    status: 200,
    standardSchema: RollInForceResponse,
    description: 'how many may come to a meeting of that day, and by which roll',
  })
  inForce(@Caller() principal: Principal, @Query({ schema: RollInForceQuery }) query: RollInForceQuery): Promise<RollInForceResponse> {
    return this.rolls.inForce(principal, query);
  }

  @Get('groups')
  @RequirePermission('application.read')
  @ApiResponse({
    status: 200,
    standardSchema: KnownGroups,
    description: 'groups of a village whose cases and households a roll has to name alike',
  })
  groups(@Caller() principal: Principal, @Query({ schema: KnownGroupsQuery }) { villageCode }: KnownGroupsQuery): Promise<KnownGroups> {
    return this.rolls.knownGroups(principal, villageCode);
  }

  @Get(':id')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: VoterRoll, description: 'one roll' })
  read(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<VoterRoll> {
    return this.rolls.get(principal, id);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @RequirePermission('roll.keep')
  @ApiResponse({ status: 200, standardSchema: VoterRoll, description: 'confirmed by another person than who entered it' })
  async confirm(@Caller() principal: Principal, @Param('id', { schema: Uuid }) id: Uuid): Promise<VoterRoll> {
    await this.service.confirm(principal, id);
    return this.rolls.get(principal, id);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @RequirePermission('roll.keep')
  @ApiResponse({ status: 200, standardSchema: VoterRoll, description: 'sent back with the reason; also by who entered it' })
  async reject(
    @Caller() principal: Principal,
    @Param('id', { schema: Uuid }) id: Uuid,
    @Body({ schema: RejectRollRequest }) { reason }: RejectRollRequest,
  ): Promise<VoterRoll> {
    await this.service.reject(principal, id, reason);
    return this.rolls.get(principal, id);
  }
}
