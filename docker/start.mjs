// Entry point of every image: turns NAME_URL_FILE into NAME_URL, as database URLs hold a password, and runs the named script.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

for (const [name, file] of Object.entries(process.env)) {
  if (!name.endsWith('_DATABASE_URL_FILE')) continue;
  try {
    process.env[name.slice(0, -'_FILE'.length)] = readFileSync(file, 'utf8').trim();
  } catch (error) {
    console.error(`${name} names ${file}, which cannot be read (${error.code}). Did the init container end well? docker compose logs init`);
    process.exit(1);
  }
}
// the script reads its own arguments where it would without this one
const script = process.argv[2];
process.argv.splice(1, 2, script);
await import(pathToFileURL(path.resolve(script)));
