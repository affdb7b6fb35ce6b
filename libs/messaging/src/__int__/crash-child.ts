// A service of its own process that kills itself, as power loss would, at the point CRASH_AT names. Started by the crash spec.
import { MikroORM } from '@mikro-orm/postgresql';
import { Database, ormOptions, systemSession } from '@jingzhun/persistence';
import { Consumers } from '../consume/consumers.js';
import { Outbox } from '../outbox/outbox.js';
import { OutboxRelay } from '../outbox/outbox-relay.js';
import { startMessaging } from '../testing/index.js';
import { definitionOf, register, WriteDown } from './town.js';

const { CRASH_AT, CRASH_ON = '1', RELAY_BATCH = '1000', DEPARTMENT, DATABASE, SERVERS, HOUSEHOLDS = '' } = process.env;
const department = DEPARTMENT as 'identification' | 'finance';
let left = Number(CRASH_ON);
const die = (): void => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const orm = await MikroORM.init({ ...ormOptions(definitionOf(department), DATABASE!), logger: () => undefined });
const database = new Database(orm, DATABASE!);
const app = await startMessaging({
  department,
  database,
  servers: SERVERS!,
  handlers: department === 'finance' ? [WriteDown] : [],
  relay: { batch: Number(RELAY_BATCH) },
  consume: { ackWaitMs: 1_000 },
});
app.get(OutboxRelay).atStep = (step) => void (step === CRASH_AT && die());
for (const loop of app.get(Consumers).all()) loop.atStep = (step) => void (step === CRASH_AT && die());
if (HOUSEHOLDS) {
  if (CRASH_AT === 'after-commit') database.afterCommit(die);
  await database.transaction(systemSession('import'), async (em) => {
    for (const n of HOUSEHOLDS.split(',')) register(app.get(Outbox), em, Number(n));
  });
}
// runs until it is killed; the parent stops it when the crash did not happen
setInterval(() => undefined, 1_000);
