import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

const STATEMENT = /^(?:import|export)\b([^;'"]*?)\bfrom\s*'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;
const root = realpathSync(path.resolve(import.meta.dirname, '../..'));
/** @type {Map<string, object>} */
const packages = new Map();

/** Which file of the workspace an import means. @returns undefined for whatever is not one of its TypeScript files */
export function fileOf(specifier, from) {
  if (/^\.{1,2}\//.test(specifier)) return sourceAt(path.resolve(path.dirname(from), specifier));
  const [, name, rest] = /^@jingzhun\/([^/]+)(\/.+)?$/.exec(specifier) ?? [];
  if (!name) return undefined;
  const folder = ['libs', 'apps'].map((kind) => path.join(root, kind, name)).find((one) => existsSync(path.join(one, 'package.json')));
  if (!folder) return undefined;
  if (!packages.has(folder)) packages.set(folder, JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).exports ?? {});
  const asked = `.${rest ?? ''}`;
  const exported = packages.get(folder);
  const source = exported[asked]?.['@jingzhun/source'] ?? exported['./*']?.['@jingzhun/source'].replace('*', asked.slice(2));
  return source && sourceAt(path.join(folder, source));
}

function sourceAt(file) {
  const bare = file.replace(/\.[jt]sx?$/, '');
  return [`${bare}.ts`, `${bare}.tsx`, path.join(bare, 'index.ts')].find((one) => existsSync(one));
}

/** Neither `import type` nor a list of nothing but types is there when the program runs. */
const isTypes = (between) => {
  const [, list] = /^\s*\{([\s\S]*)\}\s*$/.exec(between) ?? [];
  const named = list?.split(',').filter((one) => one.trim() !== '');
  return /^\s*type\b/.test(between) || (named?.length > 0 && named.every((one) => /^\s*type\s/.test(one)));
};

/** The files of the workspace that this one needs when it runs. Prettier has written it: a statement begins its line. */
export function importsOf(file) {
  const found = new Set();
  for (const [, between, from, bare, dynamic] of readFileSync(file, 'utf8').matchAll(STATEMENT)) {
    if (between !== undefined && isTypes(between)) continue;
    const target = fileOf(from ?? bare ?? dynamic, file);
    if (target) found.add(target);
  }
  return [...found];
}

/**
 * Files in one ring have one number, of every file that can be reached from those asked for: each is read once in the life of the process
 * (Tarjan, without recursion: the graph is deeper than the stack).
 */
export class Rings {
  ringOf(file) {
    if (!this.#ring.has(file)) this.#walk(file);
    return this.#ring.get(file);
  }

  #ring = new Map();
  #index = new Map();
  #low = new Map();
  #stack = [];
  #rings = 0;

  #walk(start) {
    const work = [this.#enter(start)];
    while (work.length > 0) {
      const { file, next } = work.at(-1);
      const target = next.pop();
      if (target === undefined) {
        work.pop();
        this.#leave(file, work.at(-1)?.file);
      } else if (!this.#index.has(target)) work.push(this.#enter(target));
      else if (!this.#ring.has(target)) this.#low.set(file, Math.min(this.#low.get(file), this.#index.get(target)));
    }
  }

  #enter(file) {
    this.#low.set(file, this.#index.size);
    this.#index.set(file, this.#index.size);
    this.#stack.push(file);
    return { file, next: importsOf(file) };
  }

  #leave(file, parent) {
    if (this.#low.get(file) === this.#index.get(file)) {
      this.#rings += 1;
      for (let member; member !== file; this.#ring.set(member, this.#rings)) member = this.#stack.pop();
    }
    if (parent) this.#low.set(parent, Math.min(this.#low.get(parent), this.#low.get(file)));
  }
}
