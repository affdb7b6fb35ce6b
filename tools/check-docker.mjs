// Checks what can be known about docker/ without an engine. `npm test` runs it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { composeOf, hardeningProblems, processProblems, referenceProblems, secretProblems, toolProblems } from './docker-check/compose.mjs';
import { dockerfileProblems } from './docker-check/dockerfile.mjs';
import { unknownVariables } from './docker-check/variables.mjs';
import { DEPARTMENTS, PROCESSES } from './local-stack/departments.mjs';

const root = path.resolve(import.meta.dirname, '..');
const docker = path.join(root, 'docker');
const makeSecrets = readFileSync(path.join(docker, 'make-secrets.mjs'), 'utf8');

const checks = {
  'compose lint': lint,
  Dockerfile: () => dockerfileProblems(root, readFileSync(path.join(docker, 'Dockerfile'), 'utf8'), PROCESSES),
};
const files = { 'compose.yaml': PROCESSES, ...Object.fromEntries(DEPARTMENTS.map((name) => [`${name}.yaml`, [name, 'gateway']])) };
for (const [file, processes] of Object.entries(files))
  checks[file] = () => {
    const compose = composeOf(docker, file);
    return [
      ...hardeningProblems(compose),
      ...referenceProblems(compose),
      ...processProblems(compose, processes),
      ...secretProblems(compose, makeSecrets),
      ...toolProblems(compose, (file) => existsSync(path.join(root, file))),
    ];
  };
checks.variables = () => unknownVariables(root, composeOf(docker, 'compose.yaml'));

function lint() {
  try {
    const dclint = path.join(root, 'node_modules', '.bin', 'dclint');
    execFileSync(dclint, ['-c', path.join(docker, '.dclintrc.yaml'), '--max-warnings', '0', docker], { encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    return [error.stdout || error.message];
  }
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const problems = check();
  failed += problems.length;
  console.log(problems.length === 0 ? `ok      ${name}` : `FAILED  ${name}\n${problems.map((text) => `        ${text}`).join('\n')}`);
}
process.exitCode = failed === 0 ? 0 : 1;
