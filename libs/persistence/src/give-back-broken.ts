import type pg from 'pg';

/**
 * The query builder below the unit of work keeps a connection for ever when `begin` or `rollback` fails on it, so a few broken
 * transactions would use up the pool. A connection that ends while it is out is given back here.
 */
export const giveBackBroken = (pool: pg.Pool): void => {
  pool.on('acquire', (client) => {
    // the pool sets release() right after this event, before anybody gets the client
    queueMicrotask(() => {
      const release = client.release.bind(client);
      let out = true;
      const giveBack = (error?: Error | boolean): void => {
        if (!out) return;
        out = false;
        client.off('end', ended);
        release(error);
      };
      const ended = (): void => giveBack(true);
      client.once('end', ended);
      client.release = giveBack;
    });
  });
};
