import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import request from 'supertest';
import { principalLike } from '@jingzhun/auth/testing';
import { Jobs } from '@jingzhun/jobs';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { Holder } from '@jingzhun/service-shell/testing';
import { BASE, startIdentification, type Identification } from '../../test/service.js';
import { registerFile, workbookOf } from '../../test/workbooks/register-file.js';

const HOUSEHOLDS = 400;

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

type HowFar = { state: string; phase: string | null };
const howFar = async (id: string): Promise<HowFar> =>
  (
    await service.look<HowFar>('select b.state, j.phase from import_batch b left join job j on j.id = b.job_id where b.id = $1', [id])
  )[0] ?? {
    state: 'none',
    phase: null,
  };

/** Nobody can write to this table: the work stands in the middle of its transaction. */
async function killWritingTo(table: string): Promise<void> {
  await holder.hold(`lock table ${table} in share mode`);
  child ??= startProcess();
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  await holder.awaited();
  child.kill('SIGKILL');
  await ended;
  child = undefined;
  await holder.letGo();
  await service.look(SIGN_OF_LIFE_MISSED);
}

/** Another process takes over. */
async function resumed(id: string, state: string): Promise<void> {
  child = startProcess();
  for (let i = 0; i < 600; i += 1) {
    if ((await howFar(id)).state === state) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(JSON.stringify(await howFar(id)));
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

  await killWritingTo('import_household');
  const staged = `select (select count(*)::int from import_household) as households, (select count(*)::int from import_refusal) as refusals, (select count(*)::int from household) as registered`;
  expect(await service.look(staged)).toEqual([{ households: 0, refusals: 0, registered: 0 }]);
  const folder = path.join(service.folder, 'data', 'identification', 'imports');
  expect(readdirSync(folder).toSorted()).toEqual([`${id}.sealed`, 'scratch'].toSorted());
  expect(readdirSync(path.join(folder, 'scratch'))).toEqual([]);

  await resumed(id, 'previewed');
  expect(await service.look(staged)).toEqual([{ households: HOUSEHOLDS, refusals: 0, registered: 0 }]);

  await service.as(principalLike()).post(`/imports/${id}/release`).expect(202);
  await killWritingTo('household_history');
  expect(await service.look(staged)).toEqual([{ households: HOUSEHOLDS, refusals: 0, registered: 0 }]);
  expect(await service.look('select count(*)::int as n from person')).toEqual([{ n: 0 }]);

  await resumed(id, 'released');
  expect(await service.look(staged)).toEqual([{ households: 0, refusals: 0, registered: HOUSEHOLDS }]);
  const twice = `select (select count(*)::int from household_history) as versions, (select count(*)::int from member) as members`;
  expect(await service.look(twice)).toEqual([{ versions: HOUSEHOLDS, members: HOUSEHOLDS * 2 }]);
}, 240_000);
