import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Jobs } from '@jingzhun/jobs';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { systemSession } from '@jingzhun/persistence';
import { Holder } from '@jingzhun/service-shell/testing';
import { fillScreened, type Screened } from '../../test/screened-village.js';
import { startIdentification, type Identification } from '../../test/service.js';
import { ScreeningRun } from './screening-run.job.js';

const CHUNK = 250;
const HOUSEHOLDS = 2 * CHUNK + 100;
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
  // whoever writes the judgement of such a household stands there while its row is held
  await service.look('create table stop_at (subject_id uuid primary key)');
  await service.look(`create function stop() returns trigger language plpgsql security definer as $$
    begin perform from stop_at where subject_id = new.subject_id for share; return new; end $$`);
  await service.look('create trigger stop before insert on screening for each row execute function stop()');
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

/** The run stands at this household, in the middle of a chunk: everything read and judged, a part of it written. */
async function killAt(household: string): Promise<void> {
  await service.look('insert into stop_at values ($1)', [household]);
  await holder.hold('select from stop_at where subject_id = $1 for update', [household]);
  child = startProcess();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  await holder.awaited();
  child.kill('SIGKILL');
  await ended;
  child = undefined;
  await holder.letGo();
  await service.look(SIGN_OF_LIFE_MISSED);
}

it('a run that is killed in the middle of a chunk wrote all of a chunk or nothing, and goes on where it was', async () => {
  const ids = await fillScreened(
    service,
    Array.from({ length: HOUSEHOLDS }, () => ordinary),
    { vehicle: '2016-06-01' },
  );
  // in this order they are judged
  ids.sort();
  const jobId = await service.db.connection(systemSession('screening'), (client) =>
    service.app.get(Jobs).enqueue(client, ScreeningRun, { cause: 'run', accountId: randomUUID(), atOnce: CHUNK }),
  );
  await killAt(ids[CHUNK / 2] ?? '');
  expect(await written()).toBe(0);
  await killAt(ids[CHUNK + CHUNK / 2] ?? '');
  expect(await written()).toBe(CHUNK);

  child = startProcess();
  await until(async () => (await service.look<{ state: string }>('select state from job where id = $1', [jobId]))[0]?.state === 'done');
  expect(await written()).toBe(HOUSEHOLDS);
  expect(await service.look('select subject_id from screening group by subject_id having count(*) > 1')).toEqual([]);
  const [job] = await service.look<{ attempt: number; result: object }>('select attempt, result from job where id = $1', [jobId]);
  expect(job).toMatchObject({ attempt: 3, result: { subjects: HOUSEHOLDS, veto: 0, strict: 0, unknown: HOUSEHOLDS, passed: 0 } });
}, 240_000);
