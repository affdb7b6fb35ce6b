// The service as production starts it and the hand-written route beside it, in one process that does nothing else.
import { TokenVerifier } from '@jingzhun/auth';
import { bootstrap } from '@jingzhun/service-shell';
import { AppModule } from '../../../apps/identification/src/app.module.js';
import { serveHandWritten } from './hand-written-route.js';

const app = await bootstrap({ department: 'identification', module: AppModule });
const limit = await serveHandWritten(process.env['JINGZHUN_IDENTIFICATION_DATABASE_URL'] ?? '', app.get(TokenVerifier));

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ seconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ours: Number(new URL(await app.getUrl()).port), limit: limit.port });
