import { bootstrap } from '@jingzhun/service-shell';
import { AppModule } from './app.module.js';

await bootstrap({ department: 'accountability', module: AppModule });
