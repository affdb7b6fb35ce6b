import { type MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { currentCommitHook } from './commit-hook.js';
import { sessionVariables, type Session } from './session.js';

const SET_SESSION = {
  name: 'set-session',
  text: "select set_config('app.account', $1, true), set_config('app.area_from', $2, true), set_config('app.area_to', $3, true), set_config('app.system', $4, true), set_config('app.clearance', $5, true), set_config('app.bank', $6, true), set_config('app.roles', $7, true)",
};
const SET_READING = { name: 'set-reading', text: `${SET_SESSION.text}, set_config('synchronous_commit', 'off', true)` };

/** Dates as `YYYY-MM-DD` text, bigint as number (our counts stay below 2^53), everything else as pg does it. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.INT8, Number);

/** Something handed to a unit of work: either kind belongs to exactly one transaction. */
export type Handle = EntityManager | pg.ClientBase;

/**
 * The only way to the database: a transaction that carries who it is for. Row security reads the session's variables, so raw SQL
 * is filtered like everything else; they end with the transaction.
 */
export class Database {
  readonly pool: pg.Pool;
  private readonly announcing = new WeakSet<object>();
  private readonly listeners = new Set<() => void>();
  private closing: Promise<void> | undefined;

  constructor(
    readonly orm: MikroORM,
    url: string,
  ) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: 8,
      types,
      application_name: `jingzhun ${orm.config.get('contextName')}`,
      // statements are sent without waiting for the answers of those before; the server takes them in order
      pipeline: true,
    });
    // a server may take a connection back in the very chunk that opened it, before anybody who asked for it can listen
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    // a dropped idle connection is the pool's business: it is replaced at the next use
    this.pool.on('error', () => undefined);
  }

  /** One ORM unit of work in one transaction. */
  async transaction<T>(session: Session, work: (em: EntityManager) => Promise<T>): Promise<T> {
    const fork = this.orm.em.fork({ session: { variables: sessionVariables(session) } }) as EntityManager;
    let handle: EntityManager | undefined;
    const result = await fork.transactional(async (em) => {
      handle = em;
      const answer = await work(handle);
      const hook = session.kind === 'account' ? currentCommitHook() : undefined;
      if (hook) {
        await em.flush();
        // ? is MikroORM's placeholder where pg has $1
        await hook(async <Row extends object>(sql: string, parameters: unknown[]) =>
          em.execute<Row[]>(sql.replace(/\$\d+/g, '?'), parameters),
        );
      }
      return answer;
    });
    if (handle) this.committed(handle);
    return result;
  }

  /** The same guarantees on a raw client: COPY, set-based SQL, prepared statements. */
  connection<T>(session: Session, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.onClient(async (client) => {
      await begin(client, SET_SESSION, sessionVariables(session));
      const answer = await work(client);
      if (session.kind === 'account')
        await currentCommitHook()?.(
          async <Row extends object>(sql: string, parameters: unknown[]) => (await client.query<Row>(sql, parameters)).rows,
        );
      await commit(client);
      return answer;
    });
  }

  /**
   * The same for a page that is read, in one round trip: beginning, statements and commit travel together, and the commit does not wait
   * for the disk (a power cut may lose the last half second of what the reading left in the log). `send` sends all its statements
   * before it waits for the first answer; what fails in the database fails as a whole.
   */
  reading<T>(session: Session, send: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.onClient(async (client) => {
      inOnePacket(client);
      const sent = [begin(client, SET_READING, sessionVariables(session)), send(client), commit(client)] as const;
      // a failure is told only when nothing is under way any more
      await Promise.allSettled(sent);
      return (await Promise.all(sent))[1];
    });
  }

  private async onClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    let result: T;
    try {
      result = await work(client);
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (lost: Error) => lost,
      );
      throw error;
    } finally {
      client.release(broken);
    }
    this.committed(client);
    return result;
  }

  /** The transaction of this handle has something to tell: listeners run once it is committed, and never when it is not. */
  announce(handle: Handle): void {
    this.announcing.add(handle);
  }

  /** Called after every commit that announced something. Returns how to stop listening. */
  afterCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private committed(handle: Handle): void {
    if (!this.announcing.delete(handle)) return;
    for (const listener of this.listeners) listener();
  }

  /** Once, however often it is asked for. */
  close(): Promise<void> {
    return (this.closing ??= this.pool.end().then(() => this.orm.close()));
  }
}

/** The variables hold for this transaction only. */
async function begin(client: pg.PoolClient, statement: typeof SET_SESSION, v: Record<string, string>): Promise<void> {
  const begun = client.query('begin');
  const set = client.query({
    ...statement,
    values: [v['app.account'], v['app.area_from'], v['app.area_to'], v['app.system'], v['app.clearance'], v['app.bank'], v['app.roles']],
  });
  await Promise.all([begun, set]);
}

/** PostgreSQL answers the commit of a transaction with a failed statement by rolling back, without an error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('a statement of the transaction had failed: it was rolled back');
}

/** What is sent until the code waits for something goes out as one packet: one system call here, one wake-up of the server. */
function inOnePacket({ connection: { stream } }: pg.Client): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}
