import { Module } from '@nestjs/common';
import { BudgetModule } from '../budget/budget.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AccountLists } from './account-lists.js';
import { BankReturns } from './bank-returns.js';
import { BankSending } from './bank-sending.js';
import { PayableCauses } from './payable-causes.js';
import { PaymentAccountController } from './payment-account.controller.js';
import { PaymentAccounts } from './payment-accounts.js';
import { PaymentBatches } from './payment-batches.js';
import { PaymentController } from './payment.controller.js';
import { PaymentQueries } from './payment.queries.js';

@Module({
  imports: [LedgerModule, BudgetModule],
  controllers: [PaymentController, PaymentAccountController],
  providers: [PayableCauses, PaymentAccounts, AccountLists, PaymentBatches, BankSending, BankReturns, PaymentQueries],
  exports: [PayableCauses, PaymentAccounts],
})
export class PaymentModule {}
