import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Caller, RequirePermission, type Principal } from '@jingzhun/auth';
import { HouseholdId } from '@jingzhun/domain/uuid';
import { HouseholdBenefits } from './benefit.dto.js';
import { BenefitQueries } from './benefit.queries.js';

@ApiTags('household benefits')
@Controller('household-benefits')
export class BenefitController {
  constructor(@Inject(BenefitQueries) private readonly benefits: BenefitQueries) {}

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
}
