import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Jobs } from '@jingzhun/jobs';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { systemSession } from '@jingzhun/persistence';
import { Holder } from '../../test/holder.js';
import { fillScreened, type Screened } from '../../test/screened-village.js';
import { startIdentification, type Identification } from '../../test/service.js';
import { ScreeningRun } from './screening-run.job.js';

const CHUNK = 2_000;
const HOUSEHOLDS = 2 * CHUNK + 500;
const ordinary: Screened = {
  away: false,
  resettlement: false,
  covered: true,
  entries: [],
  reviewing: null,
  confirmations: [],
  answers: [],
  report: false,
};

let service: Identification;
let child: ChildProcess | undefined;
let holder: Holder;

beforeAll(async () => {
  service = await startIdentification();
  // the work is left to the other process
  await service.app.get(Jobs).takeNoMore();
  holder = await Holder.open(service.database.superuserUrl);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await holder?.close();
  await service?.stop();
});

function startProcess(): ChildProcess {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'apps/identification/test/run-service.ts'];
  return spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '', JINGZHUN_CLOCK: '2016-06-15T02:00:00Z' },
  });
}

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 90_000; !(await what());) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await pause(20);
  }
};
const written = async (): Promise<number> => (await service.look<{ n: number }>('select count(*)::int as n from screening'))[0]?.n ?? 0;

/** Nobody can write a judgement: the run stands in the middle of a chunk, everything read and judged. */
async function killInTheMiddle(): Promise<void> {
  await holder.hold('lock table screening in share mode');
  child ??= startProcess();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  await holder.awaited();
  child.kill('SIGKILL');
  await ended;
  child = undefined;
  await holder.letGo();
  await service.look(SIGN_OF_LIFE_MISSED);
}

it('a run that is killed in the middle of a chunk wrote all of a chunk or nothing, and goes on where it was', async () => {
  await fillScreened(
    service,
    Array.from({ length: HOUSEHOLDS }, () => ordinary),
    { vehicle: '2016-06-01' },
  );
  const jobId = await service.db.connection(systemSession('screening'), (client) =>
    service.app.get(Jobs).enqueue(client, ScreeningRun, { cause: 'run', accountId: randomUUID(), atOnce: CHUNK }),
  );
  await killInTheMiddle();
  expect(await written()).toBe(0);

  child = startProcess();
  await until(async () => (await written()) >= CHUNK);
  await killInTheMiddle();
  expect((await written()) % CHUNK).toBe(0);

  child = startProcess();
  await until(async () => (await service.look<{ state: string }>('select state from job where id = $1', [jobId]))[0]?.state === 'done');
  expect(await written()).toBe(HOUSEHOLDS);
  expect(await service.look('select subject_id from screening group by subject_id having count(*) > 1')).toEqual([]);
  const [job] = await service.look<{ attempt: number; result: object }>('select attempt, result from job where id = $1', [jobId]);
  expect(job).toMatchObject({ attempt: 3, result: { subjects: HOUSEHOLDS, veto: 0, strict: 0, unknown: HOUSEHOLDS, passed: 0 } });
}, 240_000);
