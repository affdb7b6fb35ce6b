import { randomUUID } from 'node:crypto';
import { booksOf, KilledCommands } from '@jingzhun/service-shell/testing';
import { acceptedProject, fundAndScheme, household, SCHEME, subsidyOffice, TOWNSHIP } from '../../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../../test/service.js';

// a kill costs the start of a process: all of them on demand, a seeded few in every run
const EVERY = process.env['DEEP'] ? 1 : 6;
const PROJECTS = 30;
/** Everything the command writes; what is told is counted by a trigger, because the relay takes it away. */
const BOOKS = /^(subsidy|claim|told$)/;

let finance: Finance;
let processes: KilledCommands;

beforeAll(async () => {
  finance = await startFinance();
  await fundAndScheme(subsidyOffice(finance));
  await finance.look('create table told (type text, application text)');
  await finance.look(`create function tell() returns trigger language plpgsql security definer as $$
    begin
      if new.type = 'finance.subsidy-application.advanced.v1' then insert into told values (new.type, new.data ->> 'applicationId'); end if;
      return new;
    end $$`);
  await finance.look('create trigger told after insert on outbox for each row execute function tell()');
  processes = new KilledCommands(finance, { every: EVERY, books: () => booksOf(finance, BOOKS) });
}, 120_000);
afterAll(async () => {
  await processes?.stop();
  await finance?.stop();
});

it(`accepted projects are applied for once, the process killed before ${EVERY === 1 ? 'every statement' : `every ${EVERY}th statement`}`, async () => {
  const claimIds: string[] = [];
  for (let i = 0; i < PROJECTS; i += 1)
    claimIds.push(await acceptedProject(finance, { householdId: await household(finance), quantity: 200 + i }));
  const township = officer(['township-officer'], TOWNSHIP);
  const ask = { by: township, path: '/subsidy-projects/applications', body: { schemeCode: SCHEME, claimIds } };
  await processes.take('apply', ask);
  process.stdout.write(`      killed ${processes.kills} times in ${processes.statements} statements\n`);
  expect(processes.kills).toBeGreaterThan(1);
  // pressed again as another command, nothing is added
  const again = await processes.ask({ ...ask, key: randomUUID() });
  expect([again?.status, JSON.parse(again?.text ?? '{}').code]).toEqual([422, 'subsidy.projects-refused']);
  const [counts] = await finance.look(
    `select (select count(*)::int from subsidy_application) as applications, (select count(distinct claim_id)::int from subsidy_application where entered_by = $1) as projects,
       (select count(*)::int from subsidy_event where step = 'apply' and actor_id = $1) as events, (select count(*)::int from told) as told,
       (select count(distinct application)::int from told) as "toldOnce", (select count(*)::int from audit_log where action = 'subsidy.apply') as audited`,
    [township.accountId],
  );
  expect(counts).toEqual({
    applications: PROJECTS,
    projects: PROJECTS,
    events: PROJECTS,
    told: PROJECTS,
    toldOnce: PROJECTS,
    audited: PROJECTS,
  });
}, 3_600_000);
