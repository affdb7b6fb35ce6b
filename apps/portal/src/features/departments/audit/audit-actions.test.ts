import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { actionText } from './audit-actions.js';

const root = path.resolve(import.meta.dirname, '../../../../../..');

/** Every action that stands in a service's source as a plain text next to `action:`. */
function actionsInSources(): string[] {
  const files = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).filter((file) => !/\.spec\.ts$|\/testing\/|^apps\/portal/.test(file));
  const found = new Set<string>();
  for (const file of files)
    for (const [, action] of readFileSync(path.join(root, file), 'utf8').matchAll(/\baction: '([a-z-]+(?:\.[a-z-]+)+)'/g))
      if (action) found.add(action);
  return [...found].toSorted();
}

describe('the words of the audit log', () => {
  it('cover every action the services write', () => {
    const actions = actionsInSources();
    expect(actions).toContain('household.read');
    expect(actions.filter((action) => actionText(action, 'zh') === action)).toEqual([]);
    expect(actions.filter((action) => actionText(action, 'en') === action)).toEqual([]);
  });

  it('show an unknown action as it is', () => {
    expect(actionText('something.new', 'zh')).toBe('something.new');
  });
});
