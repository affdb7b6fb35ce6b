import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { principalLike } from '@jingzhun/auth/testing';
import { Database } from '@jingzhun/persistence';
import { LOGGER } from '@jingzhun/service-shell';
import { BASE, startIdentification, type Identification } from '../../test/service.js';
import { registerFile, workbookOf } from '../../test/workbooks/register-file.js';
import { ImportRunner } from './import-runner.js';
import { ImportWork } from './import-work.js';

const HOUSEHOLDS = 3_000;

let service: Identification;
let runner: ImportRunner | undefined;
let child: ChildProcess | undefined;

beforeAll(async () => {
  service = await startIdentification();
  // the work is left to the other process
  await service.app.get(ImportRunner).beforeApplicationShutdown();
}, 60_000);
afterAll(async () => {
  child?.kill('SIGKILL');
  await runner?.beforeApplicationShutdown();
  await service.stop();
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

const phaseOf = async (id: string): Promise<{ state: string; phase: string | null; done: number }> =>
  (
    await service.look<{ state: string; phase: string | null; done: number }>('select state, phase, done from import_batch where id = $1', [
      id,
    ])
  )[0] ?? { state: 'none', phase: null, done: 0 };

async function killWhen(id: string, phases: readonly string[]): Promise<void> {
  child = startProcess();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  for (;;) {
    const { state, phase } = await phaseOf(id);
    if (phase !== null && phases.includes(phase)) break;
    if (state === 'previewed' || state === 'released' || state === 'failed') throw new Error(`was faster: ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  await ended;
}

async function resumed(id: string, state: string): Promise<void> {
  runner ??= new ImportRunner(service.app.get(Database), service.app.get(ImportWork), service.app.get(LOGGER));
  runner.onApplicationBootstrap();
  for (let i = 0; i < 600; i += 1) {
    if ((await phaseOf(id)).state === state) return void (await runner.beforeApplicationShutdown());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(JSON.stringify(await phaseOf(id)));
}

it('leaves nothing when it is killed while checking or while releasing, and goes on from there', async () => {
  const maker = principalLike();
  const { body } = await request(service.app.getHttpServer())
    .post(`${BASE}/imports`)
    .set('Authorization', `Bearer ${await service.issuer.tokenFor(maker)}`)
    .set('Idempotency-Key', randomUUID())
    .set('Content-Type', 'application/octet-stream')
    .set('X-File-Name', 'city.xlsx')
    .send(await workbookOf(registerFile(HOUSEHOLDS)));
  const id = String(body.id);

  await killWhen(id, ['members', 'comparing']);
  const staged = `select (select count(*)::int from import_household) as households, (select count(*)::int from import_refusal) as refusals, (select count(*)::int from household) as registered`;
  expect(await service.look(staged)).toEqual([{ households: 0, refusals: 0, registered: 0 }]);
  const folder = path.join(service.folder, 'data', 'identification', 'imports');
  expect(readdirSync(folder).toSorted()).toEqual([`${id}.sealed`, 'scratch'].toSorted());
  expect(readdirSync(path.join(folder, 'scratch'))).toEqual([]);

  await resumed(id, 'previewed');
  expect(await service.look(staged)).toEqual([{ households: HOUSEHOLDS, refusals: 0, registered: 0 }]);

  await service.as(principalLike()).post(`/imports/${id}/release`).expect(202);
  await killWhen(id, ['households', 'memberships', 'incomes', 'history', 'events']);
  expect(await service.look(staged)).toEqual([{ households: HOUSEHOLDS, refusals: 0, registered: 0 }]);
  expect(await service.look('select count(*)::int as n from person')).toEqual([{ n: 0 }]);

  runner = undefined;
  await resumed(id, 'released');
  expect(await service.look(staged)).toEqual([{ households: 0, refusals: 0, registered: HOUSEHOLDS }]);
  const twice = `select (select count(*)::int from household_history) as versions, (select count(*)::int from member) as members`;
  expect(await service.look(twice)).toEqual([{ versions: HOUSEHOLDS, members: HOUSEHOLDS * 2 }]);
}, 240_000);
