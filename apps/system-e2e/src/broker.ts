import { readFileSync } from 'node:fs';
import path from 'node:path';
import { headers, nkeyAuthenticator } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';

/** Publishes one message as a department itself would, with its own seed and its own rights on the broker. */
export async function publishAs(
  department: string,
  { subject, body, notes = {} }: { subject: string; body: unknown; notes?: Record<string, string> },
): Promise<void> {
  const secrets = path.join(process.env['E2E_DATA'] ?? '', 'secrets/nats');
  const port = /^port: (\d+)/m.exec(readFileSync(path.join(secrets, 'server.conf'), 'utf8'))?.[1];
  const seed = readFileSync(path.join(secrets, `${department}.seed`), 'utf8').trim();
  const connection = await connect({
    servers: `nats://127.0.0.1:${port}`,
    inboxPrefix: `_INBOX_${department}`,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
  });
  const head = headers();
  head.set('content-type', 'application/cloudevents+json');
  for (const [name, value] of Object.entries(notes)) head.set(name, value);
  connection.publish(subject, JSON.stringify(body), { headers: head });
  await connection.flush();
  await connection.close();
}
