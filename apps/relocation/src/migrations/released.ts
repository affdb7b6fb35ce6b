/** In the order in which counties have applied them; until 2026-11-28 the names did not tell it. What is newer is a file beside this one and no more. */
export const RELEASED: readonly string[] = ['Migration20261201080000_CreateServiceTables'];
