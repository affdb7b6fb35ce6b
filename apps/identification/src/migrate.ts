import { applyMigrations } from '@jingzhun/persistence';
import { definition } from './mikro-orm.config.js';

const url = process.env['JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL'];
if (!url) throw new Error('JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL is not set: the URL of the database as its owner');
const applied = await applyMigrations(definition, url);
process.stdout.write(
  applied.length > 0 ? `identification: applied ${applied.join(', ')}\n` : 'identification: the database is up to date\n',
);
