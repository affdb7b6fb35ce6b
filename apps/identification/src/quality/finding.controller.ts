import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { FindingList, FindingSummary, FindingSummaryQuery, ListFindingsQuery } from './finding.dto.js';
import { FindingQueries } from './finding.queries.js';

@ApiTags('findings')
@Controller('findings')
export class FindingController {
  constructor(@Inject(FindingQueries) private readonly findings: FindingQueries) {}

  @Get()
  @RequirePermission('finding.read')
  @ApiResponse({ status: 200, standardSchema: FindingList, description: 'open findings, newest first' })
  list(@Caller() principal: Principal, @Query({ schema: ListFindingsQuery }) query: ListFindingsQuery): Promise<FindingList> {
    return this.findings.list(principal, query);
  }

  @Get('summary')
  @RequirePermission('finding.read')
  @ApiResponse({ status: 200, standardSchema: FindingSummary, description: 'every rule with its count' })
  summary(@Caller() principal: Principal, @Query({ schema: FindingSummaryQuery }) query: FindingSummaryQuery): Promise<FindingSummary> {
    return this.findings.summary(principal, query);
  }
}
