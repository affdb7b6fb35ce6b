import { checkFile } from './check-file.js';
import type { CheckOrder, CheckReport } from './check-protocol.js';
import { serveReading } from './reading-port.js';

await serveReading<CheckOrder, CheckReport>(checkFile);
