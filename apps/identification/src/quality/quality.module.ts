import { Module } from '@nestjs/common';
import { NumbersModule } from '../household/numbers.module.js';
import { CheckRegisterJob } from './check-register.job.js';
import { FindingController } from './finding.controller.js';
import { FindingQueries } from './finding.queries.js';

@Module({ imports: [NumbersModule], controllers: [FindingController], providers: [FindingQueries, CheckRegisterJob] })
export class QualityModule {}
