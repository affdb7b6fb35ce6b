import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { onFreePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

describe('a server on a free port', () => {
  const taken = createServer();
  let port;
  before(() => new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve)).then(() => (port = taken.address().port)));
  after(() => taken.close());

  it('starts on another one when somebody took it in between', async () => {
    const tried = [];
    const server = await onFreePort(undefined, (free) => {
      tried.push(free);
      // somebody was faster, once
      return startPostgres({ port: tried.length === 1 ? port : free });
    });
    assert.equal(tried.length, 2);
    const client = new pg.Client({ connectionString: server.url() });
    await client.connect();
    await client.end();
    await server.stop();
  });

  it('says so when the port was asked for', () => assert.rejects(startPostgres({ port }), /address already in use/i));
});
