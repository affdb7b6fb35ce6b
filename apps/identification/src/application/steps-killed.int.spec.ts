import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { attach, office, proofFor, read, submitted, VILLAGE, type Office } from '../../test/application.factory.js';
import { BASE, startIdentification, type Identification } from '../../test/service.js';

const CASES = 12;
const KILLS = process.env['DEEP'] ? 12 : 3;

let service: Identification;
let people: Office;
let child: ChildProcess | undefined;

beforeAll(async () => {
  service = await startIdentification();
  people = office(service);
  await service.look('create table told (ordering_key text, version int)');
  await service.look(`create function tell() returns trigger language plpgsql security definer as $$
    begin
      if new.type = 'identification.application.advanced.v1' then insert into told values (new.ordering_key, (new.data ->> 'version')::int); end if;
      return new;
    end $$`);
  await service.look('create trigger told after insert on outbox for each row execute function tell()');
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await service.stop();
});

/** @returns where the other process answers */
async function startProcess(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'apps/identification/test/serve-service.ts'];
  const started = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', JINGZHUN_CLOCK: service.clock.now().toISOString() },
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

async function appraisedTogether(ids: readonly string[]): Promise<object> {
  service.clock.advance(1_000);
  const votes = ids.map((applicationId) => ({ applicationId, votesFor: 22, votesAgainst: 1, abstained: 1 }));
  const { body } = await people.clerk
    .post('/meetings', {
      ...{ kind: 'group', villageCode: VILLAGE, groupName: '第三小组', heldOn: service.clock.today(), place: '村部', chairName: '罗组长' },
      ...{ basis: 'households', eligible: 30, eligibleSource: 'householdRegister', present: 24, minutes: '逐户评议', votes },
    })
    .expect(201);
  for (const role of ['signIn', 'photo', 'video']) await attach(service, people.clerk, `/meetings/${body.id}`, role);
  const cases = [];
  for (const id of ids) cases.push({ id, version: (await read(people.clerk, id)).version });
  const preview = await people.clerk.post('/applications/steps/preview', { step: 'appraise', cases }).expect(200);
  return { step: 'appraise', cases, proof: await proofFor(service, people.clerk.principal, preview.body.digest) };
}

interface Held {
  state: string;
  events: number;
  told: number;
  signed: number;
  used: number;
}

const held = (ids: readonly string[]): Promise<Held[]> =>
  service.look<Held>(
    `select distinct a.state, (select count(*)::int from application_event e where e.application_id = a.id) as events,
       (select count(*)::int from told t where t.ordering_key = a.id::text) as told,
       (select count(*)::int from application_signature s where s.application_id = a.id) as signed,
       (select count(*)::int from meeting_vote v where v.application_id = a.id and v.used_by_version is not null) as used
     from application a where a.id = any($1)`,
    [ids],
  );

it(`a step of ${CASES} cases, its process killed ${KILLS} times: all of them or none, and the events say the same`, async () => {
  const ids: string[] = [];
  for (let i = 0; i < CASES; i += 1) ids.push((await submitted(service, people)).id);
  const request = await appraisedTogether(ids);
  const before = await held(ids);
  expect(before).toEqual([{ state: 'applied', events: 1, told: 1, signed: 1, used: 0 }]);
  const token = await service.issuer.tokenFor(people.clerk.principal, { lifetimeSeconds: 3_600 });
  const outcomes: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const address = await startProcess();
    const send = (): Promise<string> =>
      fetch(`${address}${BASE}/applications/steps`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), Authorization: `Bearer ${token}` },
        body: JSON.stringify(request),
      }).then(
        ({ status }) => `answered ${status}`,
        () => 'lost',
      );
    const answer = send();
    // at another place of the transaction each time: while it reads, while it writes, at the commit
    await new Promise((resolve) => setTimeout(resolve, 40 + kill * 160));
    child?.kill('SIGKILL');
    outcomes.push(await answer);
    const after = await held(ids);
    expect(after).toHaveLength(1);
    const [one] = after as [Held];
    expect([one.state, one.events, one.told, one.signed, one.used]).toEqual(
      one.state === 'applied' ? ['applied', 1, 1, 1, 0] : ['groupAppraised', 2, 2, 2, 1],
    );
  }
  expect(outcomes).toContain('lost');
  const last = await people.clerk.post('/applications/steps', request);
  const [done] = (await held(ids)) as [Held];
  expect([last.status === 200 || last.status === 412, done]).toEqual([
    true,
    { state: 'groupAppraised', events: 2, told: 2, signed: 2, used: 1 },
  ]);
}, 600_000);
