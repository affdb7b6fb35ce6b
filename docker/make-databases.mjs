// Makes the departments' databases and roles where they are missing, with the passwords that make-secrets.mjs has left.
import { readFileSync } from 'node:fs';
import { ensureDatabase } from '../tools/local-stack/databases.mjs';
import { departments } from './departments.mjs';

const password = readFileSync('/volumes/central/postgres/superuser', 'utf8').trim();
const server = `postgresql://postgres:${encodeURIComponent(password)}@postgres:5432/postgres`;
for (const name of departments) await ensureDatabase(server, name, '/volumes/central');
console.log(`databases of ${departments.join(', ')} are there`);
