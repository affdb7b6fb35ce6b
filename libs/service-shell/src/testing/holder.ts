import pg from 'pg';

/**
 * An open transaction of somebody else: whoever needs what it holds stands there until it lets go, however fast or slow the machine
 * is. What is killed meanwhile is killed at exactly that place.
 */
export class Holder {
  private constructor(private readonly client: pg.Client) {}

  static async open(superuserUrl: string): Promise<Holder> {
    const client = new pg.Client({ connectionString: superuserUrl });
    await client.connect();
    return new Holder(client);
  }

  /** @param statement takes the lock */
  async hold(statement: string, values: unknown[] = []): Promise<void> {
    await this.client.query('begin');
    await this.client.query(statement, values);
  }

  /** Until so many stand there, the later ones behind the first; who waits for something else does not count. */
  async awaited(count = 1): Promise<void> {
    const waiting = `with recursive standing as (
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pg_backend_pid() = any (pg_blocking_pids(pid))
        union select a.pid from pg_stat_activity a join standing s on s.pid = any (pg_blocking_pids(a.pid)) where a.wait_event_type = 'Lock')
      select pid from standing`;
    for (const deadline = performance.now() + 90_000; ((await this.client.query(waiting)).rowCount ?? 0) < count;) {
      if (performance.now() > deadline) throw new Error('nobody came to stand there');
      await new Promise((resolve) => setTimeout(resolve, 20));
      // within a transaction the view does not change by itself
      await this.client.query('select pg_stat_clear_snapshot()');
    }
  }

  /** Something more in the same transaction. */
  async also(statement: string, values: unknown[] = []): Promise<void> {
    await this.client.query(statement, values);
  }

  /** What was written stays, and whoever stands there goes on. */
  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  async letGo(): Promise<void> {
    await this.client.query('rollback');
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
