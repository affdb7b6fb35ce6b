import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * All packages of the workspace, or the one that was asked for.
 *
 * @param only name with or without the scope: `identification`, `@jingzhun/vault`
 * @returns `{ name, folder, targets, system }[]`; `system` is the composed product's own test project
 */
export function projectsOf(root, only) {
  const all = globSync('{apps,libs}/*/package.json', { cwd: root }).map((file) => {
    const { name, nx = {} } = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    return { name, folder: path.dirname(file), targets: Object.keys(nx.targets ?? {}), system: (nx.tags ?? []).includes('layer:e2e') };
  });
  if (!only) return all;
  const chosen = all.filter(({ name }) => name === only || name === `@jingzhun/${only}`);
  if (chosen.length === 0) {
    console.error(`No package ${only}. There are: ${all.map(({ name }) => name.replace('@jingzhun/', '')).join(' ')}`);
    process.exit(1);
  }
  return chosen;
}
