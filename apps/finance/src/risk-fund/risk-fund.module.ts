import { Module } from '@nestjs/common';
import { BudgetModule } from '../budget/budget.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MoneyOrderModule } from '../money-order/money-order.module.js';
import { LenderBanks } from './lender-banks.js';
import { RiskFundController } from './risk-fund.controller.js';
import { RiskFundQueries } from './risk-fund.queries.js';

@Module({
  imports: [LedgerModule, BudgetModule, MoneyOrderModule],
  controllers: [RiskFundController],
  providers: [LenderBanks, RiskFundQueries],
})
export class RiskFundModule {}
