import { Migration } from '@mikro-orm/migrations';
import pg from 'pg';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import {
  appendOnly,
  areaPolicy,
  assertSchemaVersion,
  DailyRound,
  applyMigrations,
  grant,
  persistenceFoundation,
  SchemaVersionMismatch,
  StandingClock,
  systemSession,
} from './index.js';
import type { AccountSession, Database, DatabaseDefinition } from './index.js';
import { createTestDatabase, type TestDatabase } from './testing/index.js';

class CreatePlot extends Migration {
  override up(): void {
    for (const sql of [
      ...persistenceFoundation('industry'),
      'create table plot (id int primary key, village_code text collate "C" not null)',
      ...areaPolicy('plot'),
      grant('industry', 'plot'),
      'create table diary (id int generated always as identity primary key, line text not null)',
      ...appendOnly('industry', 'diary'),
      'create table seen_day (day date primary key)',
      grant('industry', 'seen_day'),
      'create table id_probe (id uuid default uuidv7())',
      grant('industry', 'id_probe'),
    ])
      this.addSql(sql);
  }
}
class AddLater extends Migration {
  override up(): void {
    this.addSql('alter table plot add column note text');
  }
}
const definition: DatabaseDefinition = { department: 'industry', entities: [], migrations: [CreatePlot] };
const sessionFor = (area: string): AccountSession => ({ kind: 'account', accountId: '01890000-0000-7000-8000-000000000001', area });

