import { Module } from '@nestjs/common';
import { AuditModule } from '@jingzhun/audit';
import { AuthModule } from '@jingzhun/auth';
import { DirectoryModule } from '@jingzhun/household-directory';
import { EvidenceModule } from '@jingzhun/evidence';
import { JobsModule } from '@jingzhun/jobs';
import { MessagingModule } from '@jingzhun/messaging';
import { PersistenceModule } from '@jingzhun/persistence';
import { loadPack, PolicyModule } from '@jingzhun/policy';
import { MessagingOperationsModule, ServiceShellModule } from '@jingzhun/service-shell';
import { BankFileModule } from './bank-file/bank-file.module.js';
import { BudgetModule } from './budget/budget.module.js';
import { ClaimModule } from './claim/claim.module.js';
import { OverlapModule } from './benefit-overlap/overlap.module.js';
import { serviceConfig } from './config.js';
import { databaseRules } from './database-rules.js';
import { BenefitModule } from './household-benefits/benefit.module.js';
import { FoundationModule } from './foundation.module.js';
import { InstitutionModule } from './institution/institution.module.js';
import { InterestSubsidyModule } from './interest-subsidy/interest-subsidy.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { LoanListModule } from './loan-list/loan-list.module.js';
import { LoanModule } from './loan/loan.module.js';
import { NoticeModule } from './notice/notice.module.js';
import { BankStatementModule } from './bank-statement/bank-statement.module.js';
import { OutsideModule } from './outside-benefit/outside.module.js';
import { ReminderModule } from './reminders/reminders.module.js';
import { PaymentModule } from './payment/payment.module.js';
import { RiskFundModule } from './risk-fund/risk-fund.module.js';
import { SubsidyModule } from './subsidy/subsidy.module.js';
import { definition } from './mikro-orm.config.js';

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    ServiceShellModule.forRoot('finance', databaseRules),
    AuthModule.forRoot({ department: 'finance' }),
    AuditModule.forRoot('finance', {
      loan: 'select id::text as id, coalesce(contract_number, household_number) as number from loan where id = any ($1::uuid[])',
      'subsidy-application': 'select id::text as id, household_number as number from subsidy_application where id = any ($1::uuid[])',
    }),
    MessagingModule.forRoot({ department: 'finance' }),
    JobsModule.forRoot(),
    PolicyModule.forRoot(() => loadPack(serviceConfig().countyPack)),
    DirectoryModule.forDepartment('finance'),
    MessagingOperationsModule,
    FoundationModule,
    EvidenceModule.forRoot({ department: 'finance' }),
    NoticeModule,
    ReminderModule,
    LedgerModule,
    BudgetModule,
    PaymentModule,
    InstitutionModule,
    SubsidyModule,
    ClaimModule,
    OutsideModule,
    BankStatementModule,
    BenefitModule,
    OverlapModule,
    RiskFundModule,
    LoanModule,
    LoanListModule,
    BankFileModule,
    InterestSubsidyModule,
  ],
})
export class AppModule {}
