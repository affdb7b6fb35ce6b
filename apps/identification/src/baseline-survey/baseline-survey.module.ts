import { Module } from '@nestjs/common';
import { ApplicationModule } from '../application/application.module.js';
import { CorrectionModule } from '../correction/correction.module.js';
import { ConflictController } from './conflict/conflict.controller.js';
import { ConflictQueries } from './conflict/conflict.queries.js';
import { ConflictService } from './conflict/conflict.service.js';
import { CoverageController } from './coverage/coverage.controller.js';
import { CoverageQueries } from './coverage/coverage.queries.js';
import { CoverageService } from './coverage/coverage.service.js';
import { DeciderService } from './decider/decider.service.js';
import { PhotoController } from './photo/photo.controller.js';
import { SurveyPhotos } from './photo/survey-photos.js';
import { RoundController } from './round/round.controller.js';
import { RoundQueries } from './round/round.queries.js';
import { RoundService } from './round/round.service.js';
import { MergeReport } from './submission/merge-report.js';
import { SamePerson } from './submission/same-person.js';
import { SealedAnswers } from './submission/sealed-answers.js';
import { SubmissionController } from './submission/submission.controller.js';
import { SubmissionService } from './submission/submission.service.js';
import { TakeReport } from './submission/take-report.js';
import { AnswersKnown } from './unit/known-answers.js';
import { UnitController } from './unit/unit.controller.js';
import { UnitApplication } from './unit/unit-application.js';
import { UnitCorrections } from './unit/unit-corrections.js';
import { UnitQueries } from './unit/unit.queries.js';

@Module({
  imports: [ApplicationModule, CorrectionModule],
  controllers: [RoundController, SubmissionController, CoverageController, UnitController, PhotoController, ConflictController],
  providers: [
    DeciderService,
    RoundService,
    RoundQueries,
    SubmissionService,
    TakeReport,
    MergeReport,
    SealedAnswers,
    SamePerson,
    SurveyPhotos,
    UnitQueries,
    AnswersKnown,
    UnitCorrections,
    UnitApplication,
    ConflictQueries,
    ConflictService,
    CoverageQueries,
    CoverageService,
  ],
})
export class BaselineSurveyModule {}
