import { Module } from '@nestjs/common';
import { DivisionNames } from '@jingzhun/household-directory';
import { BudgetModule } from '../budget/budget.module.js';
import { PrintModule } from '@jingzhun/print';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MoneyOrderModule } from '../money-order/money-order.module.js';
import { AccountLists } from './account-lists.js';
import { BankReturns } from './bank-returns.js';
import { BankSending } from './bank-sending.js';
import { BatchAtBankController } from './batch-at-bank.controller.js';
import { CertificateController } from './certificate/certificate.controller.js';
import { PaymentCertificates } from './certificate/payment-certificates.js';
import { GivenUpPayments } from './given-up-payments.js';
import { Obligations } from './obligations.js';
import { PartRecoveries } from './part-recoveries.js';
import { PayeeAnswers } from './payee-answers.js';
import { PayeeChanges } from './payee-changes.js';
import { PayableCauses } from './payable-causes.js';
import { PaymentAccountController } from './payment-account.controller.js';
import { PaymentAccounts } from './payment-accounts.js';
import { PaymentsTakenOut } from './payments-taken-out.js';
import { PaymentBatches } from './payment-batches.js';
import { Recoveries } from './recoveries.js';
import { PaymentController } from './payment.controller.js';
import { TakenOutController } from './taken-out.controller.js';
import { PaymentQueries } from './payment.queries.js';

@Module({
  imports: [LedgerModule, BudgetModule, MoneyOrderModule, PrintModule],
  controllers: [PaymentController, BatchAtBankController, TakenOutController, PaymentAccountController, CertificateController],
  providers: [
    PayableCauses,
    PaymentAccounts,
    AccountLists,
    PaymentBatches,
    Obligations,
    PaymentsTakenOut,
    PayeeAnswers,
    PayeeChanges,
    BankSending,
    BankReturns,
    PaymentQueries,
    PaymentCertificates,
    Recoveries,
    PartRecoveries,
    GivenUpPayments,
    DivisionNames,
  ],
  exports: [Recoveries, PaymentsTakenOut, PayableCauses, PaymentAccounts],
})
export class PaymentModule {}
