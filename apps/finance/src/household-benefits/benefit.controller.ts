import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId } from '@jingzhun/domain/uuid';
import { BenefitStatement } from './benefit-statement.js';
import { HouseholdBenefits, StatementQuery } from './benefit.dto.js';
import { BenefitQueries } from './benefit.queries.js';

@ApiTags('household benefits')
@Controller('household-benefits')
export class BenefitController {
  constructor(
    @Inject(BenefitQueries) private readonly benefits: BenefitQueries,
    @Inject(BenefitStatement) private readonly statements: BenefitStatement,
  ) {}

  @Get(':householdId')
  @RequirePermission('benefit.read')
  @ApiResponse({
    status: 200,
    standardSchema: HouseholdBenefits,
    description: 'everything finance has paid the household or was told about it',
  })
  of(@Caller() principal: Principal, @Param('householdId', { schema: HouseholdId }) householdId: HouseholdId): Promise<HouseholdBenefits> {
    return this.benefits.of(principal, householdId);
  }

  @Get(':householdId/statement')
  @RequirePermission('benefit.read')
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 200, description: 'what the household was given in a period, for print', content: { 'application/pdf': {} } })
  async print(
    @Caller() principal: Principal,
    @Param('householdId', { schema: HouseholdId }) householdId: HouseholdId,
    @Query({ schema: StatementQuery }) query: StatementQuery,
  ): Promise<StreamableFile> {
    const pdf = await this.statements.print(principal, householdId, query);
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: 'inline; filename="benefit-statement.pdf"' });
  }
}
