import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { FiguresOverview, FiguresQuery } from './figures.dto.js';
import { FiguresQueries } from './figures.queries.js';

@ApiTags('figures')
@Controller('figures')
export class FiguresController {
  constructor(@Inject(FiguresQueries) private readonly figures: FiguresQueries) {}

  @Get('overview')
  @RequirePermission('figures.read')
  @ApiResponse({ status: 200, standardSchema: FiguresOverview, description: 'counts by category, cause, subdivision, size and age' })
  overview(@Caller() principal: Principal, @Query({ schema: FiguresQuery }) { area }: FiguresQuery): Promise<FiguresOverview> {
    return this.figures.overview(principal, area);
  }
}
