import path from 'node:path';
import pg from 'pg';
import { addMonths } from '../../apps/identification/src/screening/rules/calendar-months.js';
import { ScreeningService } from '../../apps/identification/src/screening/screening.service.js';
import { BasisStore } from '../../apps/identification/src/screening/store/basis-store.js';
import { SealedApplicants } from '../../apps/identification/src/screening/store/sealed-applicants.js';
import { SealedContent } from '../../apps/identification/src/screening/store/sealed-content.js';
import { SealedNames } from '../../apps/identification/src/screening/store/sealed-names.js';
import { CHUNK } from '../../apps/identification/src/screening/screening-run.job.js';
import { definition } from '../../apps/identification/src/mikro-orm.config.js';
import { StandingClock, systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase } from '@jingzhun/persistence/testing';
import { openVault } from '@jingzhun/vault';
import { interleave, ratios } from './interleave.js';
import type { Benchmark } from './main.js';
import { resultOf } from './result.js';
import { countOnly } from './screening/count-only.sql.js';
import { fillRegister } from './screening/filled-register.js';
import { JUDGED_ON, packPolicy, TWENTY_RULES, twentyRules } from './screening/twenty-rules.js';

const FIRST = '00000000-0000-0000-0000-000000000000';
const AS_SCREENING = systemSession('screening');

const screeningRun: Benchmark = {
  name: 'Screening: all households read, judged and stored',
  async run({ rounds, folder }) {
    const test = await createTestDatabase(definition);
    const superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    const database = await test.open();
    try {
      const clock = new StandingClock(new Date(`${JUDGED_ON}T02:00:00Z`));
      const vault = openVault({ keysFolder: path.join(folder, 'screening-keys'), department: 'identification', now: clock.now() });
      const policy = packPolicy();
      const screening = new ScreeningService(
        clock,
        { snapshot: async () => policy } as never,
        { county: '360781' } as never,
        new BasisStore(clock),
        new SealedApplicants(vault, clock, database),
        new SealedContent(vault),
        new SealedNames(vault, database),
        [TWENTY_RULES],
      );
      const results = [];
      for (const confirmed of [0, 100]) {
        await empty(superuser);
        await fillRegister(superuser, confirmed);
        const absence = policy.value('screening.absence');
        const sql = countOnly(twentyRules(), JUDGED_ON, { ...absence, bornBy: addMonths(JUDGED_ON, -12 * absence.fromAge) });
        await assertSameCounts(database, superuser, screening, sql);
        const base = `count-only SQL${confirmed > 0 ? ', V4, V6 and R4 confirmed everywhere' : ''}`;
        const timings = await interleave(
          [
            { name: base, run: () => database.connection(AS_SCREENING, async (client) => void (await client.query(sql))) },
            {
              name: 'ours',
              prepare: async () => {
                await superuser.query(
                  'alter table screening disable trigger user; truncate screening; alter table screening enable trigger user; checkpoint',
                );
              },
              run: () => judgeAll(database, screening),
            },
          ],
          rounds,
        );
        results.push(resultOf('screening: 25,323 households read, judged by 20 rules, stored', base, ratios(timings, base, 'ours'), 0.4));
      }
      return results;
    } finally {
      await superuser.end();
      await database.close();
      await test.drop();
    }
  },
};
export default screeningRun;

/** What the job does, chunk by chunk, each in a transaction. */
async function judgeAll(database: Database, screening: ScreeningService): Promise<void> {
  const context = await screening.prepare();
  for (let after = FIRST, more = true; more;) {
    await database.connection(AS_SCREENING, async (client) => {
      const { stored, subjects } = await screening.read(client, context, 'household', { after, most: CHUNK });
      await screening.write(client, stored, subjects, { cause: 'run', runId: FIRST, accountId: null });
      after = subjects.at(-1)?.id ?? after;
      more = subjects.length === CHUNK;
    });
  }
}

/** Who does not judge the same is not compared. */
async function assertSameCounts(database: Database, superuser: pg.Client, screening: ScreeningService, sql: string): Promise<void> {
  await judgeAll(database, screening);
  const { rows: counted } = await database.connection(AS_SCREENING, (client) => client.query<Record<string, string>>(sql));
  const codes = twentyRules().rules.map(({ code }) => code);
  const { rows: stored } = await superuser.query<Record<string, string>>(
    `select ${codes.map((code, i) => `${['veto', 'strict', 'unknown'].map((mask) => `count(*) filter (where ${mask} & ${1 << i} <> 0)::int`).join(` || ' ' || `)} as ${code}`).join(', ')} from screening`,
  );
  if (JSON.stringify(counted[0]) !== JSON.stringify(stored[0]))
    throw new Error(`SQL and the run judge differently:\n${JSON.stringify(counted[0])}\n${JSON.stringify(stored[0])}`);
}

const empty = (client: pg.Client): Promise<unknown> =>
  client.query(
    `set session_replication_role = replica;
     truncate person, household, member, screening_person, register_import, register_entry, register_match, register_refusal, screening, screening_confirmation, screening_withdrawal, screening_basis cascade;
     set session_replication_role = default`,
  );
