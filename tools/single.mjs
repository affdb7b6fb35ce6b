// All services and the gateway in one process: for small machines and fast system tests. Started by the launcher.
import { PROCESSES } from './local-stack/departments.mjs';

// each listens on signals by itself; with seven in one process Node would warn about a leak
process.setMaxListeners(50);
for (const name of PROCESSES) await import(new URL(`../apps/${name}/dist/main.js`, import.meta.url));
