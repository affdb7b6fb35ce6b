import { Module, type DynamicModule } from '@nestjs/common';
import { JobChanges } from './job-stream.js';
import { Jobs } from './jobs.js';

/** Provides `Jobs` to every feature; its workers start with the application. */
@Module({})
export class JobsModule {
  static forRoot(): DynamicModule {
    return { module: JobsModule, global: true, providers: [Jobs, JobChanges], exports: [Jobs] };
  }
}
