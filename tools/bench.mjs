// npm run bench -- --json FILE — runs on any Node 20 or newer and needs nothing installed.
import path from 'node:path';
import { installPackages } from './bootstrap/install.mjs';
import { runOnPinnedNode } from './bootstrap/reexecute.mjs';
import { checkMachine } from './bootstrap/requirements.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');

checkMachine();
await installPackages(root, (line) => console.log(line));
runOnPinnedNode(root, 'tools/bench/start.mjs', process.argv.slice(2));
