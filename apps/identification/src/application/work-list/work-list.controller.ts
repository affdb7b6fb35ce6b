import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { Funnel, FunnelQuery, LateList, LateQuery, WorkList, WorkListQuery } from './work-list.dto.js';
import { WorkListQueries } from './work-list.queries.js';

@ApiTags('applications')
@Controller('application-work')
export class WorkListController {
  constructor(@Inject(WorkListQueries) private readonly work: WorkListQueries) {}

  @Get()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: WorkList, description: 'what waits for the caller, by office and area' })
  mine(@Caller() principal: Principal, @Query({ schema: WorkListQuery }) query: WorkListQuery): Promise<WorkList> {
    return this.work.mine(principal, query);
  }

  @Get('funnel')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: Funnel, description: 'cases and days by step' })
  funnel(@Caller() principal: Principal, @Query({ schema: FunnelQuery }) query: FunnelQuery): Promise<Funnel> {
    return this.work.funnel(principal, query);
  }

  @Get('late')
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: LateList, description: 'what is overdue, by village or township' })
  late(@Caller() principal: Principal, @Query({ schema: LateQuery }) query: LateQuery): Promise<LateList> {
    return this.work.late(principal, query);
  }
}
