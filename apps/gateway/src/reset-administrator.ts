import { runResetAdministrator } from './accounts/reset-administrator.command.js';

await runResetAdministrator(process.argv.slice(2));
