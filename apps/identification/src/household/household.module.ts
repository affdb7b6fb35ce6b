import { Module } from '@nestjs/common';
import { NumbersModule } from './numbers.module.js';
import { HouseholdChanges } from './household-changes.js';
import { HouseholdController } from './household.controller.js';
import { HouseholdListQueries } from './household-list.queries.js';
import { HouseholdQueries } from './household.queries.js';
import { HouseholdService } from './household.service.js';

@Module({
  imports: [NumbersModule],
  controllers: [HouseholdController],
  providers: [HouseholdListQueries, HouseholdQueries, HouseholdService, HouseholdChanges],
  exports: [HouseholdChanges],
})
export class HouseholdModule {}
