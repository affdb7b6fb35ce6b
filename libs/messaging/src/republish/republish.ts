import type { EntityManager } from '@mikro-orm/postgresql';
import { systemSession, type Database } from '@jingzhun/persistence';

/**
 * Puts the present state of records into the outbox again, for one kind of record.
 *
 * @param after key of the last record of the page before; undefined for the first page
 * @returns how many were added and where to go on; `next` undefined at the end
 */
export type RepublishPage = (em: EntityManager, after: string | undefined) => Promise<{ added: number; next: string | undefined }>;

/**
 * Rebuilds what the stream holds of a kind of record, after the broker lost its files or before a new department joins: every
 * record's present state is published again under a new id and with its present version, so copies that have it ignore it and
 * copies that lack it catch up. One transaction a page; safe to run again, also after it was broken off.
 *
 * @param progress told after each page how many were added so far
 * @returns how many were added
 */
export async function republish(
  database: Database,
  page: RepublishPage,
  progress: (added: number) => void = () => undefined,
): Promise<number> {
  let total = 0;
  let after: string | undefined;
  do {
    const { added, next } = await database.transaction(systemSession('relay'), async (em) => {
      const result = await page(em, after);
      // a page written by set-based SQL has not rung the relay
      database.announce(em);
      return result;
    });
    total += added;
    after = next;
    progress(total);
  } while (after !== undefined);
  return total;
}
