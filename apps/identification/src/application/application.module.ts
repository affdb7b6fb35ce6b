import { Module } from '@nestjs/common';
import { JoiningPersons } from '../correction/joining-persons.js';
import { HouseholdModule } from '../household/household.module.js';
import { NumbersModule } from '../household/numbers.module.js';
import { RegisteredFile } from '../registered-file/registered-file.service.js';
import { ApplicationController } from './case/application.controller.js';
import { ApplicationQueries } from './case/application.queries.js';
import { ApplicationService } from './case/application.service.js';
import { CaseMeetings } from './case/case-meetings.js';
import { ContentModule } from './content/content.module.js';
import { MeetingModule } from './meeting/meeting.module.js';
import { ApplicationNoticeHost } from './notice/application-notice-host.js';
import { CaseNotices } from './notice/case-notices.js';
import { RollModule } from './roll/roll.module.js';
import { SampleModule } from './sample/sample.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { CaseEventQueries } from './step/case-event.queries.js';
import { CaseSignatures } from './step/case-signatures.js';
import { CaseFactsReader } from './step/read-facts.js';
import { StepContexts } from './step/step-context.js';
import { StepEffects } from './step/step-effects.js';
import { StepController } from './step/step.controller.js';
import { TakeStep } from './step/take-step.service.js';
import { VerdictOfTheDay } from './step/verdict-of-the-day.js';
import { ApplicantSubjects } from './subjects/applicant-subjects.js';
import { WorkListModule } from './work-list/work-list.module.js';

@Module({
  imports: [ContentModule, HouseholdModule, NumbersModule, MeetingModule, RollModule, SampleModule, ScreeningModule, WorkListModule],
  // `steps` before `:id`: the first fitting route answers
  controllers: [StepController, ApplicationController],
  providers: [
    ApplicationService,
    ApplicationQueries,
    ApplicantSubjects,
    CaseMeetings,
    CaseFactsReader,
    CaseNotices,
    CaseSignatures,
    CaseEventQueries,
    StepContexts,
    StepEffects,
    TakeStep,
    VerdictOfTheDay,
    ApplicationNoticeHost,
    RegisteredFile,
    JoiningPersons,
  ],
  exports: [ApplicationService],
})
export class ApplicationModule {}