describe('Database', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase({ ...definition });
    database = await test.open();
    await database.connection(systemSession('import'), (client) =>
      client.query("insert into plot values (1, '360781102208'), (2, '360781102209'), (3, '360781204206')"),
    );
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('a clearance is seen by policies for the transaction it was given to, and by no other', async () => {
    const clearanceOf = (session: AccountSession | ReturnType<typeof systemSession>): Promise<string> =>
      database.connection(session, async (client) => {
        const { rows } = await client.query<{ c: string }>(`select current_setting('app.clearance', true) as c`);
        return rows[0]?.c ?? 'unset';
      });
    const session = sessionFor('360781102');
    expect(await clearanceOf({ ...session, clearance: 'sensitive' })).toBe('sensitive');
    expect(await clearanceOf(session)).toBe('');
    expect(await clearanceOf(systemSession('import'))).toBe('');
    const inUnitOfWork = await database.transaction({ ...session, clearance: 'sensitive' }, async (em) =>
      em.execute<{ c: string }[]>(`select current_setting('app.clearance', true) as c`),
    );
    expect(inUnitOfWork).toEqual([{ c: 'sensitive' }]);
  });

  const idsSeenFrom = (area: string): Promise<number[]> =>
    database.connection(sessionFor(area), async (client) =>
      (await client.query<{ id: number }>('select id from plot order by id')).rows.map(({ id }) => id),
    );

  it.each([
    ['360781', [1, 2, 3]],
    ['360781102', [1, 2]],
    ['360781102208', [1]],
    ['360782', []],
  ])('shows area %s its own rows only, in raw SQL', async (area, expected) => {
    expect(await idsSeenFrom(area)).toEqual(expected);
  });

  it('filters the unit of work as well', async () => {
    const rows = await database.transaction(sessionFor('360781204'), (em) => em.execute<{ id: number }[]>('select id from plot'));
    expect(rows.map(({ id }) => id)).toEqual([3]);
  });

  it('refuses to write a row of another area', async () => {
    const intrusion = database.connection(sessionFor('360781204'), (client) => client.query("insert into plot values (9, '360781102208')"));
    await expect(intrusion).rejects.toThrow(/row-level security/);
  });

  it('shows nothing without a session, and nothing of the last session on the same connection', async () => {
    await idsSeenFrom('360781');
    const { rows } = await database.pool.query('select id from plot');
    expect(rows).toEqual([]);
  });

  it('refuses an area that is not a prefix', async () => {
    await expect(idsSeenFrom('')).rejects.toThrow(/6, 9 or 12 digits/);
  });

  it('keeps an append-only table as it is, even against the owner', async () => {
    await database.connection(systemSession('audit'), (client) => client.query("insert into diary (line) values ('first')"));
    await expect(database.connection(systemSession('audit'), (client) => client.query("update diary set line = 'other'"))).rejects.toThrow(
      /permission denied/,
    );
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    try {
      await expect(owner.query("update diary set line = 'other'")).rejects.toThrow(/append-only/);
      await expect(owner.query('delete from diary')).rejects.toThrow(/append-only/);
      await expect(owner.query('truncate diary')).rejects.toThrow(/append-only/);
    } finally {
      await owner.end();
    }
  });

  it('tells listeners after a commit that announced something, and never after a rollback', async () => {
    let told = 0;
    const stop = database.afterCommit(() => (told += 1));
    await database.transaction(systemSession('import'), async (em) => database.announce(em));
    await database.connection(systemSession('import'), async (client) => database.announce(client));
    await database.connection(systemSession('import'), async (client) => client.query('select 1'));
    await database
      .transaction(systemSession('import'), async (em) => {
        database.announce(em);
        throw new Error('no');
      })
      .catch(() => undefined);
    stop();
    expect(told).toBe(2);
  });

  describe('reading', () => {
    const note = (client: pg.ClientBase, line: string): Promise<unknown> => client.query('insert into diary (line) values ($1)', [line]);
    const notes = async (): Promise<string[]> =>
      (await database.pool.query<{ line: string }>('select line from diary order by id')).rows.map(({ line }) => line);
    const plots = async (client: pg.ClientBase): Promise<number[]> =>
      (await client.query<{ id: number }>('select id from plot order by id')).rows.map(({ id }) => id);

    it('shows the own area, and leaves what it says it leaves', async () => {
      const [[seen], other] = await Promise.all([
        database.reading(sessionFor('360781102'), (client) => Promise.all([plots(client), note(client, 'read')])),
        database.reading(sessionFor('360781204'), plots),
      ]);
      expect([seen, other]).toEqual([[1, 2], [3]]);
      expect(await notes()).toContain('read');
    });

    it('fails as a whole when one of its statements fails, wherever that stands', async () => {
      const before = await notes();
      const intrude = (client: pg.ClientBase): Promise<unknown> => client.query("insert into plot values (9, 'elsewhere')");
      const session = sessionFor('360781');
      const failing: ((client: pg.PoolClient) => Promise<unknown>)[] = [
        (client) => Promise.all([intrude(client), plots(client), note(client, 'after')]),
        (client) => Promise.all([plots(client), note(client, 'before'), intrude(client)]),
      ];
      for (const send of failing) await expect(database.reading(session, send)).rejects.toThrow(/row-level security/);
      const overlooked = database.reading(session, (client) => Promise.all([note(client, 'lost'), intrude(client).catch(() => undefined)]));
      await expect(overlooked).rejects.toThrow(/rolled back/);
      expect(await notes()).toEqual(before);
      expect(await database.reading(session, plots)).toEqual([1, 2, 3]);
    });

    it('does not lose its connections when they are killed meanwhile', async () => {
      const superuser = new pg.Client({ connectionString: test.superuserUrl });
      await superuser.connect();
      try {
        for (let round = 0; round < 10; round += 1) {
          const killed = database.reading(sessionFor('360781'), async (client) => {
            const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid, pg_sleep(0.01)');
            await superuser.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
            await client.query('select 1');
          });
          await expect(killed).rejects.toThrow();
        }
      } finally {
        await superuser.end();
      }
      expect(await database.reading(sessionFor('360781'), plots)).toEqual([1, 2, 3]);
    });
  });

  describe('a daily round', () => {
    const DAY = 86_400_000;
    const setUp = (): {
      clock: StandingClock;
      went: PlainDate[];
      failed: string[];
      instance(): { round: DailyRound; look(): Promise<unknown> };
    } => {
      const clock = new StandingClock(new Date('2016-06-15T15:59:00Z'));
      const went: PlainDate[] = [];
      const failed: string[] = [];
      const instance = (): { round: DailyRound; look(): Promise<unknown> } => {
        const round = new DailyRound({
          ...{ clock, lock: 'reminders', doneIn: 'seen_day' },
          failed: ({ message }) => failed.push(message),
        });
        const look = (): Promise<unknown> =>
          database.connection(systemSession('scheduler'), async (client) => {
            const day = await round.claim(client);
            if (!day) return;
            await client.query('insert into seen_day (day) values ($1)', [day]);
            went.push(day);
          });
        return { round, look };
      };
      return { clock, went, failed, instance };
    };
    beforeEach(() => database.connection(systemSession('scheduler'), (client) => client.query('delete from seen_day')));

    it('is made once by two instances, at their start and after each midnight of Shanghai; of days gone by none', async () => {
      const { clock, went, failed, instance } = setUp();
      const both = [instance(), instance()];
      for (const { round, look } of both) round.start(look);
      const idle = (): Promise<unknown> => Promise.all(both.map(({ round }) => round.idle()));
      await idle();
      expect(went).toEqual(['2016-06-15']);
      clock.advance(59_000);
      await idle();
      expect(went).toEqual(['2016-06-15']);
      clock.advance(1_000);
      await idle();
      expect(went).toEqual(['2016-06-15', '2016-06-16']);
      clock.advance(5 * DAY);
      await idle();
      expect(went).toEqual(['2016-06-15', '2016-06-16', '2016-06-21']);
      await Promise.all(both.map(({ round }) => round.stop()));
      clock.advance(DAY);
      await idle();
      expect([went.length, failed]).toEqual([3, []]);
    });

    it('that fails leaves the day to the next look, and is said', async () => {
      const { clock, went, failed, instance } = setUp();
      const { round, look } = instance();
      let broken = true;
      round.start(async () => {
        await look();
        if (broken) throw new Error('after the commit');
      });
      await round.idle();
      expect([went, failed]).toEqual([['2016-06-15'], ['after the commit']]);
      broken = false;
      const rolledBack = database.connection(systemSession('scheduler'), async (client) => {
        await client.query('delete from seen_day');
        expect(await round.claim(client)).toBe('2016-06-15');
        await client.query("insert into seen_day values ('2016-06-15')");
        throw new Error('killed');
      });
      await expect(rolledBack).rejects.toThrow('killed');
      clock.advance(DAY);
      await round.idle();
      expect(went).toEqual(['2016-06-15', '2016-06-16']);
      await round.stop();
    });

    it('is left to the instance that is at it; who wants the day again waits for it', async () => {
      const { instance } = setUp();
      const [one, other] = [instance().round, instance().round];
      let again: Promise<PlainDate> | undefined;
      const order: string[] = [];
      await database.connection(systemSession('scheduler'), async (client) => {
        expect(await one.claim(client)).toBe('2016-06-15');
        expect(await database.connection(systemSession('scheduler'), (second) => other.claim(second))).toBeUndefined();
        again = database.connection(systemSession('scheduler'), (third) => other.claimAgain(third)).finally(() => order.push('again'));
        await client.query("insert into seen_day values ('2016-06-15')");
        order.push('gone through');
      });
      expect(await again).toBe('2016-06-15');
      expect(order).toEqual(['gone through', 'again']);
    });
  });

  it('does not take a rolled back transaction for a committed one, when the work overlooks that a statement failed', async () => {
    const overlooked = database.connection(systemSession('audit'), async (client) => {
      await client.query("insert into diary (line) values ('lost')");
      await client.query('select 1 / 0').catch(() => undefined);
    });
    await expect(overlooked).rejects.toThrow(/rolled back/);
    expect((await database.pool.query("select from diary where line = 'lost'")).rowCount).toBe(0);
  });

  it('refuses an older and a newer schema, and migrates once however many start', async () => {
    await expect(assertSchemaVersion({ ...definition, migrations: [CreatePlot, AddLater] }, database.pool)).rejects.toThrow(
      /older: AddLater/,
    );
    await expect(assertSchemaVersion({ ...definition, migrations: [] }, database.pool)).rejects.toThrow(SchemaVersionMismatch);
    const later = { ...definition, migrations: [CreatePlot, AddLater] };
    const applied = await Promise.all([applyMigrations(later, test.ownerUrl), applyMigrations(later, test.ownerUrl)]);
    expect(applied.flat()).toEqual(['AddLater']);
    await assertSchemaVersion(later, database.pool);
  });

  it('outlives a connection that is taken back in the moment it is handed out', async () => {
    const client = await database.pool.connect();
    // what the server says in the same chunk arrives before the one who waited for the client runs on
    expect(() => client.emit('error', new Error('terminating connection due to administrator command'))).not.toThrow();
    client.release(true);
    expect((await database.pool.query('select 1')).rowCount).toBe(1);
  });

  it('does not lose its connections when they are killed in the middle of transactions', async () => {
    const superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    try {
      for (let round = 0; round < 10; round += 1) {
        const killed = database.transaction(systemSession('import'), async (em) => {
          const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
          await superuser.query('select pg_terminate_backend($1, 5000)', [row?.pid]);
          await em.execute('select 1');
        });
        await expect(killed).rejects.toThrow();
      }
    } finally {
      await superuser.end();
    }
    expect(await database.transaction(systemSession('import'), (em) => em.execute('select 1 as one'))).toEqual([{ one: 1 }]);
  });

  it('gives ids of version 7 in the database as well', async () => {
    const { rows } = await database.pool.query<{ version: number }>('select get_byte(uuid_send(uuidv7()), 6) >> 4 as version');
    expect(rows[0]?.version).toBe(7);
  });
});
