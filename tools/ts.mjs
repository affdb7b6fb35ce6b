// node --conditions=@jingzhun/source --import ./tools/ts.mjs apps/orders/src/main.ts   — runs TypeScript (decorators included) without a build
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const config = { ...JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8')), swcrc: false, sourceMaps: 'inline' };
delete config.$schema;
const CACHE = fileURLToPath(new URL('../node_modules/.cache/typescript', import.meta.url));
const SALT = `${require('@swc/core/package.json').version} ${JSON.stringify(config)}`;
mkdirSync(CACHE, { recursive: true });
enableCompileCache(path.join(CACHE, 'v8'));

/** The runner of tests asks for one file several times: `x.spec.ts?1764288000000`. */
const isTypeScript = (url) => /\.ts(\?\d+)?$/.test(url) && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, next) {
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && isTypeScript(context.parentURL ?? '')) {
      const ts = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (existsSync(ts)) return { url: ts.href, format: 'module', shortCircuit: true };
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    return isTypeScript(url) ? { format: 'module', shortCircuit: true, source: scriptOf(fileURLToPath(url)) } : next(url, context);
  },
});

/** Processes of a test are many and read the same files: what one made the next takes. */
function scriptOf(filename) {
  const source = readFileSync(filename, 'utf8');
  const made = path.join(CACHE, `${hash('sha256', `${SALT}\n${filename}\n${source}`)}.js`);
  if (existsSync(made)) return readFileSync(made, 'utf8');
  // loaded by whoever meets a file that nobody has read yet
  const { code } = require('@swc/core').transformSync(source, { ...config, filename });
  // whole or not at all: another process may be writing the same
  const unfinished = `${made}.${process.pid}-${threadId}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, made);
  return code;
}
