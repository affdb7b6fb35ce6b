import { Module } from '@nestjs/common';
import { DecisionController } from './decision/decision.controller.js';
import { DecisionService } from './decision/decision.service.js';
import { EvidenceOfDecision } from './decision/evidence-of-decision.js';
import { GroupConfirmations } from './decision/group-confirmation.job.js';
import { RULE_SETS, SHIPPED_RULE_SETS } from './rule-sets.js';
import { Screening } from './screening.js';
import { ScreeningService } from './screening.service.js';
import { ScreeningRunJob } from './screening-run.job.js';
import { BasisStore } from './store/basis-store.js';
import { SealedApplicants } from './store/sealed-applicants.js';
import { SealedContent } from './store/sealed-content.js';
import { SealedNames } from './store/sealed-names.js';
import { VerdictController } from './verdict/verdict.controller.js';
import { VerdictListQueries } from './verdict/verdict-list.queries.js';
import { VerdictQueries } from './verdict/verdict.queries.js';

@Module({
  controllers: [VerdictController, DecisionController],
  providers: [
    { provide: RULE_SETS, useValue: SHIPPED_RULE_SETS },
    BasisStore,
    SealedApplicants,
    SealedNames,
    SealedContent,
    ScreeningService,
    { provide: Screening, useExisting: ScreeningService },
    ScreeningRunJob,
    DecisionService,
    EvidenceOfDecision,
    GroupConfirmations,
    VerdictQueries,
    VerdictListQueries,
  ],
  exports: [Screening, ScreeningService, BasisStore, SealedApplicants, SealedContent, SealedNames],
})
export class ScreeningModule {}
