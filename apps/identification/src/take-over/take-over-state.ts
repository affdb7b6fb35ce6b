import { run, type Handle } from '@jingzhun/persistence';

/**
 * Whether the county's register was taken over by then: from that day on a registration begins with an application, and status and
 * category change by one. In the caller's transaction.
 * @param division any code of the county
 */
export async function isTakenOver(handle: Handle, division: string, at: Date): Promise<boolean> {
  const rows = await run(handle, `select from take_over where county = $1 and status = 'confirmed' and effective_at <= $2::timestamptz`, [
    division.slice(0, 6),
    at,
  ]);
  return rows.length > 0;
}
