import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId } from '@jingzhun/domain/uuid';
import { ExpectedVersion, NotACommand } from '@jingzhun/service-shell';
import {
  ContactRequest,
  FoundHouseholdList,
  HouseholdList,
  HouseholdQuery,
  HouseholdResponse,
  ListHouseholdsQuery,
  RevealRequest,
  RevealResponse,
  SearchHouseholdsRequest,
  TimelineResponse,
} from './household.dto.js';
import { HouseholdListQueries } from './household-list.queries.js';
import { HouseholdQueries } from './household.queries.js';
import { HouseholdService } from './household.service.js';

@ApiTags('households')
@Controller('households')
export class HouseholdController {
  constructor(
    @Inject(HouseholdListQueries) private readonly lists: HouseholdListQueries,
    @Inject(HouseholdQueries) private readonly households: HouseholdQueries,
    @Inject(HouseholdService) private readonly service: HouseholdService,
  ) {}

  @Get()
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: HouseholdList, description: 'households of the own area' })
  list(@Caller() principal: Principal, @Query({ schema: ListHouseholdsQuery }) query: ListHouseholdsQuery): Promise<HouseholdList> {
    return this.lists.list(principal, query);
  }

  @Post('search')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('household.search')
  @ApiResponse({ status: 200, standardSchema: FoundHouseholdList, description: 'households that fit all terms' })
  search(
    @Caller() principal: Principal,
    @Body({ schema: SearchHouseholdsRequest }) terms: SearchHouseholdsRequest,
  ): Promise<FoundHouseholdList> {
    return this.lists.search(principal, terms);
  }

  @Get(':id')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: HouseholdResponse, description: 'the page of one household, numbers masked' })
  read(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Query({ schema: HouseholdQuery }) query: HouseholdQuery,
  ): Promise<HouseholdResponse> {
    return this.households.page(principal, id, query);
  }

  @Get(':id/timeline')
  @RequirePermission('household.read')
  @ApiResponse({ status: 200, standardSchema: TimelineResponse, description: 'what changed when, by whom and why' })
  timeline(@Caller() principal: Principal, @Param('id', { schema: HouseholdId }) id: HouseholdId): Promise<TimelineResponse> {
    return this.households.timeline(principal, id);
  }

  @Post(':id/reveal')
  @HttpCode(200)
  @NotACommand()
  @RequirePermission('household.reveal')
  @ApiResponse({ status: 200, standardSchema: RevealResponse, description: 'one number in plain text, logged with its purpose' })
  async reveal(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @Body({ schema: RevealRequest }) request: RevealRequest,
  ): Promise<RevealResponse> {
    return { value: await this.service.reveal(principal, id, request) };
  }

  @Post(':id/contact')
  @HttpCode(200)
  @RequirePermission('contact.correct')
  @ApiResponse({ status: 200, standardSchema: HouseholdResponse, description: 'the household after the change' })
  async changeContact(
    @Caller() principal: Principal,
    @Param('id', { schema: HouseholdId }) id: HouseholdId,
    @ExpectedVersion() version: number,
    @Body({ schema: ContactRequest }) request: ContactRequest,
  ): Promise<HouseholdResponse> {
    await this.service.changeContact(principal, id, version, request);
    return this.households.page(principal, id, {});
  }
}
