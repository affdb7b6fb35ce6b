// node --conditions=@jingzhun/source --import ./tools/ts.mjs apps/orders/src/main.ts   — runs TypeScript (decorators included) without a build
import { createRequire, registerHooks } from 'node:module';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
const settings = readFileSync(new URL('../.swcrc', import.meta.url), 'utf8');
const config = { ...JSON.parse(settings), swcrc: false, sourceMaps: 'inline' };
delete config.$schema;

// a spec that ends its processes starts dozens of them: what one has translated the next one reads
const kept = fileURLToPath(new URL('../node_modules/.cache/jingzhun-ts/', import.meta.url));
mkdirSync(kept, { recursive: true });
const { version } = JSON.parse(readFileSync(new URL('../node_modules/@swc/core/package.json', import.meta.url), 'utf8'));
const basis = `${version} ${settings}`;
const require = createRequire(import.meta.url);

function translated(text, filename) {
  const name = createHash('sha256').update(`${basis} ${filename} ${text}`).digest('hex');
  const file = path.join(kept, `${name}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { code } = require('@swc/core').transformSync(text, { ...config, filename });
  // another process may be writing the same
  writeFileSync(`${file}.${process.pid}-${threadId}`, code);
  renameSync(`${file}.${process.pid}-${threadId}`, file);
  return code;
}

registerHooks({
  resolve(specifier, context, next) {
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      const ts = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(ts)) return { url: ts.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
    const filename = fileURLToPath(url);
    return { format: 'module', shortCircuit: true, source: translated(readFileSync(filename, 'utf8'), filename) };
  },
});
