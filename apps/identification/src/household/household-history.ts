import { type Handle, run } from '@jingzhun/persistence';
import { HOUSEHOLD_STATE } from './household-state.js';
import { selected, type HouseholdSelection } from './household-selection.js';

export type HouseholdChange =
  | 'registered'
  | 'imported'
  | 'contact'
  | 'identity'
  | 'members'
  | 'income'
  | 'cause'
  | 'category'
  | 'living'
  | 'bank'
  | 'group'
  | 'moved'
  | 'exited'
  | 'cleanedOut';

export interface ChangeRecord {
  change: HouseholdChange;
  /** Civil date from which it holds; absent for a registration: the household's own date. */
  validFrom?: string;
  recordedAt: Date;
  /** Absent for work of the system. */
  accountId?: string;
  accountName?: string;
  reason?: string;
  sourceDocument?: string;
}

/**
 * Writes the state the households have now, under the version they carry now, into the append-only history. Call it after the
 * rows are changed and `version` is raised, in the same transaction.
 */
export async function recordHistory(handle: Handle, where: HouseholdSelection, record: ChangeRecord): Promise<void> {
  const { sql, values } = selected(where, 8);
  await run(
    handle,
    `insert into household_history
       (household_id, version, village_code, change, valid_from, recorded_at, account_id, account_name, reason, source_document, state)
     select h.id, h.version, h.village_code, $1::text, coalesce($2::date, h.registered_on), $3::timestamptz, $4::uuid, $5::text, $6::text, $7::text,
       (${HOUSEHOLD_STATE})::jsonb
     from household h where ${sql}`,
    [
      record.change,
      record.validFrom ?? null,
      record.recordedAt,
      record.accountId ?? null,
      record.accountName ?? null,
      record.reason ?? null,
      record.sourceDocument ?? null,
      ...values,
    ],
  );
}
