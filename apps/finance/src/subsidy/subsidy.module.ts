import { Module } from '@nestjs/common';
import { DivisionNames } from '@jingzhun/household-directory';
import { OverlapModule } from '../benefit-overlap/overlap.module.js';
import { BudgetModule } from '../budget/budget.module.js';
import { PaymentModule } from '../payment/payment.module.js';
import { Advance } from './advance.js';
import { BureauCheck } from './bureau-check.js';
import { SubsidyEvidence } from './evidence.js';
import { PossibleDuplicateAnswers } from './parcels/possible-duplicate-answers.js';
import { PossibleDuplicatesController } from './parcels/possible-duplicates.controller.js';
import { ProjectClaims } from './project-claims.js';
import { ProjectsController } from './projects/projects.controller.js';
import { ProjectsTogether } from './projects/projects-together.js';
import { ReadyForStep } from './ready-work.js';
import { Rests } from './rests.js';
import { Schemes } from './schemes.js';
import { SubsidyApplications } from './subsidy-applications.js';
import { SubsidyNoticeHost } from './subsidy-notice-host.js';
import { SubsidyNotices } from './subsidy-notices.js';
import { SubsidyPayables } from './subsidy-payables.js';
import { TakeSubsidyStep } from './subsidy-steps.js';
import { SubsidyController } from './subsidy.controller.js';
import { SubsidyQueries } from './subsidy.queries.js';
import { Unwind } from './unwind.js';

@Module({
  imports: [BudgetModule, OverlapModule, PaymentModule],
  controllers: [SubsidyController, PossibleDuplicatesController, ProjectsController],
  providers: [
    ...[Advance, ProjectClaims, Unwind, Rests, SubsidyEvidence, Schemes, SubsidyApplications, TakeSubsidyStep, BureauCheck, SubsidyQueries],
    ...[SubsidyNotices, SubsidyNoticeHost, SubsidyPayables, ProjectsTogether, ReadyForStep, PossibleDuplicateAnswers, DivisionNames],
  ],
})
export class SubsidyModule {}
