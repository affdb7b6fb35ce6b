import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const DEPARTMENT = /^JINGZHUN_(IDENTIFICATION|INDUSTRY|FINANCE|RELOCATION|MEDICAL|ACCOUNTABILITY|GATEWAY)_/;

/** `JINGZHUN_FINANCE_PORT` → `JINGZHUN_<DEPARTMENT>_PORT`. */
export const generalName = (name) => name.replace(DEPARTMENT, 'JINGZHUN_<DEPARTMENT>_');

/** Every variable that the built code reads. */
export function variablesRead(root) {
  const files = globSync('{apps,libs}/*/src/**/*.ts', {
    cwd: root,
    exclude: (name) => /(^|\/)(testing|test)(\/|$)|\.spec\.ts$/.test(name),
  });
  const found = new Set();
  for (const file of files) {
    if (/\.spec\.ts$|\/testing\//.test(file)) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/['"`.[\s](JINGZHUN_[A-Z_]+[A-Z])\b/g)) found.add(name);
    for (const [, name] of text.matchAll(/variableOf\([^,()]+,\s*'([A-Z_]+)'\)/g)) found.add(`JINGZHUN_<DEPARTMENT>_${name}`);
  }
  return [...found].sort();
}

/** Variables that are neither set in compose.yaml nor explained in docs/operate. */
export function unknownVariables(root, { services }) {
  const set = new Set(
    Object.values(services).flatMap(({ environment = {} }) =>
      Object.keys(environment).map((name) => generalName(name).replace(/_DATABASE_URL_FILE$/, '_DATABASE_URL')),
    ),
  );
  const documented = globSync('docs/operate/*.md', { cwd: root })
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');
  return variablesRead(root)
    .filter((name) => !set.has(generalName(name)) && ![name, generalName(name)].some((known) => documented.includes(`\`${known}\``)))
    .map((name) => `${name} is read by the code, but compose.yaml does not set it and docs/operate does not explain it`);
}
