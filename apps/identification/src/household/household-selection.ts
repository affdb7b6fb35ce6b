/** Which households a set-based statement is about: some, or those of a temporary table with a column `id uuid`. */
export type HouseholdSelection = { readonly householdIds: readonly string[] } | { readonly fromTable: string };

/** SQL condition on `h.id`; `parameter` is the position of the ids and is bound to nothing for a table. */
export function selected(where: HouseholdSelection, parameter: number): { sql: string; values: unknown[] } {
  if ('householdIds' in where) return { sql: `h.id = any ($${parameter}::uuid[])`, values: [where.householdIds] };
  if (!/^[a-z_]{1,63}$/.test(where.fromTable)) throw new Error('the table of ids is named by the code, in lower case');
  return { sql: `h.id in (select id from ${where.fromTable})`, values: [] };
}
