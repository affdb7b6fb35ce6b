// A worker of its own that the test kills: node … counting-worker.ts <database url>
import { openDatabase, startJobs } from './counting.js';

await startJobs(await openDatabase(process.argv[2] as string));
process.stdout.write('working\n');
