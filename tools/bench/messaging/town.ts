import { randomUUID } from 'node:crypto';
import { Migration } from '@mikro-orm/migrations';
import { headers, type MsgHdrs } from '@nats-io/nats-core';
import pg from 'pg';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { messagingEntities, messagingTables } from '@jingzhun/messaging';
import { persistenceFoundation, systemSession, type Database, type DatabaseDefinition, type Department } from '@jingzhun/persistence';
import { createTestDatabase } from '@jingzhun/persistence/testing';
import type { OrderedPublisher, Publication } from '../../../libs/messaging/src/outbox/ordered-publisher.js';
import { READ_OUTBOX, toPublication, type OutboxRow } from '../../../libs/messaging/src/outbox/outbox-row.js';

export interface Town {
  database: Database;
  /** Empties tables as if they had never held a row: what is only deleted stays in the way until it is vacuumed. */
  truncate: (...tables: string[]) => Promise<void>;
  close: () => Promise<void>;
}

export async function openTown(department: Department = 'identification', more: string[] = []): Promise<Town> {
  class Tables extends Migration {
    override up(): void {
      for (const sql of [...persistenceFoundation(department), ...messagingTables(department), ...more]) this.addSql(sql);
    }
  }
  const definition: DatabaseDefinition = { department, entities: messagingEntities, migrations: [Tables] };
  const test = await createTestDatabase(definition);
  const database = await test.open();
  const superuser = new pg.Client({ connectionString: test.superuserUrl });
  await superuser.connect();
  return {
    database,
    truncate: async (...tables) => void (await superuser.query(`truncate ${tables.join(', ')}`)),
    close: async () => {
      await superuser.end();
      await database.close();
      await test.drop();
    },
  };
}

/** Rows as a service leaves them, each a household of its own. */
export const insertRows = async (client: pg.ClientBase, count: number): Promise<void> => {
  const { data } = goldenSample(HouseholdRegisteredV1.type);
  await client.query(
    `insert into outbox (id, type, subject, ordering_key, occurred_at, recorded_at, correlation_id, data)
     select uuidv7(), $1, $2, i::text, $3, $3, $4, $5::jsonb || jsonb_build_object('householdId', uuidv7(), 'version', 1)
     from generate_series(1, $6) i`,
    [HouseholdRegisteredV1.type, `jz.${HouseholdRegisteredV1.type}.360781.102.208`, new Date(0), randomUUID(), JSON.stringify(data), count],
  );
};

export async function publications({ database, truncate }: Town, count: number): Promise<Publication[]> {
  await truncate('outbox');
  return database.connection(systemSession('relay'), async (client) => {
    await insertRows(client, count);
    const { rows } = await client.query<OutboxRow>(READ_OUTBOX, [count, []]);
    await client.query('delete from outbox');
    return rows.map((row) => {
      const publication = toPublication(row);
      if ('unpublishable' in publication) throw new Error(publication.unpublishable);
      return publication;
    });
  });
}

/** A row as a message with the client's own headers: what one would write first. The same bytes go to the broker. */
export function plainHeaders(row: OutboxRow): MsgHdrs {
  const result = headers();
  const attributes: Record<string, string> = {
    specversion: '1.0',
    id: row.id,
    source: 'urn:jingzhun:identification',
    type: row.type,
    subject: '360781102208',
    time: row.occurred_at,
    recordedtime: row.recorded_at ?? row.occurred_at,
    datacontenttype: 'application/json',
    dataclassification: HouseholdRegisteredV1.classification,
    partitionkey: row.ordering_key,
    correlationid: row.correlation_id,
    authtype: 'unknown',
  };
  for (const [name, value] of Object.entries(attributes)) result.append(`ce-${name}`, value);
  result.append('Nats-Msg-Id', row.id);
  return result;
}

export async function publishInBatches(publisher: OrderedPublisher, messages: readonly Publication[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 1_000) {
    const batch = messages.slice(at, at + 1_000);
    const { stored } = await publisher.publish(batch);
    if (stored.length !== batch.length) throw new Error(`${batch.length - stored.length} messages were not stored`);
  }
}
