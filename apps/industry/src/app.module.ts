import { Module } from '@nestjs/common';
import { AuditModule } from '@jingzhun/audit';
import { AuthModule } from '@jingzhun/auth';
import { DirectoryModule, DivisionNames, DivisionNamesModule } from '@jingzhun/household-directory';
import { JobsModule } from '@jingzhun/jobs';
import { MessagingModule } from '@jingzhun/messaging';
import { PersistenceModule } from '@jingzhun/persistence';
import { loadPack, PolicyModule } from '@jingzhun/policy';
import { POLICY_DEADLINES, RemindersModule } from '@jingzhun/reminders';
import { MessagingOperationsModule, ServiceShellModule } from '@jingzhun/service-shell';
import { serviceConfig } from './config.js';
import { JointListModule } from './joint-list/joint-list.module.js';
import { definition } from './mikro-orm.config.js';

@Module({
  imports: [
    PersistenceModule.forRoot(definition),
    ServiceShellModule.forRoot('industry'),
    AuthModule.forRoot({ department: 'industry' }),
    AuditModule.forRoot('industry'),
    MessagingModule.forRoot({ department: 'industry' }),
    JobsModule.forRoot(),
    PolicyModule.forRoot(() => loadPack(serviceConfig().countyPack)),
    DirectoryModule.forDepartment('industry'),
    MessagingOperationsModule,
    RemindersModule.forRoot({ sources: [POLICY_DEADLINES], imports: [DivisionNamesModule], places: DivisionNames }),
    JointListModule,
  ],
})
export class AppModule {}
