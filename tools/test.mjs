// npm test — runs on any Node 20 or newer and needs nothing installed.
import path from 'node:path';
import { installPackages } from './bootstrap/install.mjs';
import { runOnPinnedNode } from './bootstrap/reexecute.mjs';
import { checkMachine } from './bootstrap/requirements.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');

checkMachine();
try {
  await installPackages(root, (line) => console.log(line));
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
runOnPinnedNode(root, 'tools/check/main.mjs', process.argv.slice(2));
