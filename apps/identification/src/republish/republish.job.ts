import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { publishDivisions } from '../division/published-division.js';
import { publishHouseholds } from '../household/published-household.js';

export const Republish = defineJob({ name: 'register.republish', payload: z.strictObject({}) });

const PAGE = 500;
const RELAY = systemSession('relay');
const NIL = '00000000-0000-0000-0000-000000000000';

/** After the divisions the households, in the order of their ids. */
const Checkpoint = z.object({ divisions: z.int(), households: z.int(), after: Uuid });
type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Publishes the present state of the whole register again, under new ids and with its present versions: after the broker lost its
 * files, or before a department joins whose history was cut. Copies that have a state ignore it, copies that lack it catch up.
 */
@Injectable()
export class RepublishJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(Republish, (_payload, run) => this.run(run));
  }

  private async run(run: JobRun): Promise<{ divisions: number; households: number }> {
    let done = run.checkpoint(Checkpoint) ?? (await this.divisions(run));
    const total = await run.connection(
      RELAY,
      async (client) => (await client.query<{ n: number }>('select count(*) as n from household')).rows[0]?.n,
    );
    for (let more = true; more;) {
      if (run.signal.aborted) throw new Error('the service stops: publishing goes on at its next start');
      const next = await this.households(run, done);
      more = next.households > done.households;
      done = next;
      run.progress({ phase: 'households', done: done.households, total: total ?? null });
    }
    return { divisions: done.divisions, households: done.households };
  }

  private divisions(run: JobRun): Promise<Checkpoint> {
    return run.connection(RELAY, async (client, save) => {
      const done: Checkpoint = { divisions: await publishDivisions(client, this.clock.now()), households: 0, after: NIL as Uuid };
      await save(done);
      this.database.announce(client);
      return done;
    });
  }

  private households(run: JobRun, done: Checkpoint): Promise<Checkpoint> {
    return run.connection(RELAY, async (client, save) => {
      const { rows } = await client.query<{ id: Uuid; version: number }>(
        `select id, version from household where id > $1 order by id limit ${PAGE}`,
        [done.after],
      );
      for (const kind of ['registered', 'changed'] as const) {
        const ids = rows.filter(({ version }) => (version === 1) === (kind === 'registered')).map(({ id }) => id);
        if (ids.length > 0) await publishHouseholds(client, { householdIds: ids }, kind, { occurredAt: 'as-recorded' });
      }
      const next = { ...done, households: done.households + rows.length, after: rows.at(-1)?.id ?? done.after };
      await save(next);
      this.database.announce(client);
      return next;
    });
  }
}
