import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kebab } from '@jingzhun/domain/lifecycle';
import { actionText } from './audit-actions.js';
import { auditMessages } from './audit.messages.js';

const root = path.resolve(import.meta.dirname, '../../../../../..');

const sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root })
  .filter((file) => !/\.spec\.ts$|\/testing\/|^apps\/portal/.test(file))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));

/** Every action that stands in a service's source as a plain text next to `action:`. */
const plainActions = (): string[] => {
  const found = sources.flatMap((text) =>
    [...text.matchAll(/\b(?:action: |(?:log|inTransaction|onAccount|recordChange)\([\w\s,.]*?)'([^']+)'/g)].map(
      ([, action]) => action ?? '',
    ),
  );
  return [...new Set(found.filter((action) => action.includes('.')))].toSorted();
};

/** Actions named after the steps of a declared lifecycle: `kebab(step)` behind the noun. */
const STEPS_OF: Readonly<Record<string, string>> = {
  application: 'CaseSteps',
  subsidy: 'SubsidySteps',
  loan: 'LoanSteps',
  claim: 'CLAIM_STEPS',
  'bank-file': 'BANK_FILE_DEEDS',
  'loan-list': 'LOAN_LIST_DEEDS',
  'outside-list': 'OUTSIDE_STEPS',
  'payment-batch': 'BATCH_DEEDS',
};
const stepActions = (): string[] =>
  Object.entries(STEPS_OF).flatMap(([noun, list]) => {
    const written = new RegExp(`const ${list} = (?:codeList\\(([^]*?)\\]\\);|\\[([^]*?)\\] as const)`);
    const [, coded = '', plain = ''] = sources.map((text) => written.exec(text)).find(Boolean) ?? [];
    return [...coded.matchAll(/\bcode: '(\w+)'/g), ...plain.matchAll(/'(\w+)'/g)].map(([, step = '']) => `${noun}.${kebab(step)}`);
  });

describe('the words of the audit log', () => {
  it('cover every action the services write', () => {
    const actions = [...plainActions(), ...stepActions()];
    expect(actions).toContain('household.read');
    expect(actions).toContain('subsidy.give-up');
    expect(actions).toContain('application.uphold-objection');
    expect(actions.filter((action) => actionText(action, 'zh') === action)).toEqual([]);
    expect(actions.filter((action) => actionText(action, 'en') === action)).toEqual([]);
  });

  it('cover every kind of thing they are about', () => {
    const types = sources.flatMap((text) => [...text.matchAll(/\bobjectType: '([^']+)'/g)].map(([, type]) => type ?? ''));
    const named = new Set<string>(Object.keys(auditMessages.zh));
    expect(types).toContain('loan');
    expect([...new Set(types)].filter((type) => !named.has(`object_${type.replaceAll(/[.-]/g, '_')}`)).toSorted()).toEqual([]);
  });

  it('are spelled alike everywhere: kebab-case, also where a step is named in camel case', () => {
    expect([...plainActions(), ...stepActions()].filter((action) => !/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/.test(action))).toEqual([]);
    const computed = sources.flatMap((text) => [...text.matchAll(/\baction: `([^`]+)`/g)].map(([, action]) => action ?? ''));
    // a household names its steps in kebab-case already
    expect(computed.filter((action) => !/^[a-z-]+\.\$\{kebab\(/.test(action)).toSorted()).toEqual(['household.${made.change}']);
    const nouns = computed.filter((action) => action.includes('kebab(')).map((action) => action.split('.')[0] ?? '');
    expect([...new Set(nouns)].toSorted()).toEqual(Object.keys(STEPS_OF).toSorted());
  });

  it('show an unknown action as it is', () => {
    expect(actionText('something.new', 'zh')).toBe('something.new');
  });
});
