import type { Permission } from '@jingzhun/auth';

export const DEADLINE_LEVELS = ['village', 'township', 'county'] as const;
export type DeadlineLevel = (typeof DEADLINE_LEVELS)[number];

/** Where a department's deadlines come from: one query for everything that is open, whoever asks sees what its session sees. */
export interface DeadlineSource {
  /** Kebab-case, once in a department. */
  readonly name: string;
  /**
   * Open deadlines, one row each: `subject_kind`, `subject_id` (uuid), `number` (business number or null), `step`, `place_code`,
   * `due_on` (date), `level` (whose it is), `permission` (which the step asks for). `$today` stands for the day. Nobody's name.
   */
  readonly sql: string;
  /** Permission of those above who hear of what stays undone. */
  readonly overseer: Permission;
  /** What is to be done, by `step`. */
  readonly words: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}

const COLUMNS = 'subject_kind, subject_id, number, step, place_code, due_on, level, permission';

/** All sources as one query; `day` is the parameter that holds the day. */
export const openDeadlines = (sources: readonly DeadlineSource[], day: `$${number}`): string =>
  sources
    .map(
      ({ name, sql }) =>
        `select '${name}' as source, ${COLUMNS} from (${sql.replaceAll('$today', `${day}::date`)}) d_${name.replaceAll('-', '_')}`,
    )
    .join(' union all ');
