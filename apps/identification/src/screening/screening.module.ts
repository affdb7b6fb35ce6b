import { Module } from '@nestjs/common';
import { PagingModule } from '../paging/paging.module.js';
import { RULE_SETS, SHIPPED_RULE_SETS } from './rule-sets.js';
import { Screening } from './screening.js';
import { ScreeningService } from './screening.service.js';
import { ScreeningRunJob } from './screening-run.job.js';
import { BasisStore } from './store/basis-store.js';
import { SealedContent } from './store/sealed-content.js';

@Module({
  imports: [PagingModule],
  providers: [
    { provide: RULE_SETS, useValue: SHIPPED_RULE_SETS },
    BasisStore,
    SealedContent,
    ScreeningService,
    { provide: Screening, useExisting: ScreeningService },
    ScreeningRunJob,
  ],
  exports: [Screening, ScreeningService, BasisStore, SealedContent],
})
export class ScreeningModule {}
