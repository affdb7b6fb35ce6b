import { Module } from '@nestjs/common';
import { AuditModule } from '@jingzhun/audit';
import { AuthModule } from '@jingzhun/auth';
import { EvidenceModule } from '@jingzhun/evidence';
import { JobsModule } from '@jingzhun/jobs';
import { MessagingModule } from '@jingzhun/messaging';
import { PersistenceModule } from '@jingzhun/persistence';
import { loadPack, PolicyModule } from '@jingzhun/policy';
import { MessagingOperationsModule, ServiceShellModule } from '@jingzhun/service-shell';
import { ApplicationModule } from './application/application.module.js';
import { BaselineSurveyModule } from './baseline-survey/baseline-survey.module.js';
import { serviceConfig } from './config.js';
import { CorrectionModule } from './correction/correction.module.js';
import { databaseRules } from './database-rules.js';
import { DivisionModule } from './division/division.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { FoundationModule } from './foundation.module.js';
import { HouseholdModule } from './household/household.module.js';
import { ExportModule } from './export/export.module.js';
import { ImportModule } from './import/import.module.js';
import { KeyRotationModule } from './key-rotation/key-rotation.module.js';
import { definition } from './mikro-orm.config.js';
import { NoticeModule } from './notice/notice.module.js';
import { OfficerDirectoryModule } from './officer-directory/officer-directory.module.js';
import { QualityModule } from './quality/quality.module.js';
import { ReminderModule } from './reminders/reminders.module.js';
import { RepublishModule } from './republish/republish.module.js';
import { RegisteredFileModule } from './registered-file/registered-file.module.js';
import { RegisterDigestModule } from './register-digest/register-digest.module.js';
import { RegisterImportModule } from './register-import/register-import.module.js';
import { ScreeningModule } from './screening/screening.module.js';
import { TakeOverModule } from './take-over/take-over.module.js';

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    ServiceShellModule.forRoot('identification', databaseRules),
    AuthModule.forRoot({ department: 'identification' }),
    AuditModule.forRoot('identification', {
      household: 'select id::text as id, number from household where id = any ($1::uuid[])',
      correction:
        'select c.id::text as id, h.number from correction c join household h on h.id = c.household_id where c.id = any ($1::uuid[])',
      application:
        'select a.id::text as id, h.number from application a join household h on h.id = a.household_id where a.id = any ($1::uuid[])',
    }),
    MessagingModule.forRoot({ department: 'identification' }),
    MessagingOperationsModule,
    JobsModule.forRoot(),
    PolicyModule.forRoot(() => loadPack(serviceConfig().countyPack)),
    FoundationModule,
    EvidenceModule.forRoot({ department: 'identification' }),
    DivisionModule,
    HouseholdModule,
    CorrectionModule,
    ApplicationModule,
    RegisteredFileModule,
    TakeOverModule,
    OfficerDirectoryModule,
    BaselineSurveyModule,
    QualityModule,
    FiguresModule,
    RegisterDigestModule,
    ExportModule,
    ImportModule,
    KeyRotationModule,
    RepublishModule,
    NoticeModule,
    ReminderModule,
    ScreeningModule,
    RegisterImportModule,
  ],
})
export class AppModule {}
