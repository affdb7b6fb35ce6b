// A worker of its own: node … counting-worker.ts <database url> [the step in the middle of which it is killed]
import { count, Counting, openDatabase, startJobs } from './counting.js';

const [, , url, dieAt] = process.argv;
await startJobs(await openDatabase(url as string), (jobs) =>
  jobs.handle(Counting, (payload, run) =>
    count(payload, run, (step) => {
      if (step === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
    }),
  ),
);
process.stdout.write('working\n');
