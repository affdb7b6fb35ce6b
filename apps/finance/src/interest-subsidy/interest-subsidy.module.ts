import { Module } from '@nestjs/common';
import { OverlapModule } from '../benefit-overlap/overlap.module.js';
import { BudgetModule } from '../budget/budget.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MoneyOrderModule } from '../money-order/money-order.module.js';
import { PaymentModule } from '../payment/payment.module.js';
import { InterestClaimController } from './interest-claim.controller.js';
import { InterestClaimQueries } from './interest-claim.queries.js';
import { ClaimDecisions } from './claim-decisions.js';
import { GivenUpGrants } from './given-up-grants.js';
import { InterestBook } from './interest-book.js';
import { InterestRepayments } from './interest-repayments.js';
import { OverpaidInterest } from './overpaid-interest.js';
import { InterestClaims } from './interest-claims.js';
import { InterestPayables } from './interest-payables.js';

@Module({
  imports: [BudgetModule, LedgerModule, MoneyOrderModule, OverlapModule, PaymentModule],
  controllers: [InterestClaimController],
  providers: [
    InterestClaims,
    ClaimDecisions,
    GivenUpGrants,
    InterestBook,
    OverpaidInterest,
    InterestRepayments,
    InterestClaimQueries,
    InterestPayables,
  ],
})
export class InterestSubsidyModule {}
