import { readdir } from 'node:fs/promises';
import type { MigrationClass } from './orm-config.js';

const FILE = /^(Migration\d{14}_[A-Za-z0-9]+)\.[jt]s$/;

/**
 * The migrations of a folder in order of application: what was released in its order of making, then everything else by name.
 * A new migration is a new file and nothing more, so that two branches with one each do not meet in a list (ADR 0189).
 *
 * @param folder with a slash at its end; from source and from dist alike
 * @param released names in the order in which counties have applied them, whatever the names say
 * @throws TypeError for a released one that is gone, a new one that sorts before the last released, a file that does not export the
 * class it is named after
 */
export async function migrationsIn(folder: URL, released: readonly string[]): Promise<MigrationClass[]> {
  const files = new Map<string, string>();
  for (const file of await readdir(folder)) {
    const name = FILE.exec(file)?.[1];
    if (name) files.set(name, file);
  }
  const gone = released.filter((name) => !files.has(name));
  if (gone.length > 0) throw new TypeError(`a released migration never goes: ${gone.join(', ')}`);
  const fresh = [...files.keys()].filter((name) => !released.includes(name)).toSorted();
  const last = released.at(-1);
  const early = last === undefined ? [] : fresh.filter((name) => name < last);
  if (early.length > 0) throw new TypeError(`a new migration is named after ${last}, the last one released: ${early.join(', ')}`);
  const migrations: MigrationClass[] = [];
  for (const name of [...released, ...fresh]) migrations.push(await classOf(folder, name, files.get(name) as string));
  return migrations;
}

async function classOf(folder: URL, name: string, file: string): Promise<MigrationClass> {
  const exported = (await import(new URL(file, folder).href)) as Record<string, MigrationClass | undefined>;
  const migration = exported[name];
  if (migration?.name !== name) throw new TypeError(`${file} exports no class ${name}`);
  return migration;
}
