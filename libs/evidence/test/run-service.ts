import { bootstrap } from '@jingzhun/service-shell';
import { EvidenceTestModule } from './evidence-service.js';

// a second process of the service on the environment of the test, to be ended from outside
const app = await bootstrap({ department: 'finance', module: EvidenceTestModule });
process.send?.({ url: `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/api/finance/v1` });
