import { run, type Handle } from '@jingzhun/persistence';

/** The newest word of the book about one attempt: its entry, or what reversed it, or what reversed that. */
export interface AttemptEntry {
  readonly entryId: string;
  /** The money counts as paid by this attempt. */
  readonly isPaid: boolean;
}

/**
 * A bank that corrects itself reverses what it said before: each time the last entry is reversed, so that none is changed and the book says
 * what holds now.
 *
 * @returns by attempt; none for what was never credited
 */
export async function lastEntriesOf(handle: Handle, attemptIds: readonly string[]): Promise<ReadonlyMap<string, AttemptEntry>> {
  const rows = await run<{ attemptId: string; entryId: string; depth: number }>(
    handle,
    `with recursive chain as (
       select e.id, e.cause_id as attempt, 0 as depth from ledger_entry e where (e.cause_type, e.kind) = ('payment-attempt', 'payment') and e.cause_id = any($1::uuid[])
       union all select r.id, c.attempt, c.depth + 1 from chain c join ledger_entry r on (r.cause_type, r.kind) = ('ledger-entry', 'reversal') and r.cause_id = c.id)
     select distinct on (attempt) attempt as "attemptId", id as "entryId", depth from chain order by attempt, depth desc`,
    [attemptIds],
  );
  return new Map(rows.map(({ attemptId, entryId, depth }) => [attemptId, { entryId, isPaid: depth % 2 === 0 }]));
}
