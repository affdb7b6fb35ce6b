export { defineJob, type JobKind } from './define-job.js';
export { type JobRun, type SaveCheckpoint } from './job-run.js';
export { type Progress } from './job-store.js';
export { jobTables } from './job-tables.js';
export { JobProblem, JobView } from './job-view.js';
export { JobNotFound, JobTakenOver } from './jobs.errors.js';
export { JobsModule } from './jobs.module.js';
export { Jobs, type JobEndings, type JobHandler } from './jobs.js';
