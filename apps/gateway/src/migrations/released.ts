/** In the order in which counties have applied them; until 2026-11-28 the names did not tell it. What is newer is a file beside this one and no more. */
export const RELEASED: readonly string[] = [
  'Migration20261201090000_CreateGateway',
  'Migration20261204090000_AllowMoreRoles',
  'Migration20261205090000_RememberLanguage',
  'Migration20261206100000_BankOfClerk',
];
