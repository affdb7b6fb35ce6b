import { MikroORM } from '@mikro-orm/postgresql';
import { Database, ormOptions, systemSession } from '@jingzhun/persistence';
import type pg from 'pg';
import { definition } from '../src/mikro-orm.config.js';
import type { Identification } from './service.js';

/** A one-shot command's transaction: the owner of the tables, in the scheduler's session. */
export async function asOwner<T>(service: Identification, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const { ownerUrl } = service.database;
  const database = new Database(await MikroORM.init({ ...ormOptions(definition, ownerUrl), logger: () => undefined }), ownerUrl);
  try {
    return await database.connection(systemSession('scheduler'), work);
  } finally {
    await database.close();
  }
}
