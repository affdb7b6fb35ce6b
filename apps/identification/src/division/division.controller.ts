import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { DivisionList, DivisionResponse, DivisionsQuery } from './division.dto.js';
import { DivisionQueries } from './division.queries.js';

@ApiTags('divisions')
@Controller('divisions')
export class DivisionController {
  constructor(@Inject(DivisionQueries) private readonly divisions: DivisionQueries) {}

  @Get()
  @RequirePermission('division.read')
  @ApiResponse({ status: 200, standardSchema: DivisionList, description: 'all divisions of the county' })
  list(@Caller() principal: Principal, @Query({ schema: DivisionsQuery }) { asOf }: DivisionsQuery): Promise<DivisionList> {
    return this.divisions.list(principal, asOf);
  }

  @Get(':code')
  @RequirePermission('division.read')
  @ApiResponse({ status: 200, standardSchema: DivisionResponse, description: 'one division' })
  read(
    @Caller() principal: Principal,
    @Param('code', { schema: DivisionCode }) code: DivisionCode,
    @Query({ schema: DivisionsQuery }) { asOf }: DivisionsQuery,
  ): Promise<DivisionResponse> {
    return this.divisions.get(principal, code, asOf);
  }
}
