import { Module } from '@nestjs/common';
import { LoanModule } from '../loan/loan.module.js';
import { BankFileSteps } from './bank-file-steps.js';
import { BankFileWork } from './bank-file-work.job.js';
import { BankFileController } from './bank-file.controller.js';
import { BankFileQueries } from './bank-file.queries.js';
import { BankFiles } from './bank-files.js';
import { BorrowerKeys } from './borrower-keys.js';
import { LoanEntries } from './loan-entries.js';

@Module({
  imports: [LoanModule],
  controllers: [BankFileController],
  providers: [BankFiles, BankFileSteps, BankFileWork, BankFileQueries, LoanEntries, BorrowerKeys],
})
export class BankFileModule {}
