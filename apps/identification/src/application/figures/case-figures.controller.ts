import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { CaseFigures, CaseFiguresQuery } from './case-figures.dto.js';
import { CaseFiguresQueries } from './case-figures.queries.js';

@ApiTags('applications')
@Controller('application-figures')
export class CaseFiguresController {
  constructor(@Inject(CaseFiguresQueries) private readonly figures: CaseFiguresQueries) {}

  @Get()
  @RequirePermission('application.read')
  @ApiResponse({ status: 200, standardSchema: CaseFigures, description: 'cases by state, overdue ones, days in each state' })
  read(@Caller() principal: Principal, @Query({ schema: CaseFiguresQuery }) query: CaseFiguresQuery): Promise<CaseFigures> {
    return this.figures.of(principal, query);
  }
}
