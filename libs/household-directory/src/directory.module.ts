import { Module, type DynamicModule } from '@nestjs/common';
import { getSubscription } from '@jingzhun/events/subscriptions';
import type { Department } from '@jingzhun/persistence';
import { DirectoryDigests } from './digest/directory-digest.js';
import { DirectoryController } from './directory.controller.js';
import { DirectoryQueries } from './lookup/directory.queries.js';
import { ProjectDivisions } from './projection/project-divisions.consumer.js';
import { ProjectHouseholds } from './projection/project-households.consumer.js';
import { DirectoryRebuild } from './rebuild/directory-rebuild.js';

/** Tables come from `directoryTables()`; needs `PersistenceModule`, `MessagingModule.forRoot` and `AuthModule`. */
@Module({})
export class DirectoryModule {
  /** @throws Error for a department that keeps no copy */
  static forDepartment(department: Department): DynamicModule {
    for (const handler of ['project-households', 'project-divisions']) getSubscription(department, handler);
    return {
      module: DirectoryModule,
      controllers: [DirectoryController],
      providers: [ProjectHouseholds, ProjectDivisions, DirectoryQueries, DirectoryDigests, DirectoryRebuild],
      exports: [DirectoryQueries],
    };
  }
}
