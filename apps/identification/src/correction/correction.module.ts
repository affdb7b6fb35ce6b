import { Module } from '@nestjs/common';
import { HouseholdModule } from '../household/household.module.js';
import { NumbersModule } from '../household/numbers.module.js';
import { CorrectionController } from './correction.controller.js';
import { CorrectionQueries } from './correction.queries.js';
import { CorrectionService } from './correction.service.js';
import { JoiningPersons } from './joining-persons.js';

@Module({
  imports: [HouseholdModule, NumbersModule],
  controllers: [CorrectionController],
  providers: [CorrectionService, CorrectionQueries, JoiningPersons],
  exports: [CorrectionService],
})
export class CorrectionModule {}
