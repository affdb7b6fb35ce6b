import { Jobs } from '@jingzhun/jobs';
import { serveKillable } from '@jingzhun/service-shell/testing/serve-killable';
import { AppModule } from '../src/app.module.js';

await serveKillable(AppModule, 'finance', Jobs);
