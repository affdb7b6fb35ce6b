import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';

/**
 * The next free household number of a village: its code and five digits. The row of the counter makes two registrations of one village
 * follow each other; numbers that came with an import are passed over.
 */
export async function nextHouseholdNumber(em: EntityManager, villageCode: string): Promise<string> {
  for (;;) {
    const [row] = await run<{ last: number }>(
      em,
      `insert into village_numbering as n (village_code, last) values ($1, 1)
       on conflict (village_code) do update set last = n.last + 1 returning last`,
      [villageCode],
    );
    const number = `${villageCode}${String(row?.last).padStart(5, '0')}`;
    const taken = await run(em, 'select from household where number = $1', [number]);
    if (taken.length === 0) return number;
  }
}
