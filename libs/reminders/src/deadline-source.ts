import type { Permission } from '@jingzhun/auth';
import type { PolicySnapshot } from '@jingzhun/policy';

export const DEADLINE_LEVELS = ['village', 'township', 'county'] as const;
export type DeadlineLevel = (typeof DEADLINE_LEVELS)[number];

/** Where a department's deadlines come from: one query for everything that is open, whoever asks sees what its session sees. */
export interface DeadlineSource {
  /** Kebab-case, once in a department. */
  readonly name: string;
  /**
   * Open deadlines, one row each: `subject_kind`, `subject_id` (uuid), `number` (business number or null), `step`, `place_code`,
   * `due_on` (date), `level` (whose it is), `permission` (which the step asks for), `not_for` (jsonb list of the accounts that may not
   * take this step, because they made what it decides; null where anybody of the office may). `$today` stands for the day; what
   * the policy says on it is handed over. Nobody's name.
   */
  readonly sql: string | ((policy: PolicySnapshot) => string);
  /** Permission of those above who hear of what stays undone. */
  readonly overseer: Permission;
  /** What is to be done, by `step`. */
  readonly words: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}

const COLUMNS = 'subject_kind, subject_id, number, step, place_code, due_on, level, permission';

/**
 * All sources as one query; `day` is the parameter that holds the day.
 * @param persons whether to say who may not take the step; a round need not work it out
 */
export const openDeadlines = (
  sources: readonly DeadlineSource[],
  day: `$${number}`,
  policy: PolicySnapshot,
  persons: 'with-persons' | 'without-persons' = 'without-persons',
): string =>
  sources
    .map(({ name, sql }) => {
      const asked = (typeof sql === 'string' ? sql : sql(policy)).replaceAll('$today', `${day}::date`);
      const columns = persons === 'with-persons' ? `${COLUMNS}, not_for` : COLUMNS;
      return `select '${name}' as source, ${columns} from (${asked}) d_${name.replaceAll('-', '_')}`;
    })
    .join(' union all ');
