import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Holder } from '@jingzhun/service-shell/testing';
import { registerHousehold } from '../../../test/household.factory.js';
import { BASE, officer, startIdentification, type Caller, type Identification } from '../../../test/service.js';
import { openRound, reportOf, send, takeList, VILLAGE, type Report } from '../../../test/survey.js';

const REPORTS = 20;

let service: Identification;
let surveyor: Caller;
let child: ChildProcess | undefined;
let holder: Holder;

beforeAll(async () => {
  service = await startIdentification();
  holder = await Holder.open(service.database.superuserUrl);
  surveyor = service.as(officer(VILLAGE, ['village-cadre']));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await holder?.close();
  await service.stop();
});

/** @returns where the other process answers */
async function startProcess(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../../../../..');
  const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'apps/identification/test/serve-service.ts'];
  const started = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', JINGZHUN_CLOCK: '2016-06-15T02:00:00Z' },
  });
  child = started;
  return new Promise((resolve, reject) => {
    started.stdout.on('data', (chunk: Buffer) => {
      const address = /listening (\S+)/.exec(chunk.toString())?.[1];
      if (address) resolve(address.replace('[::1]', '127.0.0.1'));
    });
    started.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

const taken = async (): Promise<number> =>
  (await service.look<{ n: number }>('select count(*)::int as n from survey_submission'))[0]?.n ?? 0;

/** Somebody holds the household of the report at this place: the batch stands there, what came before is taken. */
async function sendAndKillAt(round: string, items: Report[], place: number): Promise<void> {
  const address = await startProcess();
  const token = await service.issuer.tokenFor(surveyor.principal, { lifetimeSeconds: 600 });
  await holder.hold('select from survey_unit where id = $1 for update', [items[place]?.unitId]);
  const answer = fetch(`${address}${BASE}/survey-rounds/${round}/submissions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), Authorization: `Bearer ${token}` },
    body: JSON.stringify({ items }),
  }).then(
    ({ status }) => `answered ${status}`,
    () => 'lost',
  );
  await holder.awaited();
  child?.kill('SIGKILL');
  expect(await answer).toBe('lost');
  await holder.letGo();
}

it('killed between two reports of a batch has taken some, none by halves, and takes the rest once when the phone sends again', async () => {
  for (let i = 0; i < REPORTS; i += 1) await registerHousehold(service);
  const round = await openRound(service, service.as(officer('360781102')));
  const reports = (await takeList(surveyor, round)).map((unit, i) => reportOf(unit, { address: `新址${i}`, need: '修路' }));
  await sendAndKillAt(round, reports, 3);
  expect(await taken()).toBe(3);
  const halves = `select count(*)::int as n from survey_submission s
    where not exists (select from survey_answers a where a.submission_id = s.id)
       or not exists (select from survey_unit u where u.id = s.unit_id and u.version = 1 and u.state = 'visited')`;
  expect(await service.look(halves)).toEqual([{ n: 0 }]);

  await sendAndKillAt(round, reports, 9);
  expect(await taken()).toBe(9);
  const answers = await send(surveyor, round, reports);
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['applied', 'duplicate']));
  expect(answers.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(9);
  expect(await service.look(halves)).toEqual([{ n: 0 }]);
  expect(await service.look('select count(*)::int as n, count(distinct submission_id)::int as reports from survey_answers')).toEqual([
    { n: REPORTS, reports: REPORTS },
  ]);
  expect((await send(surveyor, round, reports)).every(({ outcome, earlier }) => outcome === 'duplicate' && earlier === 'applied')).toBe(
    true,
  );
}, 120_000);
