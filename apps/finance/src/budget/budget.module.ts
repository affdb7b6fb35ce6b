import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MoneyOrderModule } from '../money-order/money-order.module.js';
import { Allotments } from './allotments.js';
import { BudgetController } from './budget.controller.js';
import { BudgetQueries } from './budget.queries.js';
import { BudgetService } from './budget.service.js';
import { CommitmentQueries } from './commitment.queries.js';
import { Commitments } from './commitments.js';
import { KeepHouseholdStatuses } from './keep-household-statuses.consumer.js';

@Module({
  imports: [LedgerModule, MoneyOrderModule],
  controllers: [BudgetController],
  providers: [Allotments, BudgetService, BudgetQueries, CommitmentQueries, Commitments, KeepHouseholdStatuses],
  exports: [BudgetService, Commitments, BudgetQueries],
})
export class BudgetModule {}
