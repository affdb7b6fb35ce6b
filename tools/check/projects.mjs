import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * All packages of the workspace, or the one that was asked for.
 *
 * @param only name with or without the scope: `identification`, `@jingzhun/vault`
 * @returns `{ name, folder, targets, system, parts }[]`; `system` is the composed product's own test project, `parts` the
 *   files of tests that belong together (`testing.parts` of its package.json)
 */
export function projectsOf(root, only) {
  const all = globSync('{apps,libs}/*/package.json', { cwd: root }).map((file) => {
    const { name, nx = {}, testing = {} } = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    const [targets, system] = [Object.keys(nx.targets ?? {}), (nx.tags ?? []).includes('layer:e2e')];
    return { name, folder: path.dirname(file), targets, system, parts: testing.parts };
  });
  if (!only) return all;
  const chosen = all.filter(({ name }) => name === only || name === `@jingzhun/${only}`);
  if (chosen.length === 0) {
    console.error(`No package ${only}. There are: ${all.map(({ name }) => name.replace('@jingzhun/', '')).join(' ')}`);
    process.exit(1);
  }
  return chosen;
}
