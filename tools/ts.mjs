// node --conditions=@jingzhun/source --import ./tools/ts.mjs apps/orders/src/main.ts   — runs TypeScript (decorators included) without a build
import { registerHooks } from 'node:module';
import { readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
const config = { ...JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url))), swcrc: false, sourceMaps: 'inline' };
delete config.$schema;
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
    return { format: 'module', shortCircuit: true, source: transformSync(readFileSync(filename, 'utf8'), { ...config, filename }).code };
  },
});
