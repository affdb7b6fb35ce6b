import { Module } from '@nestjs/common';
import { OverlapModule } from '../benefit-overlap/overlap.module.js';
import { BudgetModule } from '../budget/budget.module.js';
import { PaymentModule } from '../payment/payment.module.js';
import { ClaimController } from './claim.controller.js';
import { ClaimLists } from './claim-lists.js';
import { ClaimPayables } from './claim-payables.js';
import { ClaimQueries } from './claim.queries.js';
import { ClaimRenewals } from './claim-renewals.js';
import { ClaimReports } from './claim-reports.js';
import { ClaimSteps } from './claim-steps.js';
import { Claims } from './claims.js';
import { RecordAcceptedProjects } from './record-accepted-projects.consumer.js';
import { RecordDuePremiums } from './record-due-premiums.consumer.js';
import { RecordReachedMilestones } from './record-reached-milestones.consumer.js';

@Module({
  imports: [BudgetModule, OverlapModule, PaymentModule],
  controllers: [ClaimController],
  providers: [
    ...[ClaimReports, ClaimSteps, ClaimRenewals, Claims, ClaimLists, ClaimQueries, ClaimPayables],
    ...[RecordAcceptedProjects, RecordReachedMilestones, RecordDuePremiums],
  ],
})
export class ClaimModule {}
