import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { BudgetController } from './budget.controller.js';
import { BudgetQueries } from './budget.queries.js';
import { BudgetService } from './budget.service.js';
import { Commitments } from './commitments.js';

@Module({
  imports: [LedgerModule],
  controllers: [BudgetController],
  providers: [BudgetService, BudgetQueries, Commitments],
  exports: [Commitments, BudgetQueries],
})
export class BudgetModule {}
