import { Module } from '@nestjs/common';
import { DivisionNames } from '@jingzhun/household-directory';
import { PrintModule } from '@jingzhun/print';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AdvanceLoan } from './advance-loan.js';
import { ChangeReplay } from './change-replay.js';
import { ContractChanges } from './contract-changes.js';
import { LoanApplications } from './loan-applications.js';
import { LoanAssessments } from './loan-assessment.js';
import { LoanContracts } from './loan-contract.js';
import { LoanLosses } from './loan-losses.js';
import { LoanMoney } from './loan-money.js';
import { LoanMovements } from './loan-movements.js';
import { LoanOutcomes } from './loan-outcomes.js';
import { LoanStatementController } from './statement/loan-statement.controller.js';
import { LoanStatements } from './statement/loan-statements.js';
import { LoanUseController } from './use/loan-use.controller.js';
import { LoanUses } from './use/loan-uses.js';
import { LoanController } from './loan.controller.js';
import { LoanQueries } from './loan.queries.js';

@Module({
  imports: [LedgerModule, PrintModule],
  controllers: [LoanController, LoanUseController, LoanStatementController],
  providers: [
    AdvanceLoan,
    LoanMovements,
    LoanMoney,
    LoanOutcomes,
    LoanLosses,
    ChangeReplay,
    ContractChanges,
    LoanContracts,
    LoanApplications,
    LoanAssessments,
    LoanQueries,
    LoanUses,
    LoanStatements,
    DivisionNames,
  ],
  exports: [LoanMoney, ContractChanges, LoanMovements],
})
export class LoanModule {}
