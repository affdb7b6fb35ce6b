// The benchmarks are TypeScript and read the libraries' sources: this only turns on the loader that makes that possible.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const args = [
  '--conditions=@jingzhun/source',
  '--import',
  './tools/ts.mjs',
  '--expose-gc',
  'tools/bench/main.ts',
  ...process.argv.slice(2),
];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
